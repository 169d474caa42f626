import { Failure } from '../core/failure.ts';
import { integer, list, object, optional, string } from '../lib/schema.ts';
import { changeTasks } from './change-tasks.ts';
import { operation } from './operation.ts';
import { TaskResults } from './task-results.ts';
import { tasksNamed } from './words.ts';

const most = 999;

/** Has tasks start before, or after, those of another priority. */
export const priority = operation({
  summary: 'Have tasks start earlier or later than others',
  examples: ['orchestra priority 12 5', 'orchestra priority 12 13 -10'],
  route: 'POST /tasks/priority',
  positionals: ['tasks'],
  rest: 'list',
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'These.'),
    priority: optional(
      integer('Higher runs first; new tasks have 0.', { minimum: -most, maximum: most }),
    ),
  }),
  output: object({ results: TaskResults }),
  async run(context, { tasks, priority: wanted }) {
    if (wanted === undefined || tasks.length === 0)
      throw new Failure('usage', 'priority takes tasks and a number', {
        hint: 'orchestra priority 12 5',
      });
    if (Math.abs(wanted) > most)
      throw new Failure('usage', `a priority is from -${most} to ${most}, not ${wanted}`, {
        hint: 'higher runs first; new tasks have 0',
      });
    const numbers = tasksNamed(context, tasks).map(({ number }) => number);
    return { results: await changeTasks(context, numbers, { set: { priority: wanted } }) };
  },
});
