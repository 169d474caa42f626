import { Failure } from '../core/failure.ts';
import { type DatedEntry, dayOf } from '../core/layout.ts';
import { parseTaskNumber, type TaskRecord, taskIdOf } from '../core/task.ts';
import { type SettledStatus, settledStatuses, statuses } from '../core/vocabulary.ts';
import { durationOf } from '../core/words.ts';
import { boolean, type Infer, integer, list, object, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

const choices = [...settledStatuses, 'all'] as const;

/** How finished tasks are chosen; `does` says what becomes of them. */
export const choiceFields = (does: string) => ({
  what: list(
    string('A status or a task.'),
    `What to ${does}: ${choices.join(', ')}, or tasks by their ids; with nothing, nothing is.`,
    { default: [] },
  ),
  olderThan: optional(string('Of these, only what ended longer ago, such as 7d.')),
  agent: optional(string('Of these, only what this agent did.')),
  group: optional(string('Of these, only those of this group.')),
  label: optional(
    list(string('A label.'), 'Of these, only those with this label: NAME or NAME=VALUE.'),
  ),
  keep: optional(integer('Of these, the last so many to end stay.', { minimum: 0 })),
  dryRun: optional(boolean(`Only tell what it would ${does}; writes nothing.`)),
});

const Input = object(choiceFields(''));
type Input = Infer<typeof Input>;

/** What somebody has chosen; the rest of what they said holds for tasks that are chosen by status. */
export interface Choice {
  readonly statuses: ReadonlySet<SettledStatus>;
  readonly numbers: readonly number[];
  readonly ageMs: number | undefined;
  readonly keep: number;
  /** Absent where names tell all. */
  readonly matches: ((task: TaskRecord) => boolean) | undefined;
}

/** Reads it, all problems at once where there are more. Throws a usage Failure: nothing is meant by accident. */
export function readChoice(verb: string, input: Input, impliesAll: boolean): Choice {
  const { what, olderThan, agent, group, label = [], keep } = input;
  const hint = `orchestra ${verb} ${choices.join('|')} [--older-than 7d], or orchestra ${verb} ID…`;
  const narrows = [
    olderThan === undefined ? '' : `--older-than ${olderThan}`,
    agent === undefined ? '' : `--agent ${agent}`,
    group === undefined ? '' : `--group ${group}`,
    ...label.map((one) => `--label ${one}`),
    keep === undefined ? '' : `--keep ${keep}`,
  ].filter((one) => one !== '');
  const words = what.length === 0 && impliesAll && narrows.length > 0 ? ['all'] : what;
  if (words.length === 0 && narrows.length === 0)
    throw new Failure('usage', `${verb} what?`, { hint });
  const numbers = words.map(parseTaskNumber);
  const chosen = words
    .filter((_, at) => numbers[at] === undefined)
    .flatMap((word) => statusesIn(word, verb, hint));
  const named = numbers.flatMap((one) => one ?? []);
  const [narrow] = narrows;
  if (narrow !== undefined && chosen.length === 0)
    throw new Failure('usage', `${narrow.split(' ')[0]} chooses among what has ended`, {
      hint: `orchestra ${verb} all ${narrows.join(' ')}`,
    });
  if (named.length > 0 && chosen.length > 0)
    throw new Failure('usage', `${verb} takes tasks or a status, not both`, { hint });
  return {
    statuses: new Set(chosen),
    numbers: named,
    ageMs: olderThan === undefined ? undefined : durationOf('older-than', olderThan),
    keep: keep ?? 0,
    matches: testOf(input),
  };
}

function statusesIn(word: string, verb: string, hint: string): readonly SettledStatus[] {
  if (word === 'all') return settledStatuses;
  const status = settledStatuses.find((one) => one === word);
  if (status) return [status];
  const past = verb === 'clean' ? 'removed' : 'archived';
  if (statuses.some((one) => one === word))
    throw new Failure('usage', `only what is finished can be ${past}, and ${word} is not`, {
      hint: `orchestra cancel stops tasks; ${hint}`,
    });
  const near = suggest(word, choices);
  throw new Failure(
    'usage',
    `${quoted(word)} is neither a status nor a task${near ? `; did you mean ${near}?` : ''}`,
    { hint },
  );
}

function testOf({ agent, group, label = [] }: Input): Choice['matches'] {
  if (agent === undefined && group === undefined && label.length === 0) return undefined;
  const labels = label.map((one): readonly [string, string | undefined] => {
    const at = one.indexOf('=');
    if (one === '' || at === 0)
      throw new Failure('usage', `--label takes NAME or NAME=VALUE, got ${quoted(one)}`, {
        hint: 'orchestra list --json shows the labels of tasks',
      });
    return at < 0 ? [one, undefined] : [one.slice(0, at), one.slice(at + 1)];
  });
  return (task) =>
    (agent === undefined || task.agent === agent) &&
    (group === undefined || task.group === group) &&
    labels.every(([name, value]) => {
      const own = Object.hasOwn(task.labels ?? {}, name) ? task.labels?.[name] : undefined;
      return own !== undefined && (value === undefined || own === value);
    });
}

/**
 * The tasks that are meant, by the names in the index, those of the archive with them where
 * `range` says so. Records are opened of the one day that is in doubt, and where more is asked.
 */
export function chosenTasks(
  context: Context,
  choice: Choice,
  range: 'queue' | 'archive too',
): readonly number[] {
  for (const number of choice.numbers) known(context, number);
  return [...new Set([...choice.numbers, ...ended(context, choice, range)])];
}

/** Throws a Failure for a number that stands for nothing, in records or in the index. */
function known({ store }: Context, number: number): void {
  const { tasks, queue } = store;
  if (tasks.isTaken(number) || readQuietly(() => tasks.read(number))) return;
  const isIndexed = () =>
    queue.days().some((day) => queue.finishedOn(day).some((entry) => entry.number === number)) ||
    queue
      .archivedDays()
      .some((day) => queue.archivedOn(day).some((entry) => entry.number === number));
  if (isIndexed()) return;
  throw new Failure('not_found', `there is no ${taskIdOf(number)}`, { hint: 'orchestra list' });
}

function ended(
  { store, clock }: Context,
  { statuses: wanted, ageMs, keep, matches }: Choice,
  range: 'queue' | 'archive too',
): readonly number[] {
  if (wanted.size === 0) return [];
  const { queue } = store;
  const until = new Date(Date.parse(clock.now().at) - (ageMs ?? 0)).toISOString();
  const read = (number: number) => readQuietly(() => store.tasks.read(number));
  const isOld = ({ day, number }: DatedEntry): boolean => {
    if (ageMs === undefined || day < dayOf(until)) return true;
    if (day > dayOf(until)) return false;
    const settled = read(number)?.settled;
    return settled !== undefined && settled.endedAt <= until;
  };
  const isMeant = ({ number }: DatedEntry): boolean => {
    if (!matches) return true;
    const task = read(number);
    return task !== undefined && matches(task);
  };
  const entries = [
    ...queue.days().flatMap((day) => queue.finishedOn(day).map((one) => ({ ...one, day }))),
    ...(range === 'queue'
      ? []
      : queue
          .archivedDays()
          .flatMap((day) => queue.archivedOn(day).map((one) => ({ ...one, day })))),
  ].filter((entry) => wanted.has(entry.status) && isOld(entry) && isMeant(entry));
  const meant = keep === 0 ? entries : latestFirst(entries, read).slice(keep);
  return meant.map(({ number }) => number).sort((a, b) => a - b);
}

function latestFirst(
  entries: readonly DatedEntry[],
  read: (number: number) => TaskRecord | undefined,
): DatedEntry[] {
  const endOf = ({ day, number }: DatedEntry): string => read(number)?.settled?.endedAt ?? day;
  return entries
    .map((entry) => ({ entry, at: endOf(entry) }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.entry.number - a.entry.number))
    .map(({ entry }) => entry);
}
