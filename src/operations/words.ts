import { Failure } from '../core/failure.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { numberOf } from '../core/words.ts';
import type { Context } from './operation.ts';

/** The record of a task that a person named. Throws a Failure when there is none. */
export function taskNamed({ store }: Context, word: string): TaskRecord {
  const number = numberOf(word);
  const task = store.tasks.read(number);
  if (task) return task;
  throw new Failure('not_found', `there is no ${taskIdOf(number)}`, { hint: 'orchestra status' });
}

/** The records of all tasks that a person named. Throws a Failure that names all that are none. */
export function tasksNamed(context: Context, words: readonly string[]): TaskRecord[] {
  const failures: Failure[] = [];
  const tasks = words.flatMap((word) => {
    try {
      return [taskNamed(context, word)];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
      return [];
    }
  });
  const [first, ...others] = failures;
  if (!first) return tasks;
  if (others.length === 0) throw first;
  const message = failures.map((failure) => failure.message).join('; ');
  throw new Failure(first.code, message, { hint: first.hint });
}
