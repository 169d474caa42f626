import assert from 'node:assert/strict';
import { parseCron } from '../../src/lib/cron.ts';
import { nextAfter } from '../../src/lib/cron-times.ts';
import { zoneNamed } from '../../src/lib/zone.ts';
import type { Dice } from '../simulation/dice.ts';

/** A random expression, and what it means, told apart from how it is read. */
export interface RandomCron {
  readonly text: string;
  /** Whether it is on at a local time, told as if it were UTC. */
  readonly isOn: (civilMs: number) => boolean;
  readonly isThroughDay: boolean;
}

const minuteMs = 60_000;

/** An hour, an hour elsewhere, half an hour on the other half of the globe, and no change at all. */
export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
] as const;

/** Throws unless a random expression fires through a year of a zone as cronie has it. */
export function mustAgree(dice: Dice, name: string, year: number): void {
  const cron = randomCron(dice);
  const parsed = parseCron(cron.text);
  const zone = zoneNamed(name);
  const [fromMs, toMs] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const lived = liveThrough(cron, name, fromMs, toMs);
  // Of a date that never comes nothing is lived either.
  if (!parsed.ok) assert.match(parsed.problems[0]?.message ?? '', /never comes/, cron.text);
  assert.ok(zone);
  const found: number[] = [];
  let atMs: number | undefined = parsed.ok ? nextAfter(parsed.cron, zone, fromMs) : undefined;
  while (parsed.ok && atMs !== undefined && atMs <= toMs) {
    found.push(atMs);
    atMs = nextAfter(parsed.cron, zone, atMs);
  }
  const at = found.findIndex((one, place) => one !== lived[place]);
  const first = at < 0 ? Math.min(found.length, lived.length) : at;
  assert.deepEqual(
    found.slice(first, first + 3).map(iso),
    lived.slice(first, first + 3).map(iso),
    `${cron.text} in ${name}, ${year}`,
  );
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

/**
 * The moments of a stretch at which cronie fires, found by living it minute by minute: an hour
 * that the clocks skip is made up for once, an hour that they show again is not lived again.
 */
export function liveThrough(
  { isOn, isThroughDay }: RandomCron,
  zone: string,
  fromMs: number,
  toMs: number,
): number[] {
  const offsetAt = offsetsOf(zone);
  const fired: number[] = [];
  let shown = fromMs + offsetAt(fromMs);
  for (let atMs = fromMs + minuteMs; atMs <= toMs; atMs += minuteMs) {
    const civil = atMs + offsetAt(atMs);
    const isRepeated = civil <= shown;
    let isDue = (isThroughDay || !isRepeated) && isOn(civil);
    if (!isThroughDay)
      for (let skipped = shown + minuteMs; skipped < civil; skipped += minuteMs)
        isDue ||= isOn(skipped);
    if (isDue) fired.push(atMs);
    shown = Math.max(shown, civil);
  }
  return fired;
}

/** Clocks change at half hours: it is enough to ask once for each. */
function offsetsOf(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const halfMs = 30 * minuteMs;
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  return (atMs) => {
    const half = Math.floor(atMs / halfMs) * halfMs;
    const offset = known.get(half) ?? Date.parse(`${format.format(half)}Z`) - half;
    known.set(half, offset);
    return offset;
  };
}

const offsets = new Map<string, Map<number, number>>();

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dayNames = 'sun mon tue wed thu fri sat'.split(' ');

/** Any expression; the hours at which clocks change are more likely than others. */
export function randomCron(dice: Dice): RandomCron {
  const minute = randomField(dice, 0, 59);
  const hour = dice.oneIn(2) ? items(dice, 1, 2) : randomField(dice, 0, 23);
  const day = dice.oneIn(4) ? randomField(dice, 1, 31) : everything;
  const month = dice.oneIn(4) ? randomField(dice, 1, 12, monthNames) : everything;
  const weekday = dice.oneIn(4) ? randomField(dice, 0, 6, dayNames) : everything;
  const isEither = !day.text.startsWith('*') && !weekday.text.startsWith('*');
  return {
    text: [minute, hour, day, month, weekday].map(({ text }) => text).join(' '),
    isThroughDay: /[*/]/.test(hour.text),
    isOn(civilMs) {
      const minutes = Math.floor(civilMs / minuteMs);
      if (!minute.has(minutes % 60) || !hour.has(Math.floor(minutes / 60) % 24)) return false;
      const civil = new Date(civilMs);
      if (!month.has(civil.getUTCMonth() + 1)) return false;
      const [isDay, isWeekday] = [day.has(civil.getUTCDate()), weekday.has(civil.getUTCDay())];
      return isEither ? isDay || isWeekday : isDay && isWeekday;
    },
  };
}

interface RandomField {
  readonly text: string;
  readonly has: (value: number) => boolean;
}

const everything: RandomField = { text: '*', has: () => true };

function randomField(
  dice: Dice,
  least: number,
  most: number,
  names?: readonly string[],
): RandomField {
  const step = 1 + dice.below(most - least);
  if (dice.oneIn(4)) return { text: `*/${step}`, has: (value) => (value - least) % step === 0 };
  return dice.oneIn(4) ? everything : items(dice, least, most, names);
}

/** Numbers, ranges and ranges with a step: a list of one to three. */
function items(dice: Dice, least: number, most: number, names?: readonly string[]): RandomField {
  const named = (value: number): string =>
    (dice.oneIn(2) ? names?.[value - least] : undefined) ?? String(value);
  const item = (): RandomField => {
    const from = least + dice.below(most - least + 1);
    const to = from + dice.below(most - from + 1);
    const step = 1 + dice.below(Math.max(1, Math.floor((most - least) / 2)));
    return dice.pick<RandomField>([
      { text: named(from), has: (value) => value === from },
      { text: `${named(from)}-${named(to)}`, has: (value) => from <= value && value <= to },
      {
        text: `${from}-${named(to)}/${step}`,
        has: (value) => from <= value && value <= to && (value - from) % step === 0,
      },
    ]);
  };
  const all = Array.from({ length: 1 + dice.below(3) }, item);
  return {
    text: all.map(({ text }) => text).join(','),
    has: (value) => all.some((one) => one.has(value)),
  };
}
