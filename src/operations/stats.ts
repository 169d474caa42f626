import { Failure } from '../core/failure.ts';
import { timestamp } from '../core/instant.ts';
import { createTally, groupings, Tally, type Tallying, tallyFields } from '../core/statistics.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { formatStamp } from '../lib/moment.ts';
import { type Infer, list, object, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { type Filter, filterOption, readFilters, readMoment, takesMoment } from './filter.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { settleFirst } from './settle-first.ts';
import { finishedTasks } from './walk.ts';

const Output = object({
  since: optional(timestamp('Only what ended since then counts; absent where all does.')),
  by: string('What the groups have in common.'),
  groups: list(
    object({ name: optional(string('Which; absent for those that have none.')), ...tallyFields }),
    'The largest first; days in their order.',
  ),
  total: Tally,
  damaged: list(string('An id.'), 'Tasks met on the way whose record cannot be read.'),
});
export type StatsOutput = Infer<typeof Output>;

/** Adds up what has ended, archived tasks too. */
export const stats = operation({
  summary: 'Tell how many tasks ended how, how long they took, and what was tried again',
  examples: [
    'orchestra stats --since 7d',
    'orchestra stats --by day --since 14d --filter agent=claude',
    'orchestra stats --by label.area --json',
  ],
  route: 'GET /stats',
  whole: ['filter'],
  kinds: { by: 'grouping' },
  writes: false,
  input: object({
    since: optional(string('Only what ended since then: how long ago, such as 7d, or a date.')),
    by: string('What to tell apart: agent, day, group or label.NAME.', { default: 'agent' }),
    filter: filterOption,
  }),
  output: Output,
  async run(context, { since, by, filter: words }) {
    const nameOf = namesBy(by);
    const nowMs = Date.parse(context.clock.now().at);
    const sinceMs = since === undefined ? undefined : momentOf(since, nowMs);
    const filter = readFilters(words, nowMs);
    await settleFirst(context);
    const fromMs = Math.max(filter.fromMs, sinceMs ?? Number.NEGATIVE_INFINITY);
    const total = createTally();
    const groups = new Map<string | undefined, Tallying>();
    const damaged: string[] = [];
    for (const task of endedTasks(context, { ...filter, fromMs }, damaged)) {
      const name = nameOf(task);
      const group = groups.get(name) ?? createTally();
      groups.set(name, group);
      group.add(task);
      total.add(task);
    }
    return {
      ...(sinceMs !== undefined && { since: new Date(sinceMs).toISOString() }),
      by,
      groups: [...groups]
        .map(([name, group]) => ({ ...(name !== undefined && { name }), ...group.tally() }))
        .sort(by === 'day' ? byName : (a, b) => b.tasks - a.tasks || byName(a, b)),
      total: total.tally(),
      damaged,
    };
  },
});

const choices = [...groupings, 'label.NAME'];

type NameOf = (task: TaskRecord) => string | undefined;

/** What the tasks of a group have in common. Throws a Failure for what is none of the choices. */
function namesBy(by: string): NameOf {
  const label = /^label\.(.+)$/s.exec(by)?.[1];
  if (label !== undefined)
    return ({ labels = {} }) => (Object.hasOwn(labels, label) ? labels[label] : undefined);
  if (by === 'agent') return ({ agent }) => agent;
  if (by === 'group') return ({ group }) => group;
  // The day of who asks, by the clock on their wall.
  if (by === 'day') return ({ settled }) => settled && formatStamp(settled.endedAt).slice(0, 10);
  const near = suggest(by, [...groupings, 'label.']);
  throw new Failure(
    'usage',
    `--by knows no ${quoted(by)}${near === undefined ? '' : `; did you mean ${near}${near === 'label.' ? 'NAME' : ''}?`}`,
    { hint: `known: ${choices.join(', ')}` },
  );
}

function momentOf(since: string, nowMs: number): number {
  const atMs = readMoment(since, nowMs);
  if (atMs !== undefined) return atMs;
  throw new Failure('usage', `--since ${takesMoment}, got ${quoted(since)}`, {
    hint: 'such as --since 7d',
  });
}

function* endedTasks(
  { store }: Context,
  filter: Filter,
  damaged: string[],
): Generator<TaskRecord & Pick<Required<TaskRecord>, 'settled'>> {
  for (const { number } of finishedTasks(store, filter, 'latest', 'archive too')) {
    const task = readQuietly(() => store.tasks.read(number));
    if (!task) damaged.push(taskIdOf(number));
    const settled = task?.settled;
    // One that is tried again has not ended, whatever its name said a moment ago.
    if (!task || !settled || Date.parse(settled.endedAt) < filter.fromMs) continue;
    if (filter.suits(settled) && (filter.matches?.(task) ?? true)) yield { ...task, settled };
  }
}

const byName = (a: { name?: string }, b: { name?: string }): number =>
  (a.name ?? '') < (b.name ?? '') ? -1 : 1;
