import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation, Policy } from '../../src/core/observation.ts';
import { type Decision, reconcile, stopSignalAt, strayGraceMs } from '../../src/core/reconcile.ts';
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

const paused = (until?: number) => ({
  runs: [
    {
      run: 37,
      ask: 1,
      attempt: 1,
      pauses: [{ since: instant(0), ...(until !== undefined && { until: instant(until) }) }],
    },
  ],
});
const cancelled = { by: 'wish', at };
const run = { task: 12, run: 37 };
const judged = (status: string, by: string, reason?: string, message?: string) => ({
  do: 'conclude',
  ...run,
  judgement: {
    is: 'judged',
    judgement: {
      status,
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message }),
      by,
    },
  },
});
const outOfTime = { status: 'failed', reason: 'timeout', message: 'it ran out of time' };
const stopping = (stoppingMs: number | undefined) => ({ stop: stopOf(), stoppingMs });

const cases: [name: string, seen: Observation, decided: object[]][] = [
  ['a free slot starts a pending task', pending(), [{ do: 'start', task: 12, slot: 0 }]],
  ['a run that works is left alone', running(), []],
  [
    'a cancelled task without a run is settled',
    pending(12, { cancelled }),
    [{ do: 'settle', task: 12, event: 'cancel', status: 'cancelled', reason: 'user' }],
  ],
  [
    'a task whose dependency cannot complete any more is settled',
    {
      ...pending(),
      projection: { status: 'blocked', reason: 'dependency' },
      dead: { task: 4, wants: 'success', standing: 'failed' },
    },
    [
      {
        do: 'settle',
        task: 12,
        event: 'fail',
        status: 'failed',
        reason: 'dependency',
        message: 'task 4, which it waits for, did not complete',
      },
    ],
  ],
  [
    'a blocked task waits',
    { ...pending(), projection: { status: 'blocked', reason: 'until' } },
    [],
  ],
  [
    'why it is cancelled is written before the first signal',
    running({}, { cancelled }),
    [{ do: 'stop', ...run, plan: { status: 'cancelled', reason: 'user', by: 'wish' } }],
  ],
  [
    'why it is out of time is written before the first signal',
    running({ runningMs: 5_000, allowedMs: 5_000 }),
    [{ do: 'stop', ...run, plan: { ...outOfTime, by: 'deadline' } }],
  ],
  [
    'a cancel outweighs a deadline that nobody has acted upon',
    running({ runningMs: 5_000, allowedMs: 5_000 }, { cancelled }),
    [{ do: 'stop', ...run, plan: { status: 'cancelled', reason: 'user', by: 'wish' } }],
  ],
  [
    'a cancel that comes after the watchdog does not change why it ends',
    running({ overdue: true }, { cancelled }),
    [{ do: 'stop', ...run, plan: { ...outOfTime, by: 'deadline' } }],
  ],
  ['a paused run is told to stand still', running({}, paused()), [{ do: 'suspend', ...run }]],
  ['after a pause it is told to go on', running({}, paused(5)), [{ do: 'continue', ...run }]],
  [
    'a paused run that is cancelled is stopped',
    running({}, { ...paused(), cancelled }),
    [{ do: 'stop', ...run, plan: { status: 'cancelled', reason: 'user', by: 'wish' } }],
  ],
  ['what cannot be seen is not told anything', running({ look: { is: 'unknown' } }, paused()), []],
  ['within its time it goes on', running({ runningMs: 4_999, allowedMs: 5_000 }), []],
  [
    'after a reboot of the clock nobody guesses its running time',
    running({ runningMs: undefined, allowedMs: 1 }),
    [],
  ],
  [
    'the first signal follows the stop at once',
    running(stopping(0)),
    [{ do: 'signal', ...run, signal: 'INT', stage: 0 }],
  ],
  [
    'each grace is followed by the next signal',
    running(stopping(1_000)),
    [{ do: 'signal', ...run, signal: 'TERM', stage: 1 }],
  ],
  ['KILL is last', running(stopping(2_000)), [{ do: 'signal', ...run, signal: 'KILL', stage: 2 }]],
  [
    'a stop from before a reboot is past all graces',
    running(stopping(undefined)),
    [{ do: 'signal', ...run, signal: 'KILL', stage: 2 }],
  ],
  [
    'an agent that has reported may linger',
    running({ sentinel: { kind: 'done' }, reportedMs: 1_999 }),
    [],
  ],
  [
    'an agent that lingers too long is stopped with its own word',
    running({ sentinel: { kind: 'done' }, reportedMs: 2_000 }),
    [{ do: 'stop', ...run, plan: { status: 'complete', by: 'sentinel' } }],
  ],
  [
    'an error that lingers too long stays one',
    running({ sentinel: { kind: 'error', reason: 'auth' }, reportedMs: 2_000 }),
    [{ do: 'stop', ...run, plan: { status: 'failed', reason: 'auth', by: 'sentinel' } }],
  ],
  [
    'a word that does not count for this agent stops nothing',
    running({
      spec: specOf({ completion: 'exit' }),
      sentinel: { kind: 'done' },
      told: { finished: { type: 'finished', ok: true } },
      reportedMs: 9_999,
    }),
    [],
  ],
  ['what cannot be seen is left alone', running({ look: { is: 'unknown' } }, { cancelled }), []],
  [
    'an exit code is a word',
    running({ look: { is: 'ended', exit: 0, strays: 0 }, exit: 0 }),
    [judged('complete', 'exit')],
  ],
  [
    'a run that ended in time is judged by its own words, however late we look',
    running(
      {
        look: { is: 'ended', exit: 0, strays: 0 },
        exit: 0,
        runningMs: 9_999_999,
        allowedMs: 5_000,
      },
      { cancelled },
    ),
    [judged('complete', 'exit')],
  ],
  [
    'exit code 0 after our own signal is no success',
    running({ ...stopping(5), look: { is: 'ended', exit: 0, strays: 0 }, exit: 0 }),
    [judged('failed', 'stop', 'timeout')],
  ],
  [
    'processes that outlive their run are asked to end',
    running({ look: { is: 'ended', exit: 0, strays: 2 }, exit: 0, straysMs: 0 }),
    [{ do: 'signal', ...run, signal: 'TERM', stage: -2 }],
  ],
  [
    'processes that outlive their run for long are killed',
    running({ look: { is: 'ended', exit: 0, strays: 2 }, exit: 0, straysMs: strayGraceMs }),
    [{ do: 'signal', ...run, signal: 'KILL', stage: -1 }],
  ],
  [
    'gone without a word is lost',
    running({ look: { is: 'gone' } }),
    [judged('failed', 'lost', 'lost', 'it vanished without a word')],
  ],
  [
    'a run without started never ran',
    running({ started: false, look: { is: 'gone' } }),
    [judged('failed', 'launch', 'launch', 'it was never let go')],
  ],
  [
    'a shim that left its gate ran nothing',
    running({ never: true, look: { is: 'ended', exit: 0, strays: 0 }, exit: 0 }),
    [judged('failed', 'launch', 'launch', 'it was never let go')],
  ],
  [
    'a run that is alive although its spec is damaged is not run a second time',
    running({ spec: undefined }),
    [],
  ],
  [
    'a run whose spec is damaged can be stopped',
    running({ spec: undefined, stop: stopOf(), stoppingMs: 0 }),
    [{ do: 'signal', ...run, signal: 'INT', stage: 0 }],
  ],
  [
    'a run whose spec is damaged is judged by its own words',
    running({ spec: undefined, look: { is: 'gone' }, sentinel: { kind: 'done' } }),
    [judged('complete', 'sentinel')],
  ],
  [
    'a verdict that is given is carried on',
    running({ verdict: verdictOf(), look: { is: 'gone' } }),
    [{ do: 'conclude', ...run, judgement: { is: 'given' } }],
  ],
];
for (const [name, seen, decided] of cases)
  test(name, () => assert.deepEqual(reconcile([seen], policyOf()), decided));

