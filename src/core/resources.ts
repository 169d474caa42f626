import { type Infer, integer, number, object, optional } from '../lib/schema.ts';
import type { Obstacle } from './obstacle.ts';

/** What the machine must have left before something starts. */
export const Needs = object({
  minFreeMemoryBytes: optional(integer('At least so much memory must be free.', { minimum: 1 })),
  maxLoad: optional(number('The load of the last minute must not be higher.', { minimum: 0 })),
});
export type Needs = Infer<typeof Needs>;

/** What a machine has left at a moment. */
export interface Room {
  readonly freeMemoryBytes: number;
  /** The load average of the last minute. */
  readonly load: number;
}

/** Tells what is left of the machine on which agents run. */
export interface Machine {
  look(): Room;
}

/** What there is too little of for all of these; each kind once, by the strictest. */
export function shortages(needs: readonly (Needs | undefined)[], look: () => Room): Obstacle[] {
  const memory = Math.max(...needs.map((one) => one?.minFreeMemoryBytes ?? 0));
  const load = Math.min(...needs.map((one) => one?.maxLoad ?? Number.POSITIVE_INFINITY));
  if (memory <= 0 && load === Number.POSITIVE_INFINITY) return [];
  const has = look();
  const short: Obstacle[] = [];
  if (has.freeMemoryBytes < memory)
    short.push({ is: 'scarce', what: 'memory', has: has.freeMemoryBytes, wants: memory });
  if (has.load > load) short.push({ is: 'scarce', what: 'load', has: has.load, wants: load });
  return short;
}
