import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { numberOption } from '../support/tiers.ts';
import type { Lived, Range } from './lives.ts';

// npm run simulate -- --seed 42 --steps 100000 --histories 1
const seed = numberOption('simulate', 'seed');
const steps = numberOption('simulate', 'steps');
const histories = numberOption('simulate', 'histories');
const together = 50;
const lives = new URL(`lives${extname(import.meta.url)}`, import.meta.url);

describe(`a world that goes wrong for ${steps} steps`, {
  concurrency: availableParallelism(),
}, () => {
  for (let from = seed; from < seed + histories; from += together) {
    const end = Math.min(from + together, seed + histories);
    it(`keeps its promises with each seed from ${from} to ${end - 1}`, async (t) => {
      const { tasks, runs, conductors } = await liveElsewhere({ from, end, steps });
      t.diagnostic(`${tasks} tasks, ${runs} runs, ${conductors} conductors`);
    });
  }
});

const liveElsewhere = (range: Range): Promise<Lived> =>
  new Promise((resolve, reject) => {
    new Worker(lives, { workerData: range }).once('message', resolve).once('error', reject);
  });
