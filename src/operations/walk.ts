import { dayOf } from '../core/layout.ts';
import type { QueueIndex, Store } from '../core/store.ts';
import {
  type QueueFolder,
  queueFolders,
  type SettledStatus,
  type Status,
} from '../core/vocabulary.ts';
import type { Filter } from './filter.ts';

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

/**
 * Finished tasks that may be meant, in the order in which they ended. Looks into one day after
 * the other, so that who has enough may stop.
 */
export function* finishedTasks(
  { queue }: Store,
  { admits, fromMs, untilMs }: Asked,
  first: 'latest' | 'earliest',
): Generator<Named> {
  const days = queue.days().filter((day) => isWithin(day, fromMs, untilMs));
  for (const day of first === 'latest' ? days : days.reverse()) {
    const ended = endedOn(queue, day, admits);
    yield* first === 'latest' ? ended : ended.reverse();
  }
}

/** Of one day, the latest first; where the index was made anew, the newest. */
function endedOn(queue: QueueIndex, day: string, admits: (status: Status) => boolean): Named[] {
  return queue
    .finishedOn(day)
    .filter(({ status }) => admits(status))
    .map((entry) => ({ entry, at: queue.enteredAt(day, entry.number, entry.status) }))
    .sort((a, b) => b.at - a.at || b.entry.number - a.entry.number)
    .map(({ entry }) => entry);
}

function isWithin(day: string, fromMs: number, untilMs: number): boolean {
  const from = Number.isFinite(fromMs) ? dayOf(new Date(fromMs).toISOString()) : '';
  const until = Number.isFinite(untilMs) ? dayOf(new Date(untilMs).toISOString()) : '9';
  return day >= from && day <= until;
}
