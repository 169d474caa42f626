import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LifeEvent, next } from '../../src/core/lifecycle.ts';
import type { Observation, RunSeen } from '../../src/core/observation.ts';
import { isPaused } from '../../src/core/pause.ts';
import type { Projection } from '../../src/core/projection.ts';
import { type Decision, reconcile } from '../../src/core/reconcile.ts';
import { completions } from '../../src/core/run.ts';
import type { SettledStatus } from '../../src/core/vocabulary.ts';
import {
  at,
  instant,
  pending,
  policyOf,
  running,
  specOf,
  stopOf,
  taskOf,
  verdictOf,
} from '../support/seen.ts';

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

test('every observation of a run yields at most one decision, and a lawful one', () => {
  const other = pending(99);
  const policy = policyOf({ maxParallel: 1 });
  const verdict = verdictOf({ status: 'cancelled', reason: 'user' });
  let count = 0;
  for (const one of product(known)) {
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
  assert.ok(count > 1_000_000, `${count} observations`);
});

const withoutRun = {
  projection: [
    { status: 'draft' },
    { status: 'pending' },
    { status: 'blocked', reason: 'dependency' },
    { status: 'blocked', reason: 'hold' },
    { status: 'blocked', reason: 'backoff', untilMs: 5 },
    { status: 'complete' },
    { status: 'failed', reason: 'exit' },
    { status: 'cancelled', reason: 'user' },
  ],
  cancelled: [undefined, { by: 'wish', at }],
  dead: [undefined, { task: 4, wants: 'success', standing: 'failed' } as const],
  isRunNamed: [false, true],
  launches: [true, false],
  only: [undefined, new Set([12]), new Set([99])],
  maxParallel: [0, 1, 2],
  agentMax: [0, 1],
} as const;

test('every observation of a task without a run yields at most one lawful decision', () => {
  for (const one of product(withoutRun)) {
    const { cancelled, dead, launches, only, maxParallel } = one;
    const projection: Projection = one.isRunNamed ? { status: 'running' } : one.projection;
    const runs = one.isRunNamed ? [{ run: 37, ask: 1, attempt: 1 }] : [];
    const settled = settledBy(projection);
    const task = taskOf({ runs, ...(cancelled && { cancelled }), ...(settled && { settled }) });
    const seen: Observation = { task, projection, dead, run: undefined };

    const policy = policyOf({ launches, only, maxParallel, maxParallelOf: () => one.agentMax });
    const decisions = reconcile([seen], policy);
    const problem = problemWith(seen, decisions);
    if (problem !== undefined) assert.fail(`${problem}: ${show(seen, decisions)}`);
    const isWanted = launches && (!only || only.has(12)) && maxParallel > 0 && one.agentMax > 0;
    const mayStart = projection.status === 'pending' && !cancelled && isWanted;
    assert.equal(decisions[0]?.do === 'start', mayStart, show(seen, decisions));
  }
});

/** What is wrong with the decisions about the task of `seen`, in the words of the protocol. */
function problemWith(seen: Observation, all: readonly Decision[]): string | undefined {
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

function problemWithSlots(seen: Observation, all: readonly Decision[]): string | undefined {
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

const ended = { look: { is: 'ended', exit: 0, strays: 0 }, exit: 0 } as const;
const about = { task: 12, run: 37 };
const concludes = (part: object): Decision => ({
  do: 'conclude',
  ...about,
  judgement: { is: 'judged', judgement: { status: 'complete', by: 'exit', ...part } },
});
const stops: Decision = { do: 'stop', ...about, plan: { status: 'complete', by: 'sentinel' } };
const signals: Decision = { do: 'signal', ...about, signal: 'INT', stage: 0 };
const starts: Decision = { do: 'start', task: 12, slot: 0 };
const suspends: Decision = { do: 'suspend', ...about };
const continues: Decision = { do: 'continue', ...about };
const attempt = { run: 37, ask: 1, attempt: 1 };
const stopped = { runs: [{ ...attempt, pauses: [{ since: instant(0) }] }] };
const goingOn = { runs: [{ ...attempt, pauses: [{ since: instant(0), until: instant(5) }] }] };
const blocked: Observation = { ...pending(), projection: { status: 'blocked' } };
const wish = { cancelled: { by: 'wish', at } };

const unlawful: [problem: string, seen: Observation, decisions: Decision[]][] = [
  ['more than one decision', running(), [stops, signals]],
  ['against the lifecycle', blocked, [starts]],
  ['against the lifecycle', running(), [starts]],
  ['there is no such run', { ...running(), run: undefined }, [signals]],
  ['a verdict is not carried on', running({ verdict: verdictOf() }), []],
  ['against the lifecycle', running(), [{ do: 'conclude', ...about, judgement: { is: 'given' } }]],
  ['a reason is replaced', running({ stop: stopOf() }), [stops]],
  ['a stop does not decide', running({ ...ended, stop: stopOf() }), [concludes({})]],
  ['it never ran', running({ started: false }), []],
  ['it never ran', running({ ...ended, never: true }), [concludes({})]],
  ['something is done to what cannot be seen', running({ look: { is: 'unknown' } }), [signals]],
  ['concluded alive', running(), [concludes({})]],
  ['a stop is not carried out', running({ stop: stopOf() }), []],
  ['a signal before its reason is written', running(), [signals]],
  [
    'strays are left alone',
    running({ look: { is: 'ended', exit: 0, strays: 1 } }),
    [concludes({})],
  ],
  ['a run that is over is left hanging', running(ended), []],
  ['a word outranks the deadline', running({ ...ended, overdue: true }), [concludes({})]],
  ['the watchdog does not decide', running({ overdue: true }), [stops]],
  ['a cancel is ignored', running({}, wish), []],
  ['a deadline is ignored', running({ runningMs: 9, allowedMs: 9 }), []],
  ['stopped for nothing', running(), [stops]],
  ['a pause is ignored', running({}, stopped), []],
  ['a pause is ignored', running({}, stopped), [continues]],
  ['the end of a pause is ignored', running({}, goingOn), []],
  ['it was never paused', running(), [suspends]],
  ['it was never paused', running(), [continues]],
];
for (const [problem, seen, decisions] of unlawful)
  test(`the check above notices: ${problem}`, () =>
    assert.equal(problemWith(seen, decisions), problem));

test('the check above notices a slot that is given away twice, or to nobody', () => {
  const given: Decision = { do: 'start', task: 99, slot: 1 };
  assert.equal(problemWithSlots(running(), [given]), 'the only slot is counted wrongly');
  assert.equal(
    problemWithSlots(running(ended), [concludes({})]),
    'the only slot is counted wrongly',
  );
  assert.equal(problemWithSlots(running(), []), undefined);
});

function settledBy({ status }: Projection) {
  const isSettled = status === 'complete' || status === 'failed' || status === 'cancelled';
  return isSettled ? { status, endedAt: at } : undefined;
}

const show = (seen: Observation, decisions: readonly Decision[]): string =>
  JSON.stringify({ ...seen, decisions });

type Choice<L> = { [K in keyof L]: L[K] extends readonly (infer V)[] ? V : never };

/** Every way to take one of each list. */
function* product<const L extends Record<string, readonly unknown[]>>(lists: L) {
  const entries = Object.entries(lists);
  const total = entries.reduce((sum, [, values]) => sum * values.length, 1);
  for (let index = 0; index < total; index += 1) {
    const choice: Record<string, unknown> = {};
    let rest = index;
    for (const [name, values] of entries) {
      choice[name] = values[rest % values.length];
      rest = Math.floor(rest / values.length);
    }
    yield choice as Choice<L>;
  }
}
