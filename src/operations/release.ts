import { type Infer, list, object, oneOf, string } from '../lib/schema.ts';
import { changeTasks } from './change-tasks.ts';
import { conductors, operation } from './operation.ts';
import { TaskResults } from './task-results.ts';
import { tasksNamed } from './words.ts';

const Output = object({
  results: TaskResults,
  conductor: oneOf(conductors, 'Who looks after them.'),
});

/** Lets tasks go that were held, and takes drafts into the queue. */
export const release = operation({
  summary: 'Let held tasks and drafts go: they start as soon as they may',
  examples: ['orchestra release 12 13'],
  route: 'POST /tasks/release',
  positionals: ['tasks'],
  rest: 'list',
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({ tasks: list(string('A task.'), 'These.') }),
  output: Output,
  async run(context, { tasks }): Promise<Infer<typeof Output>> {
    const numbers = tasksNamed(context, tasks).map(({ number }) => number);
    const results = await changeTasks(context, numbers, { clear: ['hold', 'draft'] });
    const isAny = results.some(({ ok }) => ok === 'yes');
    const conductor = isAny ? await context.conducting.ensure() : 'none';
    return { results, conductor };
  },
});
