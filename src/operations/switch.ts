import { Failure } from '../core/failure.ts';
import { taskIdOf } from '../core/task.ts';
import { object, string } from '../lib/schema.ts';
import { operation } from './operation.ts';
import { TaskResults, wishForTasks } from './task-results.ts';
import { tasksNamed } from './words.ts';

/** Has two tasks that wait change places: each gets the priority and the turn of the other. */
export const switchTasks = operation({
  summary: 'Have two waiting tasks change places in the queue',
  examples: ['orchestra switch 12 15'],
  route: 'POST /tasks/switch',
  positionals: ['task', 'other'],
  kinds: { task: 'live task', other: 'live task' },
  writes: true,
  input: object({
    task: string('One of them.'),
    other: string('The other one.'),
  }),
  output: object({ results: TaskResults }),
  async run(context, { task, other }) {
    const tasks = tasksNamed(context, [task, other]).map(({ number }) => number);
    const [one = 0, two] = tasks;
    if (one === two)
      throw new Failure('usage', `${taskIdOf(one)} is in its own place already`, {
        hint: 'orchestra switch 12 15',
      });
    return { results: await wishForTasks(context, tasks, { kind: 'switch', tasks }) };
  },
});
