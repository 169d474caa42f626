import { it } from 'node:test';
import { numberOption } from '../support/tiers.ts';
import { liveEngine } from './engine-year.ts';
import { liveYear } from './schedule-year.ts';

// npm run simulate -- --seed 42 --histories 1000 simulation/schedules
const seed = numberOption('simulate', 'seed');
const histories = numberOption('simulate', 'histories');
const years = Math.ceil(histories / 10);
const engines = Math.ceil(histories / 200);

it(`in ${years} years of restarts and leaps each time fires once, or is skipped by policy`, () => {
  for (let at = seed; at < seed + years; at += 1) liveYear(at);
});

it(`so it does in ${engines} years of the whole engine, killed anywhere`, async (t) => {
  for (let at = seed; at < seed + engines; at += 1) {
    const { fired, tasks, conductors } = await liveEngine(at, 0, 365);
    t.diagnostic(`seed ${at}: ${fired} times, ${tasks} tasks, ${conductors} conductors`);
  }
});
