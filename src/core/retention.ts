import { type DatedEntry, dayOf, type FinishedEntry } from './layout.ts';

/** How long what has ended is kept, and where; 0 is for ever, or as many as there are. */
export interface Retention {
  /** Days that what completed or was cancelled stays in the queue. */
  readonly completedDays: number;
  /** The same for what failed. */
  readonly failedDays: number;
  /** Finished tasks in the queue. */
  readonly queueSize: number;
  /** Days since its end after which what is in the archive is removed for good. */
  readonly archiveDays: number;
}

/** The finished tasks of the queue, as far as their names tell. */
export interface FinishedDays {
  /** Days on which something ended, in any order. */
  readonly days: readonly string[];
  on(day: string): readonly FinishedEntry[];
  /** The same in the order in which they ended; asked for few days. */
  inOrder(day: string): readonly FinishedEntry[];
  /** Whether something alive still needs it. */
  isNeeded(number: number): boolean;
}

/**
 * What is to be put away, the oldest first: what is too old, a whole day at a time, so that no
 * record need be opened; and of the rest the oldest, where there is too much.
 */
export function overdueIn(finished: FinishedDays, retention: Retention, nowMs: number) {
  const { completedDays, failedDays, queueSize } = retention;
  const completedUntil = firstDayKept(completedDays, nowMs);
  const failedUntil = firstDayKept(failedDays, nowMs);
  const days = [...finished.days].sort();
  const isOld = (day: string, { status }: FinishedEntry) =>
    day < (status === 'failed' ? failedUntil : completedUntil);

  const overdue: DatedEntry[] = [];
  const kept = new Map<string, number>();
  for (const day of days) {
    const entries = finished.on(day);
    const old = entries.filter((entry) => isOld(day, entry) && !finished.isNeeded(entry.number));
    overdue.push(...dated(day, old));
    kept.set(day, entries.length - old.length);
  }

  let tooMany = queueSize === 0 ? 0 : sum(kept.values()) - queueSize;
  for (const day of days) {
    if (tooMany <= 0) break;
    const spare = finished
      .inOrder(day)
      .filter((entry) => !isOld(day, entry) && !finished.isNeeded(entry.number))
      .slice(0, tooMany);
    overdue.push(...dated(day, spare));
    tooMany -= spare.length;
  }
  return overdue;
}

/** The days of the archive of which nothing is kept any longer, the oldest first. */
export const outlivedOf = (
  days: readonly string[],
  { archiveDays }: Retention,
  nowMs: number,
): string[] => [...days].sort().filter((day) => day < firstDayKept(archiveDays, nowMs));

const dayMs = 86_400_000;

/** The first UTC day of which something is younger; names of days sort by time. */
const firstDayKept = (days: number, nowMs: number): string =>
  days === 0 ? '' : dayOf(new Date(nowMs - days * dayMs).toISOString());

const dated = (day: string, entries: readonly FinishedEntry[]): DatedEntry[] =>
  entries.map((entry) => ({ ...entry, day }));

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, one) => all + one, 0);
