import { it } from 'node:test';
import { liveEngine } from '../simulation/engine-year.ts';

/** The 17th of March: within the next weeks the clocks change in Berlin, and on Lord Howe. */
const fromDay = 75;

it('schedules fire each time once, or skip it by policy, whatever becomes of who conducts', async () => {
  for (const seed of [3, 4]) await liveEngine(seed, fromDay, 25);
});
