import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Played } from './pairs.ts';
import { scenarios } from './scenarios.ts';

const plays = new URL(`plays${extname(import.meta.url)}`, import.meta.url);

describe('killed at any effect, and who follows at any of its own, by a kill or a power cut', {
  concurrency: availableParallelism(),
}, () => {
  for (const { name } of scenarios)
    it(name, async (t) => {
      const { effects, pairs } = await playElsewhere(name);
      t.diagnostic(`${effects} effects, ${pairs} pairs`);
      assert.ok(effects > 0, 'nobody was killed');
    });
});

const playElsewhere = (name: string): Promise<Played> =>
  new Promise((resolve, reject) => {
    new Worker(plays, { workerData: name }).once('message', resolve).once('error', reject);
  });
