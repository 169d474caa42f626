import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noControls } from '../../src/core/controls.ts';
import { folderOf, type Projection, project } from '../../src/core/projection.ts';
import type { Attempt, TaskRecord } from '../../src/core/task.ts';
import { statuses } from '../../src/core/vocabulary.ts';
import { at, instant, taskOf } from '../support/seen.ts';

const nowMs = Date.parse(at);
const later = new Date(nowMs + 60_000).toISOString();
const live: Attempt = { run: 37, ask: 1, attempt: 1 };
const failed = { status: 'failed', reason: 'exit', endedAt: at, elapsedMs: 5 } as const;
const over: Attempt = { ...live, outcome: failed };
const standings = { 1: 'complete', 2: 'open', 3: 'failed' } as const;
const standing = (task: number) => standings[task as 1 | 2 | 3] ?? 'missing';

const cases: [name: string, task: Partial<TaskRecord>, projection: Projection][] = [
  ['a fresh task is pending', {}, { status: 'pending' }],
  ['a draft is a draft', { draft: true, hold: true, after: [2] }, { status: 'draft' }],
  [
    'a held task is blocked',
    { hold: true, notBefore: later },
    { status: 'blocked', reason: 'hold' },
  ],
  ['it waits for what is open', { after: [1, 2] }, { status: 'blocked', reason: 'dependency' }],
  ['it waits for what failed', { after: [3] }, { status: 'blocked', reason: 'dependency' }],
  ['it waits for what is missing', { after: [4] }, { status: 'blocked', reason: 'dependency' }],
  ['it waits no longer for what completed', { after: [1] }, { status: 'pending' }],
  [
    'it waits for its time',
    { notBefore: later },
    { status: 'blocked', reason: 'until', untilMs: nowMs + 60_000 },
  ],
  ['its time has come at that very moment', { notBefore: at }, { status: 'pending' }],
  [
    'between two attempts it backs off',
    { notBefore: later, runs: [over] },
    { status: 'blocked', reason: 'backoff', untilMs: nowMs + 60_000 },
  ],
  [
    'a run of an earlier request is no attempt of this one',
    { notBefore: later, runs: [over], asked: 2 },
    { status: 'blocked', reason: 'until', untilMs: nowMs + 60_000 },
  ],
  ['after an attempt without a wait it is pending', { runs: [over] }, { status: 'pending' }],
  ['a run without a verdict runs', { runs: [over, live] }, { status: 'running' }],
  [
    'a run that a person stopped runs, and says so',
    { runs: [{ ...live, pauses: [{ since: instant(1) }] }] },
    { status: 'running', reason: 'paused' },
  ],
  [
    'a run that goes on again only runs',
    { runs: [{ ...live, pauses: [{ since: instant(1), until: instant(2) }] }] },
    { status: 'running' },
  ],
  [
    'a run is not held by what comes too late',
    { runs: [live], hold: true, after: [2] },
    { status: 'running' },
  ],
  ['a wish to cancel is no status', { cancelled: { by: 'wish', at } }, { status: 'pending' }],
  [
    'how it ended is final',
    { settled: failed, runs: [over], hold: true },
    { status: 'failed', reason: 'exit' },
  ],
  [
    'success has no reason',
    { settled: { status: 'complete', endedAt: at } },
    { status: 'complete' },
  ],
];
for (const [name, task, projection] of cases)
  test(name, () =>
    assert.deepEqual(project(taskOf(task), { nowMs, standing, controls: noControls }), projection),
  );

test('a live run that asks a person is awaiting', () =>
  assert.deepEqual(
    project(taskOf({ runs: [live] }), {
      nowMs,
      standing,
      controls: noControls,
      waitsFor: 'question',
    }),
    {
      status: 'awaiting',
      reason: 'question',
    },
  ));

test('without a live run nobody waits for a person', () =>
  assert.deepEqual(
    project(taskOf({ runs: [over] }), {
      nowMs,
      standing,
      controls: noControls,
      waitsFor: 'question',
    }),
    {
      status: 'pending',
    },
  ));

test('live tasks are indexed under their status; finished ones are not', () =>
  assert.deepEqual(Object.fromEntries(statuses.map((status) => [status, folderOf(status)])), {
    draft: 'draft',
    pending: 'pending',
    blocked: 'blocked',
    awaiting: 'awaiting',
    running: 'running',
    complete: undefined,
    failed: undefined,
    cancelled: undefined,
  }));
