import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fractionOf } from '../../src/lib/fraction.ts';

const seeds = Array.from({ length: 10_000 }, (_, at) => `task_${at}`);

test('the same text gives the same number, in every release', () => {
  const known = {
    '': 0.6689221884589642,
    task_1: 0.1338720414787531,
    'task_1:2': 0.04425241984426975,
    'é日👍': 0.2336906415876001,
  };
  for (const [seed, fraction] of Object.entries(known)) assert.equal(fractionOf(seed), fraction);
});

test('every number is at least 0 and less than 1', () => {
  for (const seed of seeds) {
    const fraction = fractionOf(seed);
    assert.ok(fraction >= 0 && fraction < 1, `${seed}: ${fraction}`);
  }
});

test('texts that differ only in their end fill all tenths about equally', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const seed of seeds) {
    const at = Math.floor(fractionOf(seed) * 10);
    tenths[at] = (tenths[at] ?? 0) + 1;
  }
  for (const count of tenths) assert.ok(count > 850 && count < 1150, String(tenths));
});

test('neighbours are not near each other', () => {
  const steps = seeds
    .slice(1)
    .map((seed, at) => Math.abs(fractionOf(seed) - fractionOf(seeds[at] ?? '')));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  assert.ok(Math.abs(mean - 1 / 3) < 0.02, `two random numbers are a third apart, not ${mean}`);
});
