import { it } from 'node:test';
import { numberOption } from '../support/tiers.ts';
import { liveYear } from './schedule-year.ts';

// npm run simulate -- --seed 42 --histories 1000 simulation/schedules
const seed = numberOption('simulate', 'seed');
const years = Math.ceil(numberOption('simulate', 'histories') / 10);

it(`in ${years} years of restarts and leaps each time fires once, or is skipped by policy`, () => {
  for (let at = seed; at < seed + years; at += 1) liveYear(at);
});
