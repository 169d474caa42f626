import { it } from 'node:test';
import { mustAgree, zones } from '../support/cronie.ts';
import { numberOption } from '../support/tiers.ts';
import { createDice } from './dice.ts';

// npm run simulate -- --seed 42 --histories 1000 simulation/cron
const seed = numberOption('simulate', 'seed');
const rounds = Math.ceil(numberOption('simulate', 'histories') / 20);

/** A day that never was, a midnight that is skipped, four weeks in winter time, and two hours at once. */
const odd = [
  ['Pacific/Apia', 2011],
  ['Africa/Cairo', 2026],
  ['Africa/Casablanca', 2026],
  ['Antarctica/Troll', 2026],
] as const;

for (const zone of zones)
  it(`${rounds} expressions fire as cronie does through a year in ${zone}`, () => {
    const dice = createDice(seed);
    for (let round = 0; round < rounds; round += 1) mustAgree(dice, zone, 2024 + dice.below(10));
  });

for (const [zone, year] of odd)
  it(`${rounds} expressions fire as cronie does through ${year} in ${zone}`, () => {
    const dice = createDice(seed);
    for (let round = 0; round < rounds; round += 1) mustAgree(dice, zone, year);
  });
