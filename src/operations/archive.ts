import { boolean, type Infer, integer, list, object } from '../lib/schema.ts';
import { choiceFields, chosenTasks, readChoice } from './finished-choice.ts';
import { countOf, foresee } from './foreseen.ts';
import { operation } from './operation.ts';
import { settleFirst } from './settle-first.ts';
import { answersForTasks, resultsOf, TaskResult } from './task-results.ts';

const Output = object({
  results: list(TaskResult, 'One for each task that was chosen.'),
  archived: integer('How many were put away, or would be.', { minimum: 0 }),
  dryRun: boolean('True when nothing was done.'),
});
type Output = Infer<typeof Output>;

/** Puts finished tasks away: they count and are listed no more, and can still be read. */
export const archive = operation({
  summary: 'Put finished tasks away, where show, logs, search and retry still find them',
  examples: [
    'orchestra archive complete --older-than 2d',
    'orchestra archive --label sprint=12 --dry-run',
    'orchestra archive 12 13',
  ],
  route: 'POST /tasks/archive',
  positionals: ['what'],
  rest: 'list',
  writes: true,
  whole: ['label'],
  input: object(choiceFields('put away')),
  output: Output,
  async run(context, input): Promise<Output> {
    const { dryRun = false } = input;
    const choice = readChoice('archive', input, true);
    chosenTasks(context, { ...choice, statuses: new Set() }, 'queue'); // Who is not there is told first.
    if (!dryRun) await settleFirst(context);
    const tasks = [...chosenTasks(context, choice, 'queue')];
    const results = dryRun
      ? foresee(context, tasks, 'archived')
      : tasks.length === 0
        ? []
        : resultsOf(await answersForTasks(context, tasks.length, { kind: 'archive', tasks }));
    return { results, archived: countOf(results), dryRun };
  },
});
