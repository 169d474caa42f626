import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Standing } from '../../src/core/dependency.ts';
import { hopelessAmong } from '../../src/core/hopeless.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { taskOf } from '../support/seen.ts';

type Waits = Pick<TaskRecord, 'after' | 'afterAny' | 'afterFailed' | 'runs'>;

/** Live tasks by their numbers; 91 is complete, 92 failed, 93 cancelled, 99 has no record. */
function found(tasks: Readonly<Record<number, Partial<Waits>>>): string[] {
  const live = Object.entries(tasks).map(([number, part]) =>
    taskOf({ number: Number(number), ...part }),
  );
  const ends: Record<number, Standing> = { 91: 'complete', 92: 'failed', 93: 'cancelled' };
  const standing = (task: number): Standing => (tasks[task] ? 'open' : (ends[task] ?? 'missing'));
  return hopelessAmong(live, standing).map((one) => {
    if (one.is === 'dead') return `${one.task} dead: ${one.dead.task} ${one.dead.standing}`;
    return one.is === 'cycle' ? one.cycle.join(' → ') : `${one.task} stuck on ${one.on}`;
  });
}

describe('what waits in vain', () => {
  const run = { run: 1, ask: 1, attempt: 1 };
  const cases: readonly [name: string, tasks: Parameters<typeof found>[0], found: string[]][] = [
    ['is nothing where nothing waits', { 1: {}, 2: { runs: [run] } }, []],
    ['is not what waits for what may yet happen', { 1: {}, 2: { after: [1, 91] } }, []],
    [
      'is what waits for an end that was another',
      {
        1: { after: [92] },
        2: { afterFailed: [91] },
        3: { afterFailed: [93] },
        4: { after: [99] },
      },
      ['1 dead: 92 failed', '2 dead: 91 complete', '3 dead: 93 cancelled', '4 dead: 99 missing'],
    ],
    ['is not what has any end to wait for', { 1: { afterAny: [91, 92, 93, 99] } }, []],
    [
      'is what waits for such a task, whichever way',
      { 1: { after: [92] }, 2: { afterAny: [1] }, 3: { afterFailed: [2, 5] }, 5: {} },
      ['1 dead: 92 failed', '2 stuck on 1', '3 stuck on 2'],
    ],
    [
      'is what waits for itself, by detours, and what waits for that',
      { 1: { after: [2] }, 2: { after: [3, 5] }, 3: { afterAny: [1] }, 4: { after: [3] }, 5: {} },
      ['1 → 2 → 3 → 1', '4 stuck on 3'],
    ],
    ['is what waits for itself at once', { 1: { after: [1] } }, ['1 → 1']],
    [
      'is not a run that goes on although what it waited for is asked for again',
      { 1: { after: [92], runs: [run] }, 2: { after: [1] } },
      [],
    ],
  ];
  for (const [name, tasks, expected] of cases)
    it(name, () => {
      assert.deepEqual(found(tasks), expected);
    });

  it('is found in chains of any length', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => [at + 100, { after: [at + 99] }]);
    const dead = Object.fromEntries([...chain, [99, { after: [92] }]]);
    assert.equal(found(dead).length, 20_001);
    const circle = Object.fromEntries([...chain, [99, { after: [20_099] }]]);
    assert.equal(found(circle).length, 1);
  });
});
