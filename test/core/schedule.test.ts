import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation, Policy } from '../../src/core/observation.ts';
import type { Obstacle } from '../../src/core/obstacle.ts';
import { schedule, weightOf } from '../../src/core/schedule.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { at, instant, pending, policyOf, running, taskOf } from '../support/seen.ts';

const nowMs = Date.parse(at);
const earlier = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();
const none: ReadonlySet<number> = new Set();
const startsOf = (seen: readonly Observation[], policy: Partial<Policy> = {}) =>
  schedule(seen, none, policyOf(policy)).starts.map(({ task }) => task);
/** A running task of this number, in its slot. */
const busy = (number: number, part: Partial<TaskRecord> = {}) =>
  running({ run: number }, { number, ...part });
const limits = (all: Record<string, number>) => (_: string, name: string) =>
  all[name] ?? Number.POSITIVE_INFINITY;

const orders: [name: string, seen: Observation[], started: number[]][] = [
  ['who came first is first', [pending(3), pending(1), pending(2)], [1, 2, 3]],
  ['a rank is a place among them', [pending(1, { rank: 5 }), pending(2), pending(9)], [2, 1, 9]],
  [
    'a higher priority is first',
    [pending(1), pending(2, { priority: 7 }), pending(3, { priority: -7 })],
    [2, 1, 3],
  ],
  [
    'who has waited long enough is before a higher priority',
    [pending(1, { createdAt: earlier(16) }), pending(2, { priority: 2 })],
    [1, 2],
  ],
  [
    'waiting less long does not outweigh it',
    [pending(1, { createdAt: earlier(14) }), pending(2, { priority: 3 })],
    [2, 1],
  ],
  [
    'the time before it could start does not count as waiting',
    [pending(1, { createdAt: earlier(600), notBefore: earlier(1) }), pending(2, { priority: 1 })],
    [2, 1],
  ],
];
for (const [name, seen, started] of orders)
  test(name, () => assert.deepEqual(startsOf(seen), started));

test('a limit of one group or agent holds up nobody else', () => {
  const seen = [
    busy(1, { agent: 'claude', group: 'slow' }),
    pending(2, { agent: 'claude' }),
    pending(3, { agent: 'codex', group: 'slow' }),
    pending(4, { agent: 'codex' }),
    pending(5, { agent: 'codex' }),
  ];
  const maxParallelOf = limits({ claude: 1, slow: 1, codex: 1 });
  assert.deepEqual(startsOf(seen, { maxParallel: 9, maxParallelOf }), [4]);
});

test('who leaves in this very pass gives its slot away', () => {
  const seen = [busy(1), pending(2)];
  const { starts } = schedule(seen, new Set([1]), policyOf({ maxParallel: 1 }));
  assert.deepEqual(starts, [{ task: 2, slot: 0 }]);
});

test('who was paused by a person holds no slot', () => {
  const stopped = { runs: [{ run: 1, ask: 1, attempt: 1, pauses: [{ since: instant(1) }] }] };
  assert.deepEqual(startsOf([busy(1, stopped), pending(2)], { maxParallel: 1 }), [2]);
});

test('nothing starts while the machine has too little', () => {
  const memory = { is: 'scarce', what: 'memory', has: 1024, wants: 2048 } as const;
  const load = { is: 'scarce', what: 'load', has: 9, wants: 8 } as const;
  const needs = { minFreeMemoryBytes: 2000, maxLoad: 8 };
  const picky = pending(1, { needs: { minFreeMemoryBytes: 2048, maxLoad: 10 } });
  const short = (seen: Observation, policy: Partial<Policy>) =>
    schedule([seen], none, policyOf(policy), 1).obstacles;
  assert.deepEqual(startsOf([picky, pending(2)]), [2]);
  assert.deepEqual(startsOf([picky, pending(2)], { needs }), []);
  assert.deepEqual(short(picky, {}), [memory]);
  assert.deepEqual(short(picky, { needs }), [memory, load]);
  assert.deepEqual(short(pending(1), { needs: { maxLoad: 9, minFreeMemoryBytes: 1024 } }), []);
});

const crowd = (taken: number, ahead = 0) => ({
  limit: 3,
  taken: Array.from({ length: taken }, (_, at) => ({ name: '~/other', task: at })),
  ahead,
});

test('no more start than the machine has places, and who is left out lines up', () => {
  const seen = [1, 2, 3].map((number) => pending(number));
  const startsIn = (taken: number, ahead: number) => {
    const policy = policyOf({ maxParallel: 9, crowd: () => crowd(taken, ahead) });
    const { starts, crowdedOut } = schedule(seen, none, policy);
    return [starts.map(({ task }) => task), crowdedOut];
  };
  assert.deepEqual(startsIn(0, 0), [[1, 2, 3], undefined]);
  assert.deepEqual(startsIn(2, 0), [[1], 2]);
  assert.deepEqual(startsIn(0, 1), [[1, 2], 3]);
  assert.deepEqual(startsIn(3, 0), [[], 1]);
  assert.deepEqual(startsIn(5, 5), [[], 1]);
});

test('who cannot start anyhow lines up for nothing, and nobody asks who has the places', () => {
  const policy = { maxParallel: 1, crowd: () => assert.fail('asked') };
  assert.deepEqual(startsOf([busy(1), pending(2)], policy), []);
  const full = { maxParallelOf: limits({ coder: 1 }), crowd: () => assert.fail('asked') };
  assert.deepEqual(startsOf([busy(1), pending(2)], full), []);
});

const asked: [name: string, seen: Observation[], policy: Partial<Policy>, obstacles: Obstacle[]][] =
  [
    ['nothing is in the way of who starts', [pending(12)], {}, []],
    [
      'all slots are taken, also by those who start in this pass',
      [busy(1), pending(3), pending(12)],
      { maxParallel: 2 },
      [{ is: 'full', what: 'queue', limit: 2, running: [1, 3] }],
    ],
    [
      'all places of the machine are taken, also by those who start in this pass',
      [pending(3), pending(12)],
      { crowd: () => crowd(2) },
      [{ is: 'crowded', ...crowd(2) }],
    ],
    [
      'each limit that it would break is named',
      [busy(1, { group: 'g' }), pending(12, { group: 'g' })],
      { maxParallel: 1, maxParallelOf: limits({ coder: 1, g: 1 }) },
      [
        { is: 'full', what: 'queue', limit: 1, running: [1] },
        { is: 'full', what: 'agent', name: 'coder', limit: 1, running: [1] },
        { is: 'full', what: 'group', name: 'g', limit: 1, running: [1] },
      ],
    ],
  ];
for (const [name, seen, policy, obstacles] of asked)
  test(`asked why: ${name}`, () =>
    assert.deepEqual(schedule(seen, none, policyOf(policy), 12).obstacles, obstacles));

test('a clock that was set back takes no weight away', () => {
  const later = new Date(nowMs + 3_600_000).toISOString();
  assert.equal(weightOf(taskOf({ priority: 3, createdAt: later }), nowMs, 300_000), 3);
});

test('without aging only priority counts', () =>
  assert.equal(weightOf(taskOf({ createdAt: earlier(9_999) }), nowMs, 0), 0));

test('waiting goes on where a switch has put it', () => {
  const task = taskOf({ createdAt: earlier(60), queuedAt: earlier(10) });
  assert.equal(weightOf(task, nowMs, 300_000), 2);
});
