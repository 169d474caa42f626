import type { TaskRecord } from '../core/task.ts';
import { statuses } from '../core/vocabulary.ts';
import { once } from '../lib/once.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import type { Named } from './walk.ts';

const keys = [
  'number',
  'created',
  'ended',
  'duration',
  'priority',
  'agent',
  'status',
  'id',
] as const;
type Key = (typeof keys)[number];

/** What tasks can be sorted by; - turns it round. */
export const sorts = [...keys, ...keys.map((key) => `-${key}` as const)] as const;
export type Sort = (typeof sorts)[number];

/**
 * Tasks by what is asked first, among equals by what is asked next, and last by number. A record is
 * opened only where the names in the queue do not tell.
 */
export function sortTasks(
  context: Context,
  tasks: readonly Named[],
  sort: readonly Sort[],
): Named[] {
  const orders = sort.map((one) => ({
    measure: values[keyOf(one)],
    direction: directionOf(one),
  }));
  const last = directionOf(sort[0] ?? 'number');
  return tasks
    .map((named) => {
      const record = once(() => readQuietly(() => context.store.tasks.read(named.number)));
      return { named, values: orders.map(({ measure }) => measure(named, record, context)) };
    })
    .sort((a, b) => {
      for (const [at, { direction }] of orders.entries()) {
        const order = compare(a.values[at] ?? 0, b.values[at] ?? 0);
        if (order !== 0) return order * direction;
      }
      return (a.named.number - b.named.number) * last;
    })
    .map(({ named }) => named);
}

/** Whether what comes last is asked for first. */
export const isTurned = (sort: Sort): boolean => sort.startsWith('-');

/** What it sorts by, whichever way round. */
export const keyOf = (sort: Sort): Key => sort.replace('-', '') as Key;

const directionOf = (sort: Sort): 1 | -1 => (isTurned(sort) ? -1 : 1);

type Value = number | string;
type Measure = (named: Named, record: () => TaskRecord | undefined, context: Context) => Value;

const byNumber: Measure = ({ number }) => number;

const values: Readonly<Record<Key, Measure>> = {
  number: byNumber,
  id: byNumber,
  created: byNumber, // Numbers are given in the order of creation.
  // What has not ended yet ends after all that has.
  ended: (_, record) => Date.parse(record()?.settled?.endedAt ?? '') || Number.POSITIVE_INFINITY,
  duration: (_, record, context) => durationOf(record(), context),
  priority: ({ priority }, record) => priority ?? record()?.priority ?? 0,
  agent: (_, record) => record()?.agent ?? '',
  status: ({ status }) => statuses.indexOf(status),
};

/** Of its last run, until now where that has not ended; none is shorter than any. */
function durationOf(task: TaskRecord | undefined, { store, clock }: Context): number {
  const last = task?.runs.at(-1);
  if (!last) return -1;
  if (last.outcome) return last.outcome.elapsedMs;
  const since = readQuietly(() => store.runs.started(last.run))?.since.at;
  return since === undefined ? -1 : Date.parse(clock.now().at) - Date.parse(since);
}

function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
