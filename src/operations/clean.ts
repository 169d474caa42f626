import { waitersOf, whyKept } from '../core/clean.ts';
import { Failure } from '../core/failure.ts';
import { dayOf } from '../core/layout.ts';
import { parseTaskNumber, taskIdOf } from '../core/task.ts';
import { queueFolders, type SettledStatus, settledStatuses, statuses } from '../core/vocabulary.ts';
import { durationOf } from '../core/words.ts';
import { boolean, type Infer, integer, list, object, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { settleFirst } from './settle-first.ts';
import { rowOf } from './show-task.ts';
import { answersForTasks, resultsOf, TaskResult } from './task-results.ts';

const choices = [...settledStatuses, 'all'] as const;
const hint = `orchestra clean ${choices.join('|')} [--older-than 7d], or orchestra clean ID…`;

const Output = object({
  results: list(TaskResult, 'One for each task that was chosen.'),
  removed: integer('How many were removed, or would be.', { minimum: 0 }),
  bytes: optional(integer('How many that freed, as files are long; absent for a dry run.')),
  dryRun: boolean('True when nothing was done.'),
});
type Output = Infer<typeof Output>;

/** Removes finished tasks with all they left: records, runs, output, questions. */
export const clean = operation({
  summary: 'Remove finished tasks with all they left; numbers are never used again',
  examples: [
    'orchestra clean complete --older-than 7d',
    'orchestra clean all --dry-run',
    'orchestra clean 12 13',
  ],
  route: 'POST /tasks/clean',
  positionals: ['what'],
  rest: 'list',
  kinds: { what: ['settled status', 'finished task'] },
  writes: true,
  input: object({
    what: list(
      string('A status or a task.'),
      `What to remove: ${choices.join(', ')}, or tasks by their ids; with nothing, nothing is.`,
      { default: [] },
    ),
    olderThan: optional(string('Of these, only what ended longer ago, such as 7d.')),
    dryRun: optional(boolean('Only tell what would be removed; writes nothing.')),
  }),
  output: Output,
  async run(context, { what, olderThan, dryRun = false }): Promise<Output> {
    const asked = read(what);
    if (olderThan !== undefined && asked.statuses.size === 0)
      throw new Failure('usage', '--older-than chooses among what has ended', {
        hint: `orchestra clean all --older-than ${olderThan}`,
      });
    if (asked.numbers.length > 0 && asked.statuses.size > 0)
      throw new Failure('usage', 'clean takes tasks or a status, not both', { hint });
    const ageMs = olderThan === undefined ? undefined : durationOf('older-than', olderThan);
    for (const number of asked.numbers) known(context, number);
    if (!dryRun) await settleFirst(context);
    const chosen = ended(context, asked.statuses, ageMs);
    const numbers = [...new Set([...asked.numbers, ...chosen])];
    if (dryRun) return foresee(context, numbers);
    return numbers.length === 0 ? nothing : remove(context, numbers);
  },
});

const nothing: Output = { results: [], removed: 0, bytes: 0, dryRun: false };

async function remove(context: Context, tasks: number[]): Promise<Output> {
  const answered = await answersForTasks(context, tasks.length, { kind: 'clean', tasks });
  const results = resultsOf(answered);
  const bytes = answered.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  return { results, removed: countOf(results), bytes, dryRun: false };
}

/** What the conductor would say, as far as records tell it. */
function foresee(context: Context, numbers: readonly number[]): Output {
  const { store } = context;
  const live = queueFolders.flatMap((folder) => store.queue.live(folder));
  const waiters = waitersOf(
    live.flatMap(({ number }) => readQuietly(() => store.tasks.read(number)) ?? []),
  );
  const results = numbers.map((number): Output['results'][number] => {
    const task = readQuietly(() => store.tasks.read(number));
    const id = taskIdOf(number);
    if (!task && store.tasks.isTaken(number))
      return {
        task: id,
        ok: 'no',
        message: `the record of ${id} cannot be read; orchestra doctor`,
      };
    const kept = task && whyKept(task, rowOf(context, task).status, waiters);
    return kept === undefined
      ? { task: id, ok: 'yes', message: `${id} would be removed` }
      : { task: id, ok: 'no', message: kept };
  });
  return { results, removed: countOf(results), dryRun: true };
}

const countOf = (results: Output['results']): number =>
  results.filter(({ ok }) => ok === 'yes').length;

interface Asked {
  readonly statuses: ReadonlySet<SettledStatus>;
  readonly numbers: readonly number[];
}

/** Which tasks the words mean. Throws a usage Failure: nothing is removed by accident. */
function read(words: readonly string[]): Asked {
  if (words.length === 0) throw new Failure('usage', 'clean what?', { hint });
  const numbers = words.map(parseTaskNumber);
  const chosen = words.filter((_, at) => numbers[at] === undefined).map(statusesIn);
  return { statuses: new Set(chosen.flat()), numbers: numbers.flatMap((one) => one ?? []) };
}

function statusesIn(word: string): readonly SettledStatus[] {
  if (word === 'all') return settledStatuses;
  const status = settledStatuses.find((one) => one === word);
  if (status) return [status];
  if (statuses.some((one) => one === word))
    throw new Failure('usage', `only what is finished can be removed, and ${word} is not`, {
      hint: `orchestra cancel stops tasks; ${hint}`,
    });
  const near = suggest(word, choices);
  throw new Failure(
    'usage',
    `${quoted(word)} is neither a status nor a task${near ? `; did you mean ${near}?` : ''}`,
    { hint },
  );
}

/** Throws a Failure for a number that stands for nothing, in records or in the index. */
function known({ store }: Context, number: number): void {
  const { tasks, queue } = store;
  if (tasks.isTaken(number) || readQuietly(() => tasks.read(number))) return;
  const isIndexed = () =>
    queue.days().some((day) => queue.finishedOn(day).some((entry) => entry.number === number));
  if (isIndexed()) return;
  throw new Failure('not_found', `there is no ${taskIdOf(number)}`, { hint: 'orchestra list' });
}

/** Finished tasks by the names in the index; records are opened of the one day that is in doubt. */
function ended(
  { store, clock }: Context,
  wanted: ReadonlySet<SettledStatus>,
  ageMs: number | undefined,
): readonly number[] {
  if (wanted.size === 0) return [];
  const until = new Date(Date.parse(clock.now().at) - (ageMs ?? 0)).toISOString();
  const isOld = (day: string, number: number): boolean => {
    if (ageMs === undefined || day < dayOf(until)) return true;
    if (day > dayOf(until)) return false;
    const settled = readQuietly(() => store.tasks.read(number))?.settled;
    return settled !== undefined && settled.endedAt <= until;
  };
  return store.queue
    .days()
    .flatMap((day) =>
      store.queue
        .finishedOn(day)
        .filter(({ status, number }) => wanted.has(status) && isOld(day, number)),
    )
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}
