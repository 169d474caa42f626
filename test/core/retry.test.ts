import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  backoffMs,
  backoffMsMax,
  defaultRetry,
  launchFailuresMax,
  sequelOf,
} from '../../src/core/retry.ts';
import type { Verdict } from '../../src/core/run.ts';
import type { Attempt, RetryPolicy } from '../../src/core/task.ts';
import { type FailReason, failReasons } from '../../src/core/vocabulary.ts';
import { at, taskOf, verdictOf } from '../support/seen.ts';

const failed = (reason: FailReason | undefined, attempt = 1): Verdict =>
  verdictOf({ status: 'failed', attempt, ...(reason && { reason }) });
const thrice: RetryPolicy = { retries: 3, delayMs: 1_000, factor: 2, ceilingMs: 60_000 };

const isRepeated = (verdict: Verdict, ...policies: (RetryPolicy | undefined)[]): boolean =>
  sequelOf(taskOf(), verdict, policies, 0).is === 'again';

const cases: [
  name: string,
  verdict: Verdict,
  policies: (RetryPolicy | undefined)[],
  again: boolean,
][] = [
  ['nothing is repeated unless somebody says so', failed('exit'), [], false],
  ['a failure is repeated', failed('exit'), [thrice], true],
  ['the last retry is the last', failed('exit', 3), [thrice], true],
  ['after the last retry it is over', failed('exit', 4), [thrice], false],
  ['what completed is not repeated', verdictOf(), [thrice], false],
  [
    'what was cancelled is not repeated',
    verdictOf({ status: 'cancelled', reason: 'user' }),
    [thrice],
    false,
  ],
  ['a failure without a reason is not repeated', failed(undefined), [thrice], false],
  ['only the named reasons are repeated', failed('exit'), [{ ...thrice, on: ['timeout'] }], false],
  ['a named reason is repeated', failed('timeout'), [{ ...thrice, on: ['timeout'] }], true],
  [
    'a hopeless reason is repeated when it is named',
    failed('auth'),
    [{ ...thrice, on: ['auth'] }],
    true,
  ],
  ['the first policy that speaks wins', failed('exit'), [{ retries: 0 }, thrice], false],
  [
    'a policy that is silent leaves it to the next',
    failed('exit'),
    [undefined, { delayMs: 1 }, thrice],
    true,
  ],
];
for (const [name, verdict, policies, again] of cases)
  test(name, () => assert.equal(isRepeated(verdict, ...policies), again));

const hopeless: FailReason[] = [
  'dependency',
  'auth',
  'budget',
  'config',
  'model_not_found',
  'context_overflow',
  'missing_executable',
  'version_unsupported',
  'permission_denied',
];
for (const reason of failReasons.filter((one) => one !== 'launch')) {
  const again = !hopeless.includes(reason);
  test(`${reason} ${again ? 'may pass and is repeated' : 'does not pass by itself'}`, () =>
    assert.equal(isRepeated(failed(reason), thrice), again));
}

test('a cancelled task is not repeated', () => {
  const task = taskOf({ cancelled: { by: 'wish', at } });
  assert.deepEqual(sequelOf(task, failed('exit'), [thrice], 0), { is: 'settled' });
});

test('the next attempt comes after the backoff of its number', () => {
  const sequel = sequelOf(taskOf(), failed('exit', 2), [thrice], 500);
  const notBeforeMs = 500 + backoffMs({ ...defaultRetry, ...thrice }, 2, '12/37');
  assert.deepEqual(sequel, { is: 'again', notBeforeMs });
});

test('the same verdict gives the same answer', () => {
  const ask = () => sequelOf(taskOf(), failed('exit'), [thrice], 9);
  assert.deepEqual(ask(), ask());
});

const outcome = { status: 'failed', reason: 'launch', endedAt: at, elapsedMs: 0 } as const;
const launches = (count: number, ask = 1): Attempt[] =>
  Array.from({ length: count }, (_, index) => ({ run: 37 - index, ask, attempt: 1, outcome }));

test('a failed launch is repeated without a policy, at once, then ever later, but not for ever', () => {
  const sequels = Array.from({ length: launchFailuresMax }, (_, index) =>
    sequelOf(taskOf({ runs: launches(index + 1) }), failed('launch'), [], 7),
  );
  const times = sequels.flatMap((one) => (one.is === 'again' ? [one.notBeforeMs] : []));
  assert.equal(times[0], 7);
  assert.ok((times.at(-1) ?? 0) > 500, 'the last of them waits');
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.equal(times.length, launchFailuresMax - 1);
  assert.deepEqual(sequels.at(-1), { is: 'settled' });
});

test('a failed launch counts whether or not its outcome is in the record', () => {
  const [last, ...others] = launches(launchFailuresMax);
  const { outcome: _, ...open } = last ?? { run: 37, ask: 1, attempt: 1 };
  const task = taskOf({ runs: [...others, open] });
  assert.deepEqual(sequelOf(task, failed('launch'), [], 0), { is: 'settled' });
});

test('failed launches of an earlier request do not count', () => {
  const task = taskOf({ asked: 2, runs: [...launches(9), ...launches(1, 2)] });
  assert.equal(sequelOf(task, failed('launch'), [], 0).is, 'again');
});

test('a failed launch leaves a cancelled task to be cancelled, not failed', () => {
  const task = taskOf({ runs: launches(launchFailuresMax), cancelled: { by: 'wish', at } });
  assert.deepEqual(sequelOf(task, failed('launch'), [], 0), { is: 'again', notBeforeMs: 0 });
});

const seeds = Array.from({ length: 200 }, (_, index) => `12/${index}`);
const backoffs: [attempt: number, fullMs: number][] = [
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [6, 32_000],
  [7, 60_000],
  [1_000, 60_000],
];
for (const [attempt, fullMs] of backoffs) {
  test(`the wait after attempt ${attempt} is between ${fullMs / 2} and ${fullMs} ms`, () => {
    const waits = seeds.map((seed) => backoffMs({ ...defaultRetry, ...thrice }, attempt, seed));
    assert.ok(waits.every((wait) => wait >= fullMs / 2 && wait <= fullMs));
    assert.ok(Math.max(...waits) - Math.min(...waits) > fullMs / 4, 'no jitter');
  });
}

test('no delay stays none, however often it grows', () =>
  assert.equal(backoffMs({ delayMs: 0, factor: 1e300, ceilingMs: 5, jitter: 0 }, 1_000, 'x'), 0));

test('the longest wait still ends on a date that a record can hold', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const wait = backoffMs({ delayMs: most, factor: most, ceilingMs: most, jitter: 0.5 }, 1_000, 'x');
  assert.ok(wait <= backoffMsMax);
  assert.match(new Date(Date.parse(at) + wait).toISOString(), /^\d{4}-/);
});

test('how much is left to chance can be said', () => {
  const policy = { delayMs: 1_000, factor: 1, ceilingMs: 60_000 };
  const waits = (jitter: number) =>
    Array.from({ length: 200 }, (_, run) => backoffMs({ ...policy, jitter }, 1, `${run}`));
  assert.deepEqual([...new Set(waits(0))], [1_000]);
  assert.ok(Math.min(...waits(1)) < 100 && Math.max(...waits(1)) > 900);
});
