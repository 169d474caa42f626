import { Failure } from '../core/failure.ts';
import { queuedFolders } from '../core/vocabulary.ts';
import { boolean, list, object, optional, string } from '../lib/schema.ts';
import { operation } from './operation.ts';
import { TaskResults, wishForTasks } from './task-results.ts';
import { tasksNamed } from './words.ts';

/** Stops tasks for good; a running one is ended with everything it started. */
export const cancel = operation({
  summary: 'Stop tasks for good, running or not',
  examples: ['orchestra cancel 12 13', 'orchestra cancel --all'],
  route: 'POST /tasks/cancel',
  positionals: ['tasks'],
  rest: 'list',
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'These.', { default: [] }),
    all: optional(boolean('All that are not finished; drafts stay.')),
  }),
  output: object({ results: TaskResults }),
  async run(context, { tasks, all }) {
    if (!all && tasks.length === 0)
      throw new Failure('usage', 'which task?', { hint: 'orchestra cancel ID… or --all' });
    if (all && tasks.length > 0)
      throw new Failure('usage', 'cancel takes tasks or --all, not both', {
        hint: 'orchestra cancel ID… or orchestra cancel --all',
      });
    const live = queuedFolders.flatMap((folder) => context.store.queue.live(folder));
    const named = tasksNamed(context, tasks).map(({ number }) => number);
    const numbers = [...new Set([...(all ? live.map(({ number }) => number) : []), ...named])];
    if (numbers.length === 0) return { results: [] };
    const results = await wishForTasks(context, numbers, { kind: 'cancel', tasks: numbers });
    // A run that is being stopped needs somebody to see it through.
    if (context.store.queue.live('running').length > 0) await context.conducting.ensure();
    return { results };
  },
});
