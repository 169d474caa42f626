import { boolean, type Infer, integer, list, object, optional } from '../lib/schema.ts';
import { choiceFields, chosenTasks, readChoice } from './finished-choice.ts';
import { countOf, foresee } from './foreseen.ts';
import { type Context, operation } from './operation.ts';
import { settleFirst } from './settle-first.ts';
import { answersForTasks, resultsOf, TaskResult } from './task-results.ts';

const Output = object({
  results: list(TaskResult, 'One for each task that was chosen.'),
  removed: integer('How many were removed, or would be.', { minimum: 0 }),
  bytes: optional(integer('How many that freed, as files are long; absent for a dry run.')),
  dryRun: boolean('True when nothing was done.'),
});
type Output = Infer<typeof Output>;

/** Removes finished tasks with all they left: records, runs, output, questions. */
export const clean = operation({
  summary:
    'Remove finished tasks, archived or not, with all they left; their numbers are never used again',
  examples: [
    'orchestra clean complete --older-than 7d',
    'orchestra clean all --agent coder --keep 20',
    'orchestra clean all --dry-run',
    'orchestra clean 12 13',
  ],
  route: 'POST /tasks/clean',
  positionals: ['what'],
  rest: 'list',
  writes: true,
  whole: ['label'],
  input: object(choiceFields('remove')),
  output: Output,
  async run(context, input): Promise<Output> {
    const { dryRun = false } = input;
    const choice = readChoice('clean', input, false);
    chosenTasks(context, { ...choice, statuses: new Set() }, 'queue'); // Who is not there is told first.
    if (!dryRun) await settleFirst(context);
    const numbers = chosenTasks(context, choice, 'archive too');
    if (dryRun) {
      const results = foresee(context, numbers, 'removed');
      return { results, removed: countOf(results), dryRun };
    }
    return numbers.length === 0 ? nothing : remove(context, [...numbers]);
  },
});

const nothing: Output = { results: [], removed: 0, bytes: 0, dryRun: false };

async function remove(context: Context, tasks: number[]): Promise<Output> {
  const answered = await answersForTasks(context, tasks.length, { kind: 'clean', tasks });
  const results = resultsOf(answered);
  const bytes = answered.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  return { results, removed: countOf(results), bytes, dryRun: false };
}
