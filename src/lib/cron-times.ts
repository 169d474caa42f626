import type { Cron } from './cron.ts';
import type { Shift, Zone } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A timestamp has four digits for its year. */
const endMs = Date.UTC(9999, 11, 30);

/**
 * The first moment after `afterMs` at which it recurs; undefined where the calendar ends before.
 * Where the clocks change it does as cronie: a time of day that is skipped comes at the first
 * moment after it, all that are skipped together once; one that comes twice counts the first
 * time. What recurs through the day comes whenever the clocks show it.
 */
export function nextAfter(cron: Cron, zone: Zone, afterMs: number): number | undefined {
  let fromMs = Math.floor(afterMs) + 1;
  while (fromMs < endMs) {
    const { since, offsetMs, untilMs } = zone.stretchAt(fromMs);
    if (since?.atMs === fromMs && skipsSome(cron, since)) return fromMs;

    const repeatedUntilMs = since && !cron.isThroughDay ? since.atMs + since.beforeMs : -Infinity;
    const civilMs = nextCivil(cron, Math.max(fromMs + offsetMs, repeatedUntilMs));
    if (civilMs === undefined) return undefined;
    if (civilMs - offsetMs < untilMs) return civilMs - offsetMs;
    // What is set back soon shows again what we have passed. Later changes show and skip nothing that
    // recurs, up to two days before the next time: no clock is further away from UTC.
    fromMs = untilMs < fromMs + 2 * dayMs ? untilMs : Math.max(untilMs, civilMs - 2 * dayMs);
  }
  return undefined;
}

/** Whether the clocks leap over a time of day at which it recurs. */
const skipsSome = (cron: Cron, { atMs, beforeMs, afterMs }: Shift): boolean =>
  !cron.isThroughDay &&
  beforeMs < afterMs &&
  (nextCivil(cron, atMs + beforeMs) ?? Infinity) < atMs + afterMs;

/** The first local time from there on, as if it were UTC. */
function nextCivil(cron: Cron, fromMs: number): number | undefined {
  const minute = Math.ceil(fromMs / minuteMs);
  const today = Math.floor((minute * minuteMs) / dayMs) * dayMs;
  const later = isDay(cron, new Date(today))
    ? firstTime(cron, minute - today / minuteMs)
    : undefined;
  if (later !== undefined) return today + later * minuteMs;

  const day = nextDay(cron, today + dayMs);
  return day === undefined ? undefined : day + (firstTime(cron, 0) ?? 0) * minuteMs;
}

/** The first minute of a day, from one of it on. */
function firstTime({ hours, minutes }: Cron, from: number): number | undefined {
  const hour = Math.floor(from / 60);
  const later = hours.includes(hour) ? minutes.find((one) => one >= from % 60) : undefined;
  if (later !== undefined) return hour * 60 + later;
  const next = hours.find((one) => one > hour);
  return next === undefined ? undefined : next * 60 + (minutes[0] ?? 0);
}

function nextDay(cron: Cron, fromMs: number): number | undefined {
  let dayAtMs = fromMs;
  while (dayAtMs < endMs) {
    const date = new Date(dayAtMs);
    if (!cron.months.includes(date.getUTCMonth() + 1))
      dayAtMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    else if (isDay(cron, date)) return dayAtMs;
    else dayAtMs += dayMs;
  }
  return undefined;
}

function isDay({ months, days, weekdays, isEitherDay }: Cron, date: Date): boolean {
  if (!months.includes(date.getUTCMonth() + 1)) return false;
  const isDayOfMonth = days.includes(date.getUTCDate());
  const isDayOfWeek = weekdays.includes(date.getUTCDay());
  return isEitherDay ? isDayOfMonth || isDayOfWeek : isDayOfMonth && isDayOfWeek;
}
