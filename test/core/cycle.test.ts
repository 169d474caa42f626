import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cyclesOver, tellCycle } from '../../src/core/cycle.ts';

type Waits = Readonly<Record<number, readonly number[]>>;
const cases: [waits: Waits, task: number, firsts: number[], cycles: string[]][] = [
  [{}, 12, [12], ['12 → 12']],
  [{ 15: [12] }, 12, [15], ['12 → 15 → 12']],
  [{ 15: [14, 13], 14: [11], 13: [12], 11: [12] }, 12, [15], ['12 → 15 → 13 → 12']],
  [{ 15: [14], 14: [13] }, 12, [15, 13], []],
  [{ 15: [14], 14: [15] }, 12, [15, 14], []],
  [{ 12: [3], 15: [3], 3: [] }, 12, [15], []],
  [{ 15: [12], 16: [15] }, 12, [14, 15, 16], ['12 → 15 → 12', '12 → 16 → 15 → 12']],
  [{ 1: [9], 2: [9], 3: [9], 4: [9] }, 9, [1, 2, 3, 4], ['9 → 1 → 9', '9 → 2 → 9', '9 → 3 → 9']],
];
for (const [waits, task, firsts, cycles] of cases)
  test(`${task} waits for ${firsts}: ${cycles.join(' and ') || 'no cycle'}`, () => {
    const found = cyclesOver(task, firsts, (at) => waits[at] ?? []);
    assert.deepEqual(found.map(tellCycle), cycles);
  });

test('a chain of thousands is walked once, and told by its ends', () => {
  let looks = 0;
  const end = 50_000;
  const [found] = cyclesOver(1, [end], (task) => {
    looks += 1;
    return [task - 1, Math.max(1, task - 2)];
  });
  assert.ok(found && looks <= end);
  assert.match(tellCycle(found), /^1 → 50000 → 49999 → 49997 .* → … → .* → 5 → 3 → 1$/);
});

test('who waits for thousands that wait for the same ones looks at each of them once', () => {
  let looks = 0;
  const wide = Array.from({ length: 3_000 }, (_, at) => at + 10_000);
  const below = Array.from({ length: 100 }, (_, at) => at + 2);
  const found = cyclesOver(1, wide, (task) => {
    looks += 1;
    return task >= 10_000 ? below : [];
  });
  assert.deepEqual(found, []);
  assert.equal(looks, wide.length + below.length);
});
