import { formatAgo } from './moment.ts';
import { momentsOf, type Zone } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export type ReadWallTime =
  | { readonly ok: true; readonly atMs: number }
  | { readonly ok: false; readonly problem: string; readonly hint: string };

/**
 * The moment to come that a person means by `09:00` (the next one), `tomorrow 09:00`,
 * `2026-12-01T09:00` or `2026-12-01 09:00+01:00`; without an offset, by the clocks of the zone.
 */
export function readWallTime(text: string, zone: Zone, nowMs: number): ReadWallTime {
  const parts = form.exec(text.trim())?.groups;
  if (!parts) return refuse(noTime(text.trim()), `such as ${forms}`);
  const { day = '', time = '', offset } = parts;
  const wrong = problemWithDay(day) ?? problemWithTime(time) ?? problemWithOffset(offset);
  if (wrong !== undefined) return refuse(wrong, `such as ${forms}`);

  const clocks = clocksOf(zone, offset);
  const ofDayMs = timeOf(time);
  const civils = daysMeant(day, clocks.shownAt(nowMs)).map((dayAtMs) => dayAtMs + ofDayMs);
  const moments = civils.map(clocks.momentsOf);
  const [next, second] = moments.flat().filter((atMs) => atMs > nowMs);
  const [civil = 0] = civils;
  if (day === '') return next === undefined ? refuseSkipped(zone, civil) : found(next);
  if (moments.flat().length === 0) return refuseSkipped(zone, civil);
  if (second !== undefined && next !== undefined) return refuseTwice(zone, civil, [next, second]);
  return next === undefined ? refusePast(zone, civil, moments.flat(), nowMs) : found(next);
}

/** A moment by the clocks of a zone, as it can be read again: `2026-12-01T09:00+01:00`. */
export function spellWallTime(atMs: number, zone: Zone): string {
  const offsetMs = zone.offsetMs(atMs);
  const civil = new Date(atMs + offsetMs).toISOString();
  const seconds = civil.slice(17, 19);
  return `${civil.slice(0, 16)}${seconds === '00' ? '' : `:${seconds}`}${spellOffset(offsetMs)}`;
}

const form =
  /^(?:(?<day>today|tomorrow|\d{4}-\d\d-\d\d)(?:T|\s+))?(?<time>\d{1,2}:\d\d(?::\d\d(?:\.\d{1,3})?)?)\s*(?<offset>Z|[+-]\d\d:?\d\d)?$/i;
const forms = '09:00, "tomorrow 09:00", 2026-12-01T09:00 or 2026-12-01T09:00+01:00';

const found = (atMs: number): ReadWallTime => ({ ok: true, atMs });
const refuse = (problem: string, hint: string): ReadWallTime => ({ ok: false, problem, hint });

function noTime(text: string): string {
  const shown = JSON.stringify(text.slice(0, 80));
  const isDay = /^(?:today|tomorrow|\d{4}-\d\d-\d\d)$/i.test(text);
  return isDay ? `${shown} names no time of day` : `${shown} is no date and time`;
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

function problemWithDay(day: string): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const name = monthNames[month - 1];
  if (name === undefined) return `there is no ${day}: a year has 12 months`;
  const days = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const most = month === 2 && !isLeap ? 28 : days;
  if (date >= 1 && date <= most) return undefined;
  return `there is no ${day}: ${name} ${year} has ${most} days`;
}

function problemWithTime(time: string): string | undefined {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  if (hour > 23) return `there is no ${time}: hours go from 0 to 23`;
  if (minute > 59) return `there is no ${time}: minutes go from 0 to 59`;
  return second >= 60 ? `there is no ${time}: seconds go from 0 to 59` : undefined;
}

function problemWithOffset(offset: string | undefined): string | undefined {
  if (offset === undefined || /^Z$|^[+-](?:0\d|1[0-3]):?[0-5]\d$|^\+14:?00$/i.test(offset))
    return undefined;
  return `no clocks are ${offset} from UTC`;
}

interface Clocks {
  /** Local time, as if it were UTC. */
  readonly shownAt: (atMs: number) => number;
  readonly momentsOf: (civilMs: number) => number[];
}

function clocksOf(zone: Zone, offset: string | undefined): Clocks {
  if (offset === undefined)
    return {
      shownAt: (atMs) => atMs + zone.offsetMs(atMs),
      momentsOf: (civilMs) => momentsOf(zone, civilMs),
    };
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs;
  const offsetMs = sign === '-' ? -size : size;
  return {
    shownAt: (atMs) => atMs + offsetMs,
    momentsOf: (civilMs) => [civilMs - offsetMs],
  };
}

function timeOf(time: string): number {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  return Math.round(((hour * 60 + minute) * 60 + second) * 1000);
}

/** Without a day, it is today or, where that is past or skipped, one of the next. */
function daysMeant(day: string, shownMs: number): number[] {
  const today = Math.floor(shownMs / dayMs) * dayMs;
  if (day === '') return [today, today + dayMs, today + 2 * dayMs];
  if (/^today$/i.test(day)) return [today];
  return [/^tomorrow$/i.test(day) ? today + dayMs : Date.parse(day)];
}

function refuseSkipped(zone: Zone, civilMs: number): ReadWallTime {
  const shift = zone.stretchAt(civilMs + dayMs).since;
  const [from, to] = [shift?.beforeMs, shift?.afterMs].map((offsetMs = 0) =>
    civilText((shift?.atMs ?? 0) + offsetMs).slice(-5),
  );
  return refuse(
    `${civilText(civilMs)} does not come in ${zone.name}: the clocks go from ${from} to ${to}`,
    `the first moment after it is ${to}`,
  );
}

function refuseTwice(zone: Zone, civilMs: number, moments: readonly number[]): ReadWallTime {
  const [first, second] = moments.map((atMs) => spellWallTime(atMs, zone));
  return refuse(
    `${civilText(civilMs)} comes twice in ${zone.name}, where the clocks are set back`,
    `the first is ${first}, the second ${second}`,
  );
}

function refusePast(
  zone: Zone,
  civilMs: number,
  moments: readonly number[],
  nowMs: number,
): ReadWallTime {
  const ago = formatAgo(nowMs - Math.max(...moments));
  const now = civilText(nowMs + zone.offsetMs(nowMs));
  return refuse(`${civilText(civilMs)} is past: ${ago}`, `it is ${now} in ${zone.name}`);
}

/** Local time for people. */
const civilText = (civilMs: number): string =>
  new Date(civilMs).toISOString().slice(0, 16).replace('T', ' ');

function spellOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / minuteMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
