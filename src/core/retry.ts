import { fractionOf } from '../lib/fraction.ts';
import type { Verdict } from './run.ts';
import type { RetryPolicy, TaskRecord } from './task.ts';
import type { Reason } from './vocabulary.ts';

/** What holds where neither the task nor the config says otherwise. */
export const defaultRetry: Required<Omit<RetryPolicy, 'on'>> = {
  retries: 0,
  delayMs: 5_000,
  factor: 2,
  ceilingMs: 600_000,
  jitter: 0.5,
};

/** Repeating these unchanged fails again: a person must change something first. */
const hopeless: ReadonlySet<Reason> = new Set([
  'dependency',
  'launch',
  'config',
  'auth',
  'budget',
  'model_not_found',
  'context_overflow',
  'missing_executable',
  'version_unsupported',
  'permission_denied',
]);

/** A conductor that dies in every launch must not spin for ever. */
export const launchFailuresMax = 5;
const launchesAtOnce = 3;
const launchBackoff = { delayMs: 1_000, factor: 3, ceilingMs: 60_000, jitter: 0.5 };

export type Sequel =
  | { readonly is: 'settled' }
  | { readonly is: 'again'; readonly notBeforeMs: number };

/**
 * Whether a run is followed by another one. `nowMs` is the wall clock. The same verdict gives
 * the same answer up to `nowMs`: the jitter comes from the run's number, not from dice.
 */
export function sequelOf(
  task: TaskRecord,
  verdict: Pick<Verdict, 'status' | 'reason' | 'run' | 'attempt'>,
  policies: readonly (RetryPolicy | undefined)[],
  nowMs: number,
): Sequel {
  if (verdict.status !== 'failed') return { is: 'settled' };
  // Nothing ran, so a cancelled task goes back to be cancelled: it is never launched again.
  if (verdict.reason === 'launch') {
    const failures = task.runs.filter(
      ({ ask, run, outcome }) =>
        ask === task.asked && (run === verdict.run || outcome?.reason === 'launch'),
    );
    if (task.cancelled) return { is: 'again', notBeforeMs: nowMs };
    if (failures.length >= launchFailuresMax) return { is: 'settled' };
    // Conductors that died behind the gate cost no time; what the machine refuses takes some.
    const waits = failures.length - launchesAtOnce;
    const waitMs = waits < 0 ? 0 : backoffMs(launchBackoff, waits + 1, `${verdict.run}`);
    return { is: 'again', notBeforeMs: nowMs + waitMs };
  }
  if (task.cancelled) return { is: 'settled' };
  const policy = merge(policies);
  if (verdict.attempt > policy.retries || !isRepeatable(verdict.reason, policy.on))
    return { is: 'settled' };
  return {
    is: 'again',
    notBeforeMs: nowMs + backoffMs(policy, verdict.attempt, `${task.number}/${verdict.run}`),
  };
}

/** No policy waits longer: beyond the year 9999 a date is no timestamp any more. */
export const backoffMsMax = 366 * 86_400_000;

/**
 * Exponential backoff with a ceiling and jitter: delay × factor^(attempt − 1), less up to the given
 * share of it, so that tasks that failed together do not return together.
 */
export function backoffMs(
  policy: Required<Omit<RetryPolicy, 'on' | 'retries'>>,
  attempt: number,
  seed: string,
): number {
  // Bounded before it is multiplied: no delay times an infinite factor is no number.
  const growth = Math.min(policy.factor ** (attempt - 1), Number.MAX_SAFE_INTEGER);
  const full = Math.min(policy.ceilingMs, backoffMsMax, policy.delayMs * growth);
  return Math.round(full * (1 - policy.jitter + policy.jitter * fractionOf(seed)));
}

const isRepeatable = (reason: Reason | undefined, on: readonly Reason[] | undefined): boolean =>
  reason !== undefined && (on ? on.includes(reason) : !hopeless.has(reason));

/** The first policy that says something about a field wins. */
function merge(policies: readonly (RetryPolicy | undefined)[]) {
  const said = [...policies].reverse();
  return Object.assign({}, defaultRetry, ...said) as typeof defaultRetry & Pick<RetryPolicy, 'on'>;
}
