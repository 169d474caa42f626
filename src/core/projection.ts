import { liveRunOf, type TaskRecord } from './task.ts';
import { isSettled, type QueueFolder, type Reason, type Status } from './vocabulary.ts';

/** What a task's status depends on besides its own record. */
export interface Circumstances {
  /** The wall clock. */
  readonly nowMs: number;
  /** How another task stands: `open` while it may still complete. */
  readonly standing: (task: number) => 'complete' | 'open' | 'failed' | 'missing';
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
export function project(
  task: TaskRecord,
  { nowMs, standing, waitsFor }: Circumstances,
): Projection {
  if (task.settled) {
    const { status, reason } = task.settled;
    return { status, ...(reason && { reason }) };
  }
  if (liveRunOf(task))
    return waitsFor ? { status: 'awaiting', reason: waitsFor } : { status: 'running' };
  if (task.draft) return { status: 'draft' };
  if (task.hold) return { status: 'blocked', reason: 'hold' };
  if ((task.after ?? []).some((other) => standing(other) !== 'complete'))
    return { status: 'blocked', reason: 'dependency' };

  const untilMs = task.notBefore === undefined ? 0 : Date.parse(task.notBefore);
  if (untilMs > nowMs) {
    const repeats = task.runs.some(({ ask }) => ask === task.asked);
    return { status: 'blocked', reason: repeats ? 'backoff' : 'until', untilMs };
  }
  return { status: 'pending' };
}

/** The index folder of a status; settled tasks and drafts are in none. */
export const folderOf = (status: Status): QueueFolder | undefined =>
  isSettled(status) || status === 'draft' ? undefined : status;
