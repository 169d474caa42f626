import { it } from 'node:test';
import { mustAgree, zones } from '../support/cronie.ts';
import { numberOption } from '../support/tiers.ts';
import { createDice } from './dice.ts';

// npm run simulate -- --seed 42 --histories 1000 cron
const seed = numberOption('simulate', 'seed');
const rounds = Math.ceil(numberOption('simulate', 'histories') / 20);

for (const zone of zones)
  it(`${rounds} expressions fire as cronie does through a year in ${zone}`, () => {
    const dice = createDice(seed);
    for (let round = 0; round < rounds; round += 1) mustAgree(dice, zone, 2024 + dice.below(10));
  });
