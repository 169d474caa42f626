import type { IntentOf, IntentResult } from '../core/intent.ts';
import { protocolVersion, taskIdOf } from '../core/task.ts';
import { type Infer, list, object, oneOf, string } from '../lib/schema.ts';
import type { Context } from './operation.ts';
import { wish } from './wishes.ts';

/** What became of a wish for one task. */
export const TaskResult = object({
  task: string('Its id.'),
  ok: oneOf(['yes', 'no'], 'Whether it was done, or would be.'),
  message: string('In words.'),
});
export type TaskResult = Infer<typeof TaskResult>;

/** The same, task by task. */
export const TaskResults = list(TaskResult, 'One for each task.');
export type TaskResults = TaskResult[];

type Kind = 'cancel' | 'retry' | 'change' | 'switch' | 'timeout' | 'clean' | 'archive';
type Wish = { [K in Kind]: Omit<IntentOf<K>, 'version' | 'at'> }[Kind];

/** Thousands of records take a conductor a while. */
const patiencePerTaskMs = 20;

/** Leaves a wish that is answered task by task, and waits for the answers. Throws a Failure. */
export async function wishForTasks(
  context: Context,
  { length }: readonly number[],
  asked: Wish,
): Promise<TaskResults> {
  return resultsOf(await answersForTasks(context, length, asked));
}

/** The answers as they are: some tell more than their words. */
export function answersForTasks(
  context: Context,
  count: number,
  asked: Wish,
): Promise<IntentResult[]> {
  const { at } = context.clock.now();
  return wish(context, { version: protocolVersion, at, ...asked }, patiencePerTaskMs * count);
}

/** Answers as an operation gives them. */
export const resultsOf = (answered: readonly IntentResult[]): TaskResults =>
  answered.map(({ ok, task, message }) => ({
    task: task === undefined ? '' : taskIdOf(task),
    ok,
    message,
  }));
