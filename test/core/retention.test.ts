import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FinishedEntry } from '../../src/core/layout.ts';
import { outlivedOf, overdueIn, type Retention } from '../../src/core/retention.ts';

const nowMs = Date.parse('2026-03-31T12:00:00.000Z');
const never: Retention = { completedDays: 0, failedDays: 0, queueSize: 0, archiveDays: 0 };
const complete = (number: number): FinishedEntry => ({ number, status: 'complete' });

/** What is put away of these days, as numbers. */
const overdue = (
  days: Readonly<Record<string, readonly FinishedEntry[]>>,
  retention: Partial<Retention>,
  needed: readonly number[] = [],
): number[] =>
  overdueIn(
    {
      days: Object.keys(days),
      on: (day) => days[day] ?? [],
      inOrder: (day) => [...(days[day] ?? [])].sort((a, b) => a.number - b.number),
      isNeeded: (number) => needed.includes(number),
    },
    { ...never, ...retention },
    nowMs,
  ).map(({ number }) => number);

describe('what is put away', () => {
  it('goes by whole days: what ended on a day goes when all of it is old enough', () => {
    const days = {
      '2026-03-25': [complete(3)],
      '2026-03-23': [complete(1)],
      '2026-03-24': [complete(2)],
    };
    assert.deepEqual(overdue(days, { completedDays: 7 }), [1]);
    assert.deepEqual(overdue(days, { completedDays: 6 }), [1, 2]);
    assert.deepEqual(overdue(days, { completedDays: 1 }), [1, 2, 3]);
  });

  it('keeps what failed for as long as it says, and what was cancelled as what completed', () => {
    const days = {
      '2026-03-10': [complete(1), { number: 2, status: 'failed' as const }],
      '2026-03-12': [{ number: 3, status: 'cancelled' as const }],
    };
    assert.deepEqual(overdue(days, { completedDays: 7, failedDays: 30 }), [1, 3]);
    assert.deepEqual(overdue(days, { failedDays: 14 }), [2]);
  });

  it('goes from the oldest on where there are too many, and none that is needed', () => {
    const days = {
      '2026-03-30': [complete(5), complete(4)],
      '2026-03-29': [complete(3), complete(1), complete(2)],
    };
    assert.deepEqual(overdue(days, { queueSize: 3 }), [1, 2]);
    assert.deepEqual(overdue(days, { queueSize: 1 }), [1, 2, 3, 4]);
    assert.deepEqual(overdue(days, { queueSize: 3 }, [1]), [2, 3]);
    assert.deepEqual(overdue(days, { completedDays: 1, queueSize: 3 }, [2]), [3, 1]);
    assert.deepEqual(overdue(days, { queueSize: 5 }), []);
  });

  it('is nothing where nothing is said', () => {
    const days = { '1990-01-01': [complete(1)] };
    assert.deepEqual(overdue(days, {}), []);
    assert.deepEqual(outlivedOf(Object.keys(days), never, nowMs), []);
  });

  it('is removed for good when it has been there for long', () => {
    const days = ['2026-01-01', '2025-12-29', '2025-12-31', '2025-12-30'];
    assert.deepEqual(outlivedOf(days, { ...never, archiveDays: 90 }, nowMs), [
      '2025-12-29',
      '2025-12-30',
    ]);
  });
});
