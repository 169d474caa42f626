import { it } from 'node:test';
import { numberOption } from '../support/tiers.ts';
import { readMutated } from './readers.ts';

// npm run fuzz -- --seed 42 --files 100000
const seed = numberOption('fuzz', 'seed');
const files = numberOption('fuzz', 'files');

it(`${files} mutated files are understood, ignored or refused in words, with seed ${seed}`, async (t) => {
  const { understood, ignored, refused } = await readMutated(seed, files);
  t.diagnostic(`${understood} understood, ${ignored} ignored, ${refused} refused`);
});
