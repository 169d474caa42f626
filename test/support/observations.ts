import assert from 'node:assert/strict';
import { type LifeEvent, next } from '../../src/core/lifecycle.ts';
import type { Observation, RunSeen } from '../../src/core/observation.ts';
import { isPaused } from '../../src/core/pause.ts';
import type { Projection } from '../../src/core/projection.ts';
import { type Decision, reconcile } from '../../src/core/reconcile.ts';
import { completions } from '../../src/core/run.ts';
import type { SettledStatus } from '../../src/core/vocabulary.ts';
import { at, instant, pending, policyOf, specOf, stopOf, taskOf, verdictOf } from './seen.ts';

/** All that can be known about the live run of a task, one list for each thing. */
const known = {
  wanted: [
    {},
    { cancelled: { by: 'wish', at }, pauses: [{ since: instant(0), until: instant(5) }] },
    { pauses: [{ since: instant(0) }] },
  ],
  projection: [{ status: 'running' }, { status: 'awaiting', reason: 'question' }],
  /** Whether it was let go, left its gate without running anything, or has a verdict already. */
  gate: ['shut', 'left', 'open', 'judged'],
  spec: [
    ...completions.flatMap((completion) =>
      [true, false].map((trustExit) => specOf({ completion, trustExit })),
    ),
    undefined,
  ],
  look: [
    { is: 'alive' },
    { is: 'ended', exit: 0, strays: 0 },
    { is: 'ended', exit: 0, strays: 1 },
    { is: 'ended', exit: 1, strays: 0 },
    { is: 'ended', exit: 1, strays: 1 },
    { is: 'gone' },
    { is: 'unknown' },
  ],
  stop: [
    { stop: undefined, stoppingMs: undefined },
    { stop: stopOf(), stoppingMs: 1_000 },
    { stop: stopOf({ status: 'cancelled', reason: 'user', by: 'wish' }), stoppingMs: undefined },
    { stop: completeStop(), stoppingMs: 0 },
    { stop: completeStop(), stoppingMs: 99_000 },
  ],
  overdue: [false, true],
  sentinel: [undefined, { kind: 'done' }, { kind: 'error' }],
  told: [
    {},
    { finished: { type: 'finished', ok: true } },
    { finished: { type: 'finished', ok: false } },
  ],
  time: [
    { runningMs: 10, allowedMs: undefined },
    { runningMs: 10, allowedMs: 20 },
    { runningMs: 30, allowedMs: 20 },
    { runningMs: undefined, allowedMs: 20 },
  ],
  reportedMs: [undefined, 0, 99_000],
} as const satisfies Record<string, readonly unknown[]>;

function completeStop() {
  const { reason: _, ...stop } = stopOf({ status: 'complete', by: 'sentinel' });
  return stop;
}

/**
 * Has a lawful decision, and at most one, demanded of what can be seen of a run: of each `stride`th
 * combination, and so of every pair of values where it has no factor in common with their numbers.
 * Answers with how many there were.
 */
export function meetObservations(stride: number): number {
  const other = pending(99);
  const policy = policyOf({ maxParallel: 1 });
  const verdict = verdictOf({ status: 'cancelled', reason: 'user' });
  let count = 0;
  for (const one of product(known, stride)) {
    const { wanted, projection, look, gate } = one;
    const { cancelled, pauses } = { cancelled: undefined, pauses: undefined, ...wanted };
    const isOver = look.is === 'ended';
    const run: RunSeen = {
      run: 37,
      spec: one.spec,
      started: gate !== 'shut',
      never: gate === 'left',
      look,
      verdict: gate === 'judged' ? verdict : undefined,
      stop: one.stop.stop,
      stoppingMs: one.stop.stoppingMs,
      overdue: one.overdue,
      sentinel: one.sentinel,
      told: one.told,
      lastWords: '',
      exit: isOver ? look.exit : undefined,
      runningMs: one.time.runningMs,
      allowedMs: one.time.allowedMs,
      reportedMs: one.reportedMs,
      straysMs: isOver && look.strays > 0 ? 0 : undefined,
    };
    const attempt = { run: 37, ask: 1, attempt: 1, ...(pauses && { pauses: [...pauses] }) };
    const task = taskOf({ runs: [attempt], ...(cancelled && { cancelled }) });
    const seen: Observation = { task, projection, dead: undefined, run };

    const decisions = reconcile([seen, other], policy);
    const problem = problemWith(seen, decisions) ?? problemWithSlots(seen, decisions);
    if (problem !== undefined) assert.fail(`${problem}: ${show(seen, decisions)}`);
    count += 1;
    // Comparing is dear: one in a hundred is asked again, in a stride that meets every value.
    if (count % 101 === 0) assert.deepEqual(reconcile([seen, other], policy), decisions);
  }
  return count;
}

