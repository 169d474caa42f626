import type { TaskChange } from '../core/change.ts';
import type { IntentOf } from '../core/intent.ts';
import type { Context } from './operation.ts';
import { type TaskResults, wishForTasks } from './task-results.ts';

/** Has whoever conducts change tasks that wait. */
export function changeTasks(
  context: Context,
  numbers: readonly number[],
  { set, clear }: TaskChange,
): Promise<TaskResults> {
  const tasks = [...new Set(numbers)];
  return wishForTasks(context, tasks, {
    kind: 'change',
    tasks,
    ...(set && { set }),
    ...(clear && { clear: clear as NonNullable<IntentOf<'change'>['clear']> }),
  });
}
