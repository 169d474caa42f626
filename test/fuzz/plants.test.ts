import { describe, it } from 'node:test';
import { places, plants } from '../support/plants.ts';
import { plantIn } from './planted.ts';

describe('whatever is planted anywhere in a workspace leads nobody out', () => {
  for (const kind of Object.keys(plants)) it(kind, (t) => plantIn(t, kind, places));
});
