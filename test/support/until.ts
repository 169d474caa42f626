import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect, isDeepStrictEqual } from 'node:util';

type Falsy = false | 0 | '' | null | undefined;

/** Polls until the condition holds and returns what it said; fails with the last it said. */
export const until = async <T>(
  what: string,
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {},
): Promise<Exclude<T, Falsy>> => {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<T, Falsy>;
    if (performance.now() > deadlineMs) {
      assert.fail(`not within ${timeoutMs} ms: ${what}; at last ${inspect(value)}`);
    }
    await wait(25);
  }
};

/**
 * Looks again and again until it sees what is expected: processes that were killed as one die one
 * by one, and on a busy machine that takes a while. Fails with the difference.
 */
export const comesToSee = async <T>(look: () => Promise<T>, expected: T): Promise<void> => {
  const deadlineMs = performance.now() + 10_000;
  for (;;) {
    const seen = await look();
    if (isDeepStrictEqual(seen, expected)) return;
    if (performance.now() > deadlineMs) assert.deepEqual(seen, expected);
    await wait(25);
  }
};

/** Waits for a promise that keeps no process alive by itself, such as the end of a run. */
export const settled = async (what: string, promise: Promise<unknown>): Promise<void> => {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  void promise.then(settle, settle);
  await until(what, () => isSettled);
  await promise;
};
