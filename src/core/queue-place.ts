import { type Infer, integer, object } from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { number, type TaskRecord } from './task.ts';

/** Where a task stands in the queue, with nothing left out. */
export const Place = object({
  priority: integer('Higher runs first.', { minimum: -999, maximum: 999 }),
  rank: number('Its place among equals.'),
  queuedAt: timestamp('Since when it waits.'),
});
export type Place = Infer<typeof Place>;

export const placeOf = ({ priority, rank, number, queuedAt, createdAt }: TaskRecord): Place => ({
  priority,
  rank: rank ?? number,
  queuedAt: queuedAt ?? createdAt,
});
