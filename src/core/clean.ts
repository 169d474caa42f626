import { dependenciesOf } from './dependency.ts';
import { type TaskRecord, taskIdOf } from './task.ts';
import type { Status } from './vocabulary.ts';

/** Who waits for a task, by the number of that task: the first of each. */
export function waitersOf(live: Iterable<TaskRecord>): ReadonlyMap<number, number> {
  const waiters = new Map<number, number>();
  for (const waiter of live)
    for (const { task } of dependenciesOf(waiter))
      if (!waiters.has(task)) waiters.set(task, waiter.number);
  return waiters;
}

/** Why a task may not be removed or archived, in words; undefined when nothing speaks against it. */
export function whyKept(
  task: Pick<TaskRecord, 'number' | 'settled'>,
  status: Status,
  waiters: ReadonlyMap<number, number>,
): string | undefined {
  const id = taskIdOf(task.number);
  if (!task.settled) return `${id} is ${status}; only a finished task can be removed or archived`;
  const waiter = waiters.get(task.number);
  return waiter === undefined ? undefined : `${id} is kept: ${taskIdOf(waiter)} waits for it`;
}
