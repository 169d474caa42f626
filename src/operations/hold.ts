import { list, object, string } from '../lib/schema.ts';
import { changeTasks } from './change-tasks.ts';
import { operation } from './operation.ts';
import { TaskResults } from './task-results.ts';
import { tasksNamed } from './words.ts';

/** Keeps tasks from starting until they are released; what runs goes on. */
export const hold = operation({
  summary: 'Keep tasks in the queue from starting, until they are released',
  examples: ['orchestra hold 12 13'],
  route: 'POST /tasks/hold',
  positionals: ['tasks'],
  rest: 'list',
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({ tasks: list(string('A task.'), 'These.') }),
  output: object({ results: TaskResults }),
  async run(context, { tasks }) {
    const numbers = tasksNamed(context, tasks).map(({ number }) => number);
    return { results: await changeTasks(context, numbers, { set: { hold: true } }) };
  },
});