test('without a grace only KILL is sent', () =>
  assert.deepEqual(stopSignalAt({ stopSignals: ['INT'], graceMs: 0 }, 0), {
    signal: 'KILL',
    stage: 1,
  }));

const over = { look: { is: 'ended', exit: 0, strays: 0 }, exit: 0 } as const;
const live = (number: number, slot: number, part: Parameters<typeof running>[0] = {}) =>
  running({ run: number, spec: specOf({ run: number, slot }), ...part }, { number });
const waiting = (number: number, slot: number): Observation => ({
  ...live(number, slot),
  projection: { status: 'awaiting', reason: 'question' },
});
const oneOfEach = { maxParallelOf: () => 1 };

const slots: [name: string, seen: Observation[], policy: Partial<Policy>, started: number[][]][] = [
  [
    'no more than maxParallel run',
    [1, 2, 3, 4].map((one) => pending(one)),
    {},
    [
      [1, 0],
      [2, 1],
      [3, 2],
    ],
  ],
  ['a full house starts nobody', [live(1, 0), pending(2)], { maxParallel: 1 }, []],
  [
    'a house that is more than full starts nobody',
    [live(1, 0), live(2, 1), pending(3)],
    { maxParallel: 1 },
    [],
  ],
  ['no place starts nobody', [pending(1)], { maxParallel: 0 }, []],
  [
    'no more than its own maxParallel of an agent run',
    [pending(1), pending(2), pending(3, { agent: 'other' })],
    oneOfEach,
    [
      [1, 0],
      [3, 1],
    ],
  ],
  [
    'what runs counts against the maxParallel of its agent',
    [live(1, 0), pending(2), pending(3, { agent: 'other' })],
    oneOfEach,
    [[3, 1]],
  ],
  [
    'more that wait than maxAwaiting hold a slot after all',
    [waiting(1, 0), waiting(2, 1), pending(3), pending(4)],
    { maxParallel: 2, maxAwaiting: 1 },
    [[3, 2]],
  ],
  [
    'who waits for a person holds no slot, but keeps its number',
    [waiting(1, 0), pending(2)],
    { maxParallel: 1 },
    [[2, 1]],
  ],
  [
    'who waits for a person does not count against its agent',
    [waiting(1, 0), pending(2)],
    oneOfEach,
    [[2, 1]],
  ],
  [
    'an answered session goes on above the limit, and the next start waits',
    [live(1, 0), live(2, 1), pending(3)],
    { maxParallel: 1 },
    [],
  ],
  [
    'a slot that falls free in this pass is filled in this pass',
    [live(1, 0, over), pending(2)],
    { maxParallel: 1 },
    [[2, 0]],
  ],
  [
    'the agent of a run that ends in this pass is free in this pass',
    [live(1, 0, over), pending(2)],
    oneOfEach,
    [[2, 0]],
  ],
  [
    'a run that is being stopped holds its slot',
    [live(1, 0, stopping(0)), pending(2)],
    { maxParallel: 1 },
    [],
  ],
  [
    'strays hold the slot of their run',
    [live(1, 0, { look: { is: 'ended', exit: 0, strays: 1 } }), pending(2)],
    { maxParallel: 1 },
    [],
  ],
  [
    'a run that cannot be seen holds its slot',
    [live(1, 0, { look: { is: 'unknown' } }), pending(2)],
    { maxParallel: 1 },
    [],
  ],
  [
    'the lowest free number is taken',
    [live(1, 0), live(2, 2), pending(3), pending(4)],
    { maxParallel: 9 },
    [
      [3, 1],
      [4, 3],
    ],
  ],
  ['only the wanted are started', [pending(1), pending(2)], { only: new Set([2]) }, [[2, 0]]],
  ['who only settles starts nobody', [pending(1)], { launches: false }, []],
  [
    'a cancelled task is not started',
    [pending(1, { cancelled }), pending(2)],
    { maxParallel: 1 },
    [[2, 0]],
  ],
  [
    'a higher priority is first, then who came first',
    [pending(9, { priority: 1 }), pending(2), pending(1)],
    { maxParallel: 2 },
    [
      [9, 0],
      [1, 1],
    ],
  ],
];
for (const [name, seen, policy, started] of slots) {
  test(name, () => {
    const decisions = reconcile(seen, policyOf(policy));
    const starts = decisions.flatMap((one) => (one.do === 'start' ? [[one.task, one.slot]] : []));
    assert.deepEqual(starts, started);
  });
}

test('nothing seen, nothing decided', () => assert.deepEqual(reconcile([], policyOf()), []));

test('a settled task is left alone', () => {
  const settled = { status: 'failed', endedAt: at } as const;
  const seen = {
    ...pending(12, { settled, cancelled }),
    projection: { status: 'failed' } as const,
  };
  const decided: Decision[] = reconcile(
    [seen, { ...seen, dead: { task: 3, wants: 'success', standing: 'failed' } }],
    policyOf(),
  );
  assert.deepEqual(decided, []);
});

test('a record that has a run of which nothing is known yet is left alone', () => {
  const task = taskOf({ runs: [{ run: 37, ask: 1, attempt: 1 }], cancelled });
  const seen = { ...pending(), task, projection: { status: 'running' } as const };
  assert.deepEqual(reconcile([seen], policyOf()), []);
});
