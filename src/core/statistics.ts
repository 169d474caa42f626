import { quantile } from '../lib/quantile.ts';
import { type Infer, integer, object, optional, record } from '../lib/schema.ts';
import type { TaskRecord } from './task.ts';

/** What tasks may have in common, labels aside. */
export const groupings = ['agent', 'day', 'group'] as const;

const count = (description: string) => integer(description, { minimum: 0 });

export const tallyFields = {
  tasks: count('How many have ended.'),
  complete: count('How many of them completed.'),
  failed: count('How many failed.'),
  cancelled: count('How many were cancelled.'),
  successPercent: optional(
    integer('How many of 100 that completed or failed did complete.', { minimum: 0, maximum: 100 }),
  ),
  retries: count('Attempts after the first, of all of them.'),
  durationP50Ms: optional(count('Half of the last runs were no longer.')),
  durationP95Ms: optional(count('95 of 100 last runs were no longer.')),
  elapsedMs: count('How long agents worked on them, all attempts together.'),
  reasons: record(count('How many.'), 'Why those that failed did.'),
};

/** What tasks that have ended add up to. */
export const Tally = object(tallyFields);
export type Tally = Infer<typeof Tally>;

/** Adds up tasks one by one, so that nobody need hold them all. */
export interface Tallying {
  add(task: TaskRecord): void;
  readonly tally: () => Tally;
}

/** Begins with nothing. */
export function createTally(): Tallying {
  const counts = { complete: 0, failed: 0, cancelled: 0 };
  const reasons = new Map<string, number>();
  const durations: number[] = [];
  let retries = 0;
  let elapsedMs = 0;
  return {
    add({ settled, runs }) {
      if (!settled) return;
      counts[settled.status] += 1;
      if (settled.status === 'failed' && settled.reason)
        reasons.set(settled.reason, (reasons.get(settled.reason) ?? 0) + 1);
      // A run that never began counts as no attempt, and is followed by another one of its number.
      retries += new Set(
        runs.filter(({ attempt }) => attempt > 1).map(({ ask, attempt }) => `${ask}.${attempt}`),
      ).size;
      for (const { outcome } of runs) elapsedMs += outcome?.elapsedMs ?? 0;
      const last = runs.at(-1)?.outcome;
      if (last && settled.status !== 'cancelled') durations.push(last.elapsedMs);
    },
    tally() {
      const { complete, failed, cancelled } = counts;
      const [p50, p95] = [quantile(durations, 0.5), quantile(durations, 0.95)];
      return {
        tasks: complete + failed + cancelled,
        ...counts,
        ...(complete + failed > 0 && { successPercent: percentOf(complete, complete + failed) }),
        retries,
        ...(p50 !== undefined && { durationP50Ms: p50 }),
        ...(p95 !== undefined && { durationP95Ms: p95 }),
        elapsedMs,
        reasons: Object.fromEntries([...reasons].sort(([, a], [, b]) => b - a)),
      };
    },
  };
}

/** Only what is all is 100, and only what is nothing is 0. */
const percentOf = (part: number, whole: number): number =>
  part === whole ? 100 : Math.min(99, Math.max(part > 0 ? 1 : 0, Math.round((part / whole) * 100)));
