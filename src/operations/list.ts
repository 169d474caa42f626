import { taskIdOf } from '../core/task.ts';
import { once } from '../lib/once.ts';
import { boolean, integer, list as listOf, object, oneOf, string } from '../lib/schema.ts';
import { type Filter, readFilters } from './filter.ts';
import { openRequests } from './open-requests.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { settleFirst } from './settle-first.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { finishedTasks, liveTasks, type Named } from './walk.ts';

const keys = ['created', 'ended', 'priority', 'id'] as const;
type Key = (typeof keys)[number];
const sorts = [...keys, ...keys.map((key) => `-${key}` as const)] as const;

const Output = object({
  tasks: listOf(TaskRow, 'In the order that was asked for.'),
  more: boolean('True when the limit has left some out.'),
  damaged: listOf(string('An id.'), 'Tasks met on the way whose record cannot be read.'),
});

/** All tasks, live and finished. Opens the records it shows, or must know to choose, and no others. */
export const list = operation({
  summary: 'List tasks, live and finished, by what they have in common',
  examples: [
    'orchestra list --filter status=failed',
    'orchestra list --filter agent=codex,claude --filter label.area=parser',
    'orchestra list --filter title~flaky --filter after=2d --sort -priority --json',
  ],
  route: 'GET /tasks',
  writes: false,
  whole: ['filter'],
  input: object({
    filter: listOf(
      string('A condition.'),
      'FIELD=VALUE, FIELD!=VALUE or FIELD~TEXT, values with commas. Fields: status, reason, agent, group, key, title, priority, label.NAME, after, before.',
      { default: [] },
    ),
    sort: oneOf(sorts, 'What comes first; - turns it round.', { default: '-ended' }),
    limit: integer('Show at most this many; 0 shows all.', { default: 50, minimum: 0 }),
  }),
  output: Output,
  async run(context, { filter: words, sort, limit }) {
    const filter = readFilters(words, Date.parse(context.clock.now().at));
    await settleFirst(context);
    const most = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    const tasks: TaskRow[] = [];
    const damaged: string[] = [];
    const met = new Set<number>();
    const asked = once(() => {
      const awaiting = context.store.queue.live('awaiting');
      return openRequests(context, new Set(awaiting.map(({ number }) => number)));
    });
    for (const named of candidates(context, filter, sort)) {
      if (met.has(named.number)) continue; // It has ended between two looks.
      met.add(named.number);
      // Where names tell all, the one that is too many need not be opened.
      if (tasks.length === most && !filter.matches) return { tasks, more: true, damaged };
      const task = readQuietly(() => context.store.tasks.read(named.number));
      if (!task) damaged.push(taskIdOf(named.number));
      if (!task || !(filter.matches?.(task) ?? true)) continue;
      const row = rowOf(context, task, named.status, asked);
      if (!filter.suits(row)) continue;
      if (tasks.length === most) return { tasks, more: true, damaged };
      tasks.push(row);
    }
    return { tasks, more: false, damaged };
  },
});

function candidates(
  context: Context,
  filter: Filter,
  sort: (typeof sorts)[number],
): Iterable<Named> {
  const isDown = sort.startsWith('-');
  const key = sort.replace('-', '') as Key;
  const live = liveTasks(context.store, filter);
  if (key === 'ended') return byEnd(context, filter, live, isDown);
  const all = [...live, ...finishedTasks(context.store, filter, 'latest')];
  // Numbers are given in the order of creation.
  const compare = key === 'priority' ? byPriority(context, all) : byNumber;
  return all.sort(isDown ? (a, b) => compare(b, a) : compare);
}

/** What has not ended yet ends after all that has. */
function* byEnd(
  { store }: Context,
  filter: Filter,
  live: readonly Named[],
  isDown: boolean,
): Generator<Named> {
  if (isDown) yield* live;
  yield* finishedTasks(store, filter, isDown ? 'latest' : 'earliest');
  if (!isDown) yield* live.toReversed();
}

const byNumber = (a: Named, b: Named): number => a.number - b.number;

/** The names of finished ones do not tell it. */
function byPriority({ store }: Context, all: readonly Named[]): (a: Named, b: Named) => number {
  const priorities = new Map(
    all.map(({ number, priority }) => [
      number,
      priority ?? readQuietly(() => store.tasks.read(number))?.priority ?? 0,
    ]),
  );
  const of = ({ number }: Named) => priorities.get(number) ?? 0;
  return (a, b) => of(a) - of(b) || byNumber(a, b);
}
