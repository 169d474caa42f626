import type { TaskChange } from '../core/change.ts';
import type { IntentOf } from '../core/intent.ts';
import { protocolVersion, taskIdOf } from '../core/task.ts';
import { type Infer, list, object, oneOf, string } from '../lib/schema.ts';
import type { Context } from './operation.ts';
import { wish } from './wishes.ts';

/** What became of a wish, task by task. */
export const TaskResults = list(
  object({
    task: string('Its id.'),
    ok: oneOf(['yes', 'no'], 'Whether it was done.'),
    message: string('In words.'),
  }),
  'One for each task.',
);
export type TaskResults = Infer<typeof TaskResults>;

/** Thousands of records take a conductor a while. */
const patiencePerTaskMs = 20;

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

type Wish = Omit<IntentOf<'change'>, 'version' | 'at'> | Omit<IntentOf<'switch'>, 'version' | 'at'>;

/** Leaves a wish that is answered task by task. */
export async function wishForTasks(
  context: Context,
  { length }: readonly number[],
  asked: Wish,
): Promise<TaskResults> {
  const { at } = context.clock.now();
  const results = await wish(
    context,
    { version: protocolVersion, at, ...asked },
    patiencePerTaskMs * length,
  );
  return results.map(({ ok, task, message }) => ({
    task: task === undefined ? '' : taskIdOf(task),
    ok,
    message,
  }));
}