/** What is wrong with the decisions about the task of `seen`, in the words of the protocol. */
export function problemWith(seen: Observation, all: readonly Decision[]): string | undefined {
  const { task, projection, run } = seen;
  const [decision, ...more] = all.filter((one) => one.task === task.number);
  if (more.length > 0) return 'more than one decision';
  if (decision && !isLawful(projection, decision, seen)) return 'against the lifecycle';
  if (!run) return decision && 'run' in decision ? 'there is no such run' : undefined;

  const conclusion = decision?.do === 'conclude' ? decision.judgement : undefined;
  if (run.verdict) return conclusion?.is === 'given' ? undefined : 'a verdict is not carried on';
  const judgement = conclusion?.is === 'judged' ? conclusion.judgement : undefined;
  if (run.stop && decision?.do === 'stop') return 'a reason is replaced';
  if (judgement && run.stop) {
    const isKept = judgement.status === run.stop.status && judgement.reason === run.stop.reason;
    return isKept ? undefined : 'a stop does not decide';
  }
  if (!run.started) return judgement?.reason === 'launch' ? undefined : 'it never ran';

  const { look } = run;
  if (look.is === 'unknown') return decision && 'something is done to what cannot be seen';
  if (look.is === 'alive') {
    if (judgement) return 'concluded alive';
    if (run.stop) return decision?.do === 'signal' ? undefined : 'a stop is not carried out';
    if (decision?.do === 'signal') return 'a signal before its reason is written';
    return problemWithPlan(seen, decision) ?? problemWithPause(seen, decision);
  }
  if (look.is === 'ended' && look.strays > 0)
    return decision?.do === 'signal' ? undefined : 'strays are left alone';
  if (!judgement) return 'a run that is over is left hanging';
  if (run.never) return judgement.reason === 'launch' ? undefined : 'it never ran';
  return run.overdue && judgement.reason !== 'timeout' ? 'a word outranks the deadline' : undefined;
}

/** What is wrong with stopping, or not stopping, a run that is alive. */
function problemWithPlan({ task, run }: Observation, decision: Decision | undefined) {
  const plan = decision?.do === 'stop' ? decision.plan : undefined;
  const isLate =
    run?.runningMs !== undefined && run.allowedMs !== undefined && run.runningMs >= run.allowedMs;
  if (run?.overdue) return plan?.reason === 'timeout' ? undefined : 'the watchdog does not decide';
  if (task.cancelled) return plan?.status === 'cancelled' ? undefined : 'a cancel is ignored';
  if (isLate) return plan?.reason === 'timeout' ? undefined : 'a deadline is ignored';
  const hasWord = run?.sentinel !== undefined || run?.told.finished !== undefined;
  const mayEnd = hasWord && (run?.reportedMs ?? 0) > 0;
  return plan && !mayEnd ? 'stopped for nothing' : undefined;
}

/** What is wrong with how a run that may go on is paused, or is not. */
function problemWithPause({ task }: Observation, decision: Decision | undefined) {
  const isSuspended = decision?.do === 'suspend';
  const isContinued = decision?.do === 'continue';
  if (decision?.do === 'stop') return undefined;
  const last = task.runs.at(-1)?.pauses?.at(-1);
  if (last && !last.until) return isSuspended ? undefined : 'a pause is ignored';
  if (last) return isContinued ? undefined : 'the end of a pause is ignored';
  return decision && 'it was never paused';
}

export function problemWithSlots(seen: Observation, all: readonly Decision[]): string | undefined {
  const isConcluded = all.some((one) => one.do === 'conclude');
  const isFree = isConcluded || seen.projection.status === 'awaiting' || isPaused(seen.task);
  const isStarted = all.some((one) => one.do === 'start' && one.task === 99);
  return isFree === isStarted ? undefined : 'the only slot is counted wrongly';
}

const endings = {
  complete: 'succeed',
  failed: 'fail',
  cancelled: 'cancel',
} as const satisfies Record<SettledStatus, LifeEvent>;

function isLawful({ status }: Projection, decision: Decision, { run }: Observation): boolean {
  switch (decision.do) {
    case 'lineUp':
    case 'start':
      return next(status, 'start') === 'running';
    case 'settle':
      return next(status, decision.event) === decision.status;
    case 'conclude': {
      const { judgement } = decision;
      const ending = judgement.is === 'given' ? run?.verdict : judgement.judgement;
      return ending !== undefined && next(status, endings[ending.status]) === ending.status;
    }
    case 'stop':
    case 'signal':
    case 'suspend':
    case 'continue':
      return next(status, 'succeed') !== undefined;
  }
}

export const show = (seen: Observation, decisions: readonly Decision[]): string =>
  JSON.stringify({ ...seen, decisions });

type Choice<L> = { [K in keyof L]: L[K] extends readonly (infer V)[] ? V : never };

/** Every way to take one of each list, or each `stride`th. */
export function* product<const L extends Record<string, readonly unknown[]>>(lists: L, stride = 1) {
  const entries = Object.entries(lists);
  const total = entries.reduce((sum, [, values]) => sum * values.length, 1);
  for (let index = 0; index < total; index += stride) {
    const choice: Record<string, unknown> = {};
    let rest = index;
    for (const [name, values] of entries) {
      choice[name] = values[rest % values.length];
      rest = Math.floor(rest / values.length);
    }
    yield choice as Choice<L>;
  }
}
