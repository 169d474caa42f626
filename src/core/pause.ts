import type { Instant } from './instant.ts';
import { type Attempt, liveRunOf, type TaskRecord } from './task.ts';

export type Pause = NonNullable<Attempt['pauses']>[number];

/** Since when, and by whom, a person has the processes of its live run stopped. */
export function pauseOf(task: Pick<TaskRecord, 'runs'>): Pause | undefined {
  const last = liveRunOf(task)?.pauses?.at(-1);
  return last && !last.until ? last : undefined;
}

/** True while a person has the processes of its live run stopped. */
export const isPaused = (task: Pick<TaskRecord, 'runs'>): boolean => pauseOf(task) !== undefined;

/** The record with its live run stopped from now on. */
export const paused = (task: TaskRecord, by: string, since: Instant): TaskRecord =>
  withPauses(task, (pauses) => [...pauses, { since, by }]);

/** The record with its live run going on again. */
export const resumed = (task: TaskRecord, until: Instant): TaskRecord =>
  isPaused(task)
    ? withPauses(task, (pauses) => pauses.map((one) => (one.until ? one : { ...one, until })))
    : task;

function withPauses(task: TaskRecord, change: (pauses: readonly Pause[]) => Pause[]): TaskRecord {
  const live = liveRunOf(task);
  const runs = task.runs.map((one) =>
    one === live ? { ...one, pauses: change(one.pauses ?? []) } : one,
  );
  return { ...task, runs };
}
