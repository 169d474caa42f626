import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation } from '../../src/core/observation.ts';
import type { Projection } from '../../src/core/projection.ts';
import { type Decision, reconcile } from '../../src/core/reconcile.ts';
import {
  meetObservations,
  problemWith,
  problemWithSlots,
  product,
  show,
} from '../support/observations.ts';
import {
  at,
  instant,
  pending,
  policyOf,
  running,
  stopOf,
  taskOf,
  verdictOf,
} from '../support/seen.ts';

// The whole of it, eleven times as much, is met by `npm run simulate`.
test('every observation of a run yields at most one decision, and a lawful one', () => {
  const count = meetObservations(11);
  assert.ok(count > 100_000, `${count} observations`);
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
