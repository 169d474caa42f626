import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rescan, sleepMs } from '../../src/core/alarm.ts';
import type { Observation } from '../../src/core/observation.ts';
import { strayGraceMs } from '../../src/core/reconcile.ts';
import { pending, running, specOf, stopOf } from '../support/seen.ts';

const nowMs = 1_000_000;
const ours = { adopted: false, picky: false };
const blocked = (untilMs: number): Observation => ({
  ...pending(),
  projection: { status: 'blocked', reason: 'backoff', untilMs },
});
const { idleMs, runningMs, adoptedMs, stoppingMs } = rescan;
const ended = (straysMs: number) =>
  running({ look: { is: 'ended', exit: 0, strays: 1 }, straysMs });
const done = { kind: 'done' } as const;

const cases: [name: string, seen: Observation[], ms: number][] = [
  ['nothing to do is looked at now and then', [], idleMs],
  ['a pending task wakes nobody', [pending()], idleMs],
  ['the end of a backoff wakes', [blocked(nowMs + 700)], 700],
  ['a far end of a backoff leaves the rescan', [blocked(nowMs + 9_999_999)], idleMs],
  ['a backoff that ended during the pass wakes at once', [blocked(nowMs - 5)], 1],
  ['a run is looked at every second', [running()], runningMs],
  ['a deadline wakes', [running({ runningMs: 100, allowedMs: 350 })], 250],
  [
    'a deadline that was met in this pass does not wake again',
    [running({ runningMs: 400, allowedMs: 350 })],
    runningMs,
  ],
  ['a linger wakes', [running({ sentinel: done, reportedMs: 1_900 })], 100],
  [
    'a linger that is over does not wake again and again',
    [running({ spec: specOf({ completion: 'exit' }), sentinel: done, reportedMs: 99_000 })],
    runningMs,
  ],
  ['the end of a stop is waited for', [running({ stop: stopOf(), stoppingMs: 0 })], stoppingMs],
  [
    'the end of a stop is waited for, not spun for, past the deadline',
    [running({ stop: stopOf(), stoppingMs: 0, runningMs: 400, allowedMs: 350 })],
    stoppingMs,
  ],
  ['the end of an overdue run is waited for', [running({ overdue: true })], stoppingMs],
  ['strays are waited for', [ended(0)], stoppingMs],
  ['strays are killed in time', [ended(strayGraceMs - 7)], 7],
  ['strays that were killed are waited for', [ended(strayGraceMs + 7)], stoppingMs],
  [
    'what cannot be seen does not keep us awake',
    [running({ look: { is: 'unknown' }, stop: stopOf() })],
    runningMs,
  ],
  ['the earliest wakes', [blocked(nowMs + 700), running(), blocked(nowMs + 300)], 300],
];
for (const [name, seen, ms] of cases)
  test(name, () => assert.equal(sleepMs(seen, nowMs, ours), ms));

test('the end of a run that is no child is found by looking more often', () =>
  assert.equal(sleepMs([running()], nowMs, { ...ours, adopted: true }), adoptedMs));

test('what waits for memory or load is looked at again soon', () => {
  const picky = { needs: { maxLoad: 1 } };
  assert.equal(sleepMs([pending(12, picky)], nowMs, ours), rescan.scarceMs);
  assert.equal(sleepMs([pending()], nowMs, { ...ours, picky: true }), rescan.scarceMs);
});
