import { it } from 'node:test';
import { readMutated } from '../fuzz/readers.ts';

// More of them, and other seeds: npm run fuzz -- --seed 42 --files 100000
it('2000 mutated files are understood, ignored or refused in words', async () => {
  await readMutated(7, 2_000);
});
