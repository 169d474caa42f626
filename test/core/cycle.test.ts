import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cycleOver, tellCycle } from '../../src/core/cycle.ts';

type Waits = Readonly<Record<number, readonly number[]>>;
const cases: [waits: Waits, task: number, first: number, cycle: string | undefined][] = [
  [{}, 12, 12, '12 → 12'],
  [{ 15: [12] }, 12, 15, '12 → 15 → 12'],
  [{ 15: [14, 13], 14: [11], 13: [12], 11: [12] }, 12, 15, '12 → 15 → 13 → 12'],
  [{ 15: [14], 14: [13] }, 12, 15, undefined],
  [{ 15: [14], 14: [15] }, 12, 15, undefined],
  [{ 12: [3], 15: [3], 3: [] }, 12, 15, undefined],
];
for (const [waits, task, first, cycle] of cases)
  test(`${task} waits for ${first}: ${cycle ?? 'no cycle'}`, () => {
    const found = cycleOver(task, first, (at) => waits[at] ?? []);
    assert.equal(found && tellCycle(found), cycle);
  });

test('a chain of thousands is walked once, and told by its ends', () => {
  let looks = 0;
  const end = 50_000;
  const found = cycleOver(1, end, (task) => {
    looks += 1;
    return [task - 1, Math.max(1, task - 2)];
  });
  assert.ok(found && looks <= end);
  assert.match(tellCycle(found), /^1 → 50000 → 49999 → 49997 .* → … → .* → 5 → 3 → 1$/);
});
