import { taskIdOf } from '../core/task.ts';
import { once } from '../lib/once.ts';
import {
  boolean,
  integer,
  list as listOf,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import { type Filter, filterOption, readFilters } from './filter.ts';
import { openRequests } from './open-requests.ts';
import { type Context, operation } from './operation.ts';
import { isTurned, keyOf, type Sort, sorts, sortTasks } from './order.ts';
import { readQuietly } from './read-quietly.ts';
import { settleFirst } from './settle-first.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { finishedTasks, liveTasks, type Named, type Range } from './walk.ts';

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
    'orchestra list --filter text~flaky --filter since=2d --sort -priority,created --json',
  ],
  route: 'GET /tasks',
  writes: false,
  whole: ['filter'],
  input: object({
    filter: filterOption,
    sort: listOf(
      oneOf(sorts, 'A field.'),
      `What comes first, then what among equals: number, created, ended, duration, priority, agent or status, with commas; - turns one round. Else -ended.`,
      { default: ['-ended'] },
    ),
    archived: optional(boolean('Also those that were archived.')),
    limit: integer('Show at most this many; 0 shows all.', { default: 50, minimum: 0 }),
  }),
  output: Output,
  async run(context, { filter: words, sort, archived, limit }) {
    const filter = readFilters(words, Date.parse(context.clock.now().at));
    await settleFirst(context);
    const range = archived ? 'archive too' : 'queue';
    const most = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    const tasks: TaskRow[] = [];
    const damaged: string[] = [];
    const met = new Set<number>();
    const asked = once(() => {
      const awaiting = context.store.queue.live('awaiting');
      return openRequests(context, new Set(awaiting.map(({ number }) => number)));
    });
    for (const named of candidates(context, filter, sort, range)) {
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
  sort: readonly Sort[],
  range: Range,
): Iterable<Named> {
  const [first = '-ended', ...others] = sort;
  const live = liveTasks(context.store, filter);
  if (keyOf(first) === 'ended' && others.length === 0)
    return byEnd(context, filter, live, isTurned(first), range);
  return sortTasks(
    context,
    [...live, ...finishedTasks(context.store, filter, 'latest', range)],
    sort,
  );
}

/** In the order in which they ended, no further than is asked for: what has not is the latest. */
function* byEnd(
  { store }: Context,
  filter: Filter,
  live: readonly Named[],
  isDown: boolean,
  range: Range,
): Generator<Named> {
  if (isDown) yield* live;
  yield* finishedTasks(store, filter, isDown ? 'latest' : 'earliest', range);
  if (!isDown) yield* live.toReversed();
}
