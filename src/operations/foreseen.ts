import { waitersOf, whyKept } from '../core/clean.ts';
import { taskIdOf } from '../core/task.ts';
import { queueFolders } from '../core/vocabulary.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { rowOf } from './show-task.ts';
import type { TaskResult } from './task-results.ts';

/** What the conductor would say of finished tasks that are to go, as far as records tell it. */
export function foresee(context: Context, numbers: readonly number[], would: string): TaskResult[] {
  const { store } = context;
  const live = queueFolders.flatMap((folder) => store.queue.live(folder));
  const waiters = waitersOf(
    live.flatMap(({ number }) => readQuietly(() => store.tasks.read(number)) ?? []),
  );
  return numbers.map((number): TaskResult => {
    const task = readQuietly(() => store.tasks.read(number));
    const id = taskIdOf(number);
    if (!task && store.tasks.isTaken(number))
      return {
        task: id,
        ok: 'no',
        message: `the record of ${id} cannot be read; orchestra doctor`,
      };
    const kept = task && whyKept(task, rowOf(context, task).status, waiters);
    return kept === undefined
      ? { task: id, ok: 'yes', message: `${id} would be ${would}` }
      : { task: id, ok: 'no', message: kept };
  });
}

/** How many it was done for, or would be. */
export const countOf = (results: readonly TaskResult[]): number =>
  results.filter(({ ok }) => ok === 'yes').length;
