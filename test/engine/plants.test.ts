import { describe, it } from 'node:test';
import { plantIn } from '../fuzz/planted.ts';
import { places, plants } from '../support/plants.ts';

// Every kind in every place: npm run fuzz
const every = 24;

describe('what is planted in a workspace leads nobody out, and stops nobody without a word', () => {
  for (const [which, kind] of Object.keys(plants).entries())
    it(kind, (t) =>
      plantIn(
        t,
        kind,
        places.filter((_, at) => at % every === which % every),
      ),
    );
});
