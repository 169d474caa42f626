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
  const kept = (stretches: readonly Stretch[]): Pick<Due, 'decided' | 'nextMs'> => {
    const few = bounded(stretches, nowMs);
    return {
      decided: { fingerprint: timing.fingerprint, over: few.map(written) },
      nextMs: nextOpen(timing, few, nowMs),
    };
  };
  const [oldest] = over;
  // Before all that is known, nothing is missed: nobody knows of a time before.
  if (!oldest || nowMs < oldest.afterMs)
    return { missed: 0, ...kept([{ afterMs: nowMs, untilMs: nowMs }, ...over]) };

  const recent = over.findLast(({ untilMs }) => untilMs <= nowMs);
  const latest =
    (recent && latestUpTo(timing, recent.untilMs - 1, nowMs)) ??
    latestUpTo(timing, oldest.untilMs, nowMs);
  const at = over.findLastIndex(({ untilMs }) => untilMs < (latest ?? -Infinity));
  const before = over[at];
  if (latest === undefined || !before || over.some((stretch) => isIn(stretch, latest)))
    return { missed: 0, ...kept(over), ...(decided && { decided }) };

  const passed = countBetween(timing, before.untilMs, latest);
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

/** All that is over by either of them, which are about the same times. */
export function decidedByBoth(one: Decided, other: Decided, nowMs: number): Decided {
  const sorted = [...one.over, ...other.over]
    .map(stretchOf)
    .sort((a, b) => a.afterMs - b.afterMs || a.untilMs - b.untilMs);
  const joined: Stretch[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (!last || next.afterMs > last.untilMs) joined.push(next);
    else joined[joined.length - 1] = { ...last, untilMs: Math.max(last.untilMs, next.untilMs) };
  }
  return { ...one, over: bounded(joined, nowMs).map(written) };
}

interface Stretch {
  readonly afterMs: number;
  readonly untilMs: number;
}

const isIn = ({ afterMs, untilMs }: Stretch, atMs: number): boolean =>
  afterMs < atMs && atMs <= untilMs;

const stretchOf = ({ after, until }: Decided['over'][number]): Stretch => ({
  afterMs: Date.parse(after),
  untilMs: Date.parse(until),
});

const written = ({ afterMs, untilMs }: Stretch): Decided['over'][number] => ({
  after: new Date(afterMs).toISOString(),
  until: new Date(untilMs).toISOString(),
});

const stretchesMax = 8;

/**
 * Of too many, two become one, and what lies between is given up: rather never than twice. It is
 * the least of what is past; only a clock that is set back gets there.
 */
function bounded(stretches: readonly Stretch[], nowMs: number): readonly Stretch[] {
  if (stretches.length <= stretchesMax) return stretches;
  const losses = stretches.slice(1).map(({ afterMs }, at) => {
    const gapMs = afterMs - (stretches[at]?.untilMs ?? 0);
    return afterMs > nowMs ? gapMs + Number.MAX_SAFE_INTEGER : gapMs;
  });
  const at = losses.indexOf(Math.min(...losses));
  const pair = stretches.slice(at, at + 2);
  const afterMs = Math.min(...pair.map((one) => one.afterMs));
  const untilMs = Math.max(...pair.map((one) => one.untilMs));
  return [...stretches.slice(0, at), { afterMs, untilMs }, ...stretches.slice(at + 2)];
}

/** The last occurrence up to now. Mostly it is the only one; but they may be a year of minutes. */
function latestUpTo({ cron, zone }: Timing, afterMs: number, nowMs: number): number | undefined {
  let latest = nextAfter(cron, zone, afterMs);
  if (latest === undefined || latest > nowMs) return undefined;
  let high = nowMs;
  for (let middle = latest; latest < high; middle = Math.floor((latest + high) / 2)) {
    const next = nextAfter(cron, zone, middle) ?? Infinity;
    if (next > nowMs) high = middle;
    else latest = next;
  }
  return latest;
}

/** How many occurrences there are between two moments, both left out. */
function countBetween({ cron, zone }: Timing, afterMs: number, beforeMs: number): number {
  let count = 0;
  let atMs = nextAfter(cron, zone, afterMs);
  while (atMs !== undefined && atMs < beforeMs && count < missedMax) {
    count += 1;
    atMs = nextAfter(cron, zone, atMs);
  }
  return count;
}

/** The next occurrence that is not over. */
function nextOpen({ cron, zone }: Timing, over: readonly Stretch[], nowMs: number) {
  let next = nextAfter(cron, zone, nowMs);
  for (const stretch of over)
    if (next !== undefined && isIn(stretch, next)) next = nextAfter(cron, zone, stretch.untilMs);
  return next;
}
