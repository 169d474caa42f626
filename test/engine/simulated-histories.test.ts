import { it } from 'node:test';
import { mustHold } from '../simulation/report.ts';

it('the engine keeps its promises through histories that go wrong everywhere', async () => {
  for (let seed = 1; seed <= 20; seed += 1) await mustHold(seed, 400);
});
