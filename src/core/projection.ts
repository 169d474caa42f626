import { type Controlled, type Controls, controlOf } from './controls.ts';
import { dependenciesOf, fulfils, type Standing } from './dependency.ts';
import type { Obstacle } from './obstacle.ts';
import { isPaused } from './pause.ts';
import { liveRunOf, type TaskRecord } from './task.ts';
import { isSettled, type QueueFolder, type Reason, type Status } from './vocabulary.ts';

/** What a task's status depends on besides its own record. */
export interface Circumstances {
  /** The wall clock. */
  readonly nowMs: number;
  readonly standing: (task: number) => Standing;
  readonly controls: Controls;
  /** What an open request of its live run waits for, if there is one. */
  readonly waitsFor?: Reason;
}

export interface Projection {
  readonly status: Status;
  readonly reason?: Reason;
  /** The wall-clock time at which it may change by itself. */
  readonly untilMs?: number;
}

/**
 * The status of a task: a pure projection of what its record wants, the runs it has, and
 * circumstances. The queue folders only mirror it.
 */
export function project(task: TaskRecord, circumstances: Circumstances): Projection {
  if (task.settled) {
    const { status, reason } = task.settled;
    return { status, ...(reason && { reason }) };
  }
  const { waitsFor } = circumstances;
  if (liveRunOf(task)) {
    if (waitsFor) return { status: 'awaiting', reason: waitsFor };
    return { status: 'running', ...(isPaused(task) && { reason: 'paused' }) };
  }
  for (const obstacle of obstaclesOf(task, circumstances)) return shownAs(obstacle);
  return { status: 'pending' };
}

/**
 * All that keeps a task without a live run from being pending, whoever else is in the queue; what
 * is to be done by people first. What it then waits for, only `core/schedule.ts` can tell.
 */
export function* obstaclesOf(
  task: TaskRecord,
  { nowMs, standing, controls }: Circumstances,
): Generator<Obstacle> {
  if (task.draft) yield { is: 'draft' };
  if (task.hold) yield { is: 'hold' };
  if (task.approve && !task.approved) yield { is: 'approval' };
  for (const { task: other, wants } of dependenciesOf(task)) {
    const stands = standing(other);
    if (fulfils(stands, wants) !== 'yes')
      yield { is: 'dependency', task: other, wants, standing: stands };
  }
  yield* pauses(task, controls);

  const atMs = task.notBefore === undefined ? 0 : Date.parse(task.notBefore);
  if (atMs <= nowMs) return;
  const last = task.runs.findLast(({ ask }) => ask === task.asked);
  const reason = last?.outcome?.reason;
  if (last) yield { is: 'backoff', atMs, ...(reason && { reason }) };
  else yield { is: 'until', atMs };
}

function* pauses(task: TaskRecord, controls: Controls): Generator<Obstacle> {
  const concerned: [what: Controlled, name?: string][] = [['queue'], ['agent', task.agent]];
  if (task.group !== undefined) concerned.push(['group', task.group]);
  for (const [what, name] of concerned) {
    const paused = controlOf(controls, what, name)?.paused;
    if (paused) yield { is: 'paused', what, ...(name !== undefined && { name }), ...paused };
  }
}

/** The status of a task that waits for this before all else. */
function shownAs(obstacle: Obstacle): Projection {
  switch (obstacle.is) {
    case 'draft':
      return { status: 'draft' };
    case 'approval':
      return { status: 'awaiting', reason: 'approval' };
    case 'paused':
      return { status: 'blocked', reason: obstacle.what === 'group' ? 'group' : 'paused' };
    case 'until':
    case 'backoff':
      return { status: 'blocked', reason: obstacle.is, untilMs: obstacle.atMs };
    case 'hold':
    case 'dependency':
      return { status: 'blocked', reason: obstacle.is };
    case 'full':
    case 'crowded':
    case 'scarce': // All are over at any moment: its place in the queue is not given up for it.
      return { status: 'pending' };
  }
}

/** The index folder of a status; settled tasks are in none. */
export const folderOf = (status: Status): QueueFolder | undefined =>
  isSettled(status) ? undefined : status;
