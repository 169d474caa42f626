import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTally, type Tally } from '../../src/core/statistics.ts';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';
import type { FailReason, SettledStatus } from '../../src/core/vocabulary.ts';

const at = '2026-01-01T00:00:00.000Z';

/** A task that has ended, and how long each of its attempts took. */
function ended(
  status: SettledStatus,
  attempts: readonly { attempt: number; elapsedMs: number; ask?: number }[] = [],
  reason?: FailReason,
): TaskRecord {
  const why = reason && { reason };
  return {
    ...newRecord(1, { agent: 'a', prompt: 'x', cwd: '/', priority: 0 }, at),
    runs: attempts.map(({ attempt, elapsedMs, ask = 1 }, run) => ({
      run: run + 1,
      ask,
      attempt,
      outcome: { status, endedAt: at, elapsedMs, ...why },
    })),
    settled: { status, endedAt: at, ...why },
  };
}

const once = (elapsedMs: number) => [{ attempt: 1, elapsedMs }];
const nothing: Tally = {
  tasks: 0,
  complete: 0,
  failed: 0,
  cancelled: 0,
  retries: 0,
  elapsedMs: 0,
  reasons: {},
};

describe('a tally', () => {
  const cases: readonly [name: string, tasks: TaskRecord[], tally: Partial<Tally>][] = [
    ['of nothing', [], {}],
    [
      'of one',
      [ended('complete', once(5))],
      {
        tasks: 1,
        complete: 1,
        successPercent: 100,
        durationP50Ms: 5,
        durationP95Ms: 5,
        elapsedMs: 5,
      },
    ],
    [
      'leaves what was cancelled out of success and durations, not out of the work',
      [ended('complete', once(5)), ended('cancelled', once(100))],
      {
        tasks: 2,
        complete: 1,
        cancelled: 1,
        successPercent: 100,
        durationP50Ms: 5,
        durationP95Ms: 5,
        elapsedMs: 105,
      },
    ],
    [
      'counts further attempts, and none twice that was begun again',
      [
        ended('complete', [
          { attempt: 1, elapsedMs: 1 },
          { attempt: 2, elapsedMs: 0 },
          { attempt: 2, elapsedMs: 2 },
          { attempt: 1, elapsedMs: 3, ask: 2 },
          { attempt: 2, elapsedMs: 4, ask: 2 },
        ]),
      ],
      {
        tasks: 1,
        complete: 1,
        successPercent: 100,
        retries: 2,
        durationP50Ms: 4,
        durationP95Ms: 4,
        elapsedMs: 10,
      },
    ],
    [
      'tells why they failed, the most frequent reason first',
      [
        ended('failed', [], 'dependency'),
        ended('failed', once(1), 'exit'),
        ended('failed', once(3), 'exit'),
      ],
      {
        tasks: 3,
        failed: 3,
        successPercent: 0,
        durationP50Ms: 1,
        durationP95Ms: 3,
        elapsedMs: 4,
        reasons: { exit: 2, dependency: 1 },
      },
    ],
    [
      'says 100 of none but all',
      [...Array.from({ length: 999 }, () => ended('complete')), ended('failed')],
      { tasks: 1000, complete: 999, failed: 1, successPercent: 99 },
    ],
  ];
  for (const [name, tasks, tally] of cases)
    it(name, () => {
      const all = createTally();
      for (const task of tasks) all.add(task);
      assert.deepEqual(all.tally(), { ...nothing, ...tally });
      assert.deepEqual(Object.keys(all.tally().reasons), Object.keys(tally.reasons ?? {}));
    });

  it('of what is tried again is nothing', () => {
    const { settled: _, ...task } = ended('failed', once(1));
    const all = createTally();
    all.add(task);
    assert.deepEqual(all.tally(), nothing);
  });
});
