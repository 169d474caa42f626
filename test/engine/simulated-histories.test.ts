import { it } from 'node:test';
import { mustHold } from '../simulation/report.ts';
import { timed } from '../simulation/timed.ts';

it('the engine keeps its promises through histories that go wrong everywhere', async () => {
  for (let seed = 1; seed <= 20; seed += 1) await mustHold(seed, 400);
});

it('and so it does where the clock starts things, and no time twice', async () => {
  for (let seed = 1; seed <= 5; seed += 1) await mustHold(seed, 300, timed);
});
