import type { Event } from './events.ts';

/** Schedules that are there from the beginning, one for each of what an overlap may come to. */
export const timed: readonly Event[] = (['skip', 'queue', 'replace'] as const).map(
  (overlap, at) => ({
    id: at + 1,
    do: 'schedule',
    name: overlap,
    cron: ['* * * * *', '*/7 * * * *', '@hourly'][at] ?? '',
    overlap,
    ifMissed: at === 1 ? 'skip' : 'once',
  }),
);
