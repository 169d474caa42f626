import { dayOf, type FinishedEntry } from '../core/layout.ts';
import type { Store } from '../core/store.ts';
import {
  type QueueFolder,
  queueFolders,
  type SettledStatus,
  type Status,
} from '../core/vocabulary.ts';
import type { Filter } from './filter.ts';
import { readQuietly } from './read-quietly.ts';

/** A task by the names in the queue alone: no record was opened. */
export interface Named {
  readonly number: number;
  readonly status: QueueFolder | SettledStatus;
  /** Of a live one. */
  readonly priority?: number;
}

type Asked = Pick<Filter, 'admits' | 'fromMs' | 'untilMs'>;

/** What asks for nothing. */
export const everything: Asked = {
  admits: () => true,
  fromMs: Number.NEGATIVE_INFINITY,
  untilMs: Number.POSITIVE_INFINITY,
};

/** Live tasks that may be meant, the newest first. */
export const liveTasks = ({ queue }: Store, { admits }: Asked): Named[] =>
  queueFolders
    .filter((folder) => admits(folder))
    .flatMap((status) =>
      queue.live(status).map(({ number, priority }) => ({ number, priority, status })),
    )
    .sort((a, b) => b.number - a.number);

/** Whether what was archived is looked at as well. */
export type Range = 'queue' | 'archive too';

/**
 * Finished tasks that may be meant, in the order in which they ended. Looks into one day after
 * the other, so that who has enough may stop.
 */
export function* finishedTasks(
  store: Store,
  { admits, fromMs, untilMs }: Asked,
  first: 'latest' | 'earliest',
  range: Range = 'queue',
): Generator<Named> {
  const { queue } = store;
  const archived = new Set(range === 'queue' ? [] : queue.archivedDays());
  const days = [...new Set([...queue.days(), ...archived])]
    .filter((day) => isWithin(day, fromMs, untilMs))
    .sort();
  for (const day of first === 'latest' ? days.reverse() : days) {
    const ended = endedOn(store, day, admits, archived.has(day));
    yield* first === 'latest' ? ended : ended.reverse();
  }
}

/** Live tasks, then finished ones, each once, though some end meanwhile. */
export function* latestTasks(store: Store, asked: Asked, range?: Range): Generator<Named> {
  const met = new Set<number>();
  for (const tasks of [liveTasks(store, asked), finishedTasks(store, asked, 'latest', range)])
    for (const named of tasks) {
      if (!met.has(named.number)) yield named;
      met.add(named.number);
    }
}

/** Of one day, the latest first; where the index was made anew, the newest. */
function endedOn(
  store: Store,
  day: string,
  admits: (status: Status) => boolean,
  isArchived: boolean,
): Named[] {
  const { queue, tasks } = store;
  const archived = isArchived ? queue.archivedOn(day) : [];
  // The names of archived ones do not tell.
  const endedAt = ({ number, status }: FinishedEntry): number =>
    archived.length === 0
      ? queue.enteredAt(day, number, status)
      : Date.parse(readQuietly(() => tasks.read(number))?.settled?.endedAt ?? '') || 0;
  const here = queue.finishedOn(day);
  const known = new Set(here.map(({ number }) => number));
  // On its way to the archive it may be in both.
  return [...here, ...archived.filter(({ number }) => !known.has(number))]
    .filter(({ status }) => admits(status))
    .map((entry) => ({ entry, at: endedAt(entry) }))
    .sort((a, b) => b.at - a.at || b.entry.number - a.entry.number)
    .map(({ entry }) => entry);
}

function isWithin(day: string, fromMs: number, untilMs: number): boolean {
  const from = Number.isFinite(fromMs) ? dayOf(new Date(fromMs).toISOString()) : '';
  const until = Number.isFinite(untilMs) ? dayOf(new Date(untilMs).toISOString()) : '9';
  return day >= from && day <= until;
}
