import { optional, string } from '../lib/schema.ts';
import { quoted } from '../lib/text.ts';
import { readWallTime } from '../lib/wall-time.ts';
import { localZone, zoneNamed } from '../lib/zone.ts';
import { Failure } from './failure.ts';
import type { Instant } from './instant.ts';
import { unknownZone } from './unknown-zone.ts';
import { durationOf, longestMs } from './words.ts';

/** How a task is told not to start yet. */
export const startTimeOptions = {
  delay: optional(string('Start no earlier than after this long (10m).')),
  at: optional(string('Start no earlier than then (09:00, "tomorrow 09:00", 2026-12-01T09:00).')),
  tz: optional(string('The zone whose clocks --at means (Europe/Berlin); else the one of here.')),
};

interface Said {
  readonly delay?: string | undefined;
  readonly at?: string | undefined;
  readonly tz?: string | undefined;
}

/** The timestamp before which a task does not start. Throws a Failure that names the flag. */
export function startTimeOf({ delay, at, tz }: Said, now: Instant): string | undefined {
  const nowMs = Date.parse(now.at);
  if (delay !== undefined && at !== undefined)
    throw new Failure('usage', '--delay and --at both say when it starts', {
      hint: 'leave one of them out',
    });
  if (tz !== undefined && at === undefined)
    throw new Failure('usage', '--tz says which clocks --at means, and there is no --at', {
      hint: 'such as --at 09:00, or leave --tz out',
    });
  if (delay !== undefined) return written(nowMs + durationOf('delay', delay));
  return at === undefined ? undefined : written(momentOf(at, tz, nowMs));
}

const written = (atMs: number): string => new Date(atMs).toISOString();

function momentOf(at: string, tz: string | undefined, nowMs: number): number {
  const zone = tz === undefined ? localZone() : zoneNamed(tz);
  if (!zone)
    throw new Failure('usage', `--tz: ${unknownZone(tz ?? '')}`, {
      hint: 'take a name of the IANA list, such as Europe/Berlin, or UTC',
    });
  const read = readWallTime(at, zone, nowMs);
  if (!read.ok) throw new Failure('usage', `--at: ${read.problem}`, { hint: read.hint });
  if (read.atMs - nowMs <= longestMs) return read.atMs;
  throw new Failure('usage', `--at is more than ten years away: ${quoted(at)}`, {
    hint: 'take less, or leave --at out',
  });
}
