import type { Cron } from '../lib/cron.ts';
import { nextAfter } from '../lib/cron-times.ts';
import { type Infer, list, object, string } from '../lib/schema.ts';
import type { Zone } from '../lib/zone.ts';
import { timestamp } from './instant.ts';

/** When a schedule recurs. */
export interface Timing {
  readonly cron: Cron;
  readonly zone: Zone;
  readonly ifMissed: 'once' | 'skip';
  /** Changes with the times: what was decided of other times says nothing of these. */
  readonly fingerprint: string;
}

/** What is over of a schedule, whether it fired or not: it never fires there again. */
export const Decided = object({
  fingerprint: string('The times that this is about.'),
  over: list(
    object({ after: timestamp('Later than this.'), until: timestamp('This one as well.') }),
    'Stretches of the wall clock, in their order; several where it leapt.',
  ),
});
export type Decided = Infer<typeof Decided>;

/** What there is to do about a schedule now. */
export interface Due {
  /** The occurrence that fires, by the time it is for. */
  readonly fire?: { readonly atMs: number };
  /** How many went by and do not fire; as far as they were counted. */
  readonly missed: number;
  /** To be kept, once what fires is on the disk; the very same as before where nothing was due. */
  readonly decided: Decided;
  /** The next occurrence; undefined where the calendar ends. */
  readonly nextMs: number | undefined;
}

/** An occurrence that is later than this is missed. */
export const latenessMsMax = 60_000;
/** More are not counted. */
export const missedMax = 1000;

/**
 * What is due at a moment of the wall clock, wherever it leapt: each occurrence fires at most
 * once, and at most one at a time, the latest. A schedule that is new, or has new times, begins
 * now. While it is paused its times go by: nothing fires, then or later.
 */
export function dueOf(
  timing: Timing,
  decided: Decided | undefined,
  nowMs: number,
  isPaused = false,
): Due {
  const over = decided?.fingerprint === timing.fingerprint ? decided.over.map(stretchOf) : [];
  const kept = (stretches: readonly Stretch[]): Pick<Due, 'decided' | 'nextMs'> => ({
    decided: { fingerprint: timing.fingerprint, over: bounded(stretches).map(written) },
    nextMs: nextOpen(timing, stretches, nowMs),
  });
  const at = over.findLastIndex(({ untilMs }) => untilMs <= nowMs);
  const before = over[at];
  const isOver = over.some(({ afterMs, untilMs }) => afterMs < nowMs && nowMs < untilMs);
  // Before all that is known, nothing is missed: nobody knows of a time before.
  if (!before && !isOver)
    return { missed: 0, ...kept([{ afterMs: nowMs, untilMs: nowMs }, ...over]) };

  const first = before && !isOver ? nextAfter(timing.cron, timing.zone, before.untilMs) : undefined;
  if (!before || first === undefined || first > nowMs)
    return { missed: 0, ...kept(over), ...(decided && { decided }) };

  const latest = latestUpTo(timing, first, nowMs);
  const passed = countBetween(timing, first, latest);
  const isLate = nowMs - latest > latenessMsMax;
  const fires = !isPaused && (!isLate || timing.ifMissed === 'once');
  // What the clock leapt over stays open: it may have leapt too far, and be set back.
  const isUnbroken = passed === 0 || isPaused;
  const now = isUnbroken
    ? [{ afterMs: before.afterMs, untilMs: latest }]
    : [before, { afterMs: latest - 1, untilMs: latest }];
  return {
    ...(fires && { fire: { atMs: latest } }),
    missed: isPaused ? 0 : passed + (fires ? 0 : 1),
    ...kept([...over.slice(0, at), ...now, ...over.slice(at + 1)]),
  };
}

interface Stretch {
  readonly afterMs: number;
  readonly untilMs: number;
}

const stretchOf = ({ after, until }: Decided['over'][number]): Stretch => ({
  afterMs: Date.parse(after),
  untilMs: Date.parse(until),
});

const written = ({ afterMs, untilMs }: Stretch): Decided['over'][number] => ({
  after: new Date(afterMs).toISOString(),
  until: new Date(untilMs).toISOString(),
});

const stretchesMax = 8;

/** Of too many, the nearest two become one; what lies between is given up: rather never than twice. */
function bounded(stretches: readonly Stretch[]): readonly Stretch[] {
  if (stretches.length <= stretchesMax) return stretches;
  const gaps = stretches.slice(1).map(({ afterMs }, at) => afterMs - (stretches[at]?.untilMs ?? 0));
  const at = gaps.indexOf(Math.min(...gaps));
  const pair = stretches.slice(at, at + 2);
  const afterMs = Math.min(...pair.map((one) => one.afterMs));
  const untilMs = Math.max(...pair.map((one) => one.untilMs));
  return [...stretches.slice(0, at), { afterMs, untilMs }, ...stretches.slice(at + 2)];
}

/** The last occurrence up to now, of which `firstMs` is one; they may be a year of minutes. */
function latestUpTo({ cron, zone }: Timing, firstMs: number, nowMs: number): number {
  let latest = firstMs;
  let high = nowMs;
  let middle = firstMs;
  while (latest < high) {
    const next = nextAfter(cron, zone, middle) ?? Infinity;
    if (next <= nowMs) latest = next;
    else high = middle;
    middle = Math.floor((latest + high) / 2);
  }
  return latest;
}

/** How many occurrences there are from one on, before another. */
function countBetween({ cron, zone }: Timing, firstMs: number, latestMs: number): number {
  let count = 0;
  let atMs: number | undefined = firstMs;
  while (atMs !== undefined && atMs < latestMs && count < missedMax) {
    count += 1;
    atMs = nextAfter(cron, zone, atMs);
  }
  return count;
}

/** The next occurrence that is not over. */
function nextOpen({ cron, zone }: Timing, over: readonly Stretch[], nowMs: number) {
  let next = nextAfter(cron, zone, nowMs);
  for (const { afterMs, untilMs } of over)
    if (next !== undefined && afterMs < next && next <= untilMs)
      next = nextAfter(cron, zone, untilMs);
  return next;
}
