/** A time zone: how far its clocks are from UTC, and when that changes. */
export interface Zone {
  /** As it was asked for. */
  readonly name: string;
  readonly offsetMs: (atMs: number) => number;
  /** The stretch of equal offset that a moment is in, as far as it is known. */
  readonly stretchAt: (atMs: number) => Stretch;
}

/** A time in which the clocks of a zone keep their distance from UTC. */
export interface Stretch {
  /** The change before it; absent where that was long ago. */
  readonly since?: Shift;
  readonly offsetMs: number;
  /** Its end, or as far as was looked: then the next stretch has the same offset. */
  readonly untilMs: number;
}

/** A change of the clocks. */
export interface Shift {
  readonly atMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

const opened = new Map<string, Zone>();

/** A zone of the IANA list, such as `Europe/Berlin`; undefined where there is none of that name. */
export function zoneNamed(name: string): Zone | undefined {
  const known = opened.get(name);
  if (known) return known;
  const format = formatFor(name);
  if (!format) return undefined;
  const zone = createZone(name, format);
  opened.set(name, zone);
  return zone;
}

/** The zone of this machine, as `TZ` or its settings say. */
export function localZoneName(): string {
  // Where `TZ` is no name of the list there is none, whatever the types say: then dates are in UTC.
  const name: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isKnown = name !== undefined && name !== 'Etc/Unknown' && formatFor(name);
  return isKnown ? name : 'UTC';
}

/** The zone of this machine itself. */
export function localZone(): Zone {
  const zone = zoneNamed(localZoneName());
  if (!zone) throw new Error('this machine knows no time zones');
  return zone;
}

/** All names, for who misspelled one. */
export const zoneNames = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/**
 * The moments at which the clocks show a local time, which is told as if it were UTC: one, none
 * where it is skipped, two where it comes twice.
 */
export function momentsOf(zone: Zone, civilMs: number): number[] {
  const offsets = [civilMs - dayMs, civilMs + dayMs].map((near) => zone.offsetMs(near));
  return [...new Set(offsets.map((offset) => civilMs - offset))]
    .filter((atMs) => atMs + zone.offsetMs(atMs) === civilMs)
    .sort((a, b) => a - b);
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekMs = 7 * dayMs;
/** How far is looked for changes at once: somewhat more than a year. */
const chunkMs = 57 * weekMs;

/** Names alone: newer versions of Node would take `+01:00` as well, older ones would not. */
function formatFor(name: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function createZone(name: string, format: Intl.DateTimeFormat): Zone {
  const chunks = new Map<number, readonly Shift[]>();
  const shiftsIn = (chunk: number): readonly Shift[] => {
    const known = chunks.get(chunk);
    if (known) return known;
    const found = findShifts(chunk * chunkMs, (atMs) => offsetBy(format, atMs));
    chunks.set(chunk, found);
    return found;
  };

  const stretchAt = (atMs: number): Stretch => {
    const chunk = Math.floor(atMs / chunkMs);
    const shifts = [...shiftsIn(chunk - 1), ...shiftsIn(chunk)];
    const since = shifts.findLast((shift) => shift.atMs <= atMs);
    const next = shifts.find((shift) => shift.atMs > atMs);
    return {
      ...(since && { since }),
      offsetMs: since?.afterMs ?? next?.beforeMs ?? offsetBy(format, atMs),
      untilMs: next?.atMs ?? (chunk + 1) * chunkMs,
    };
  };
  return { name, stretchAt, offsetMs: (atMs) => stretchAt(atMs).offsetMs };
}

/** No zone has kept its clocks for less than a week and then put them back again. */
function findShifts(fromMs: number, offsetAt: (atMs: number) => number): Shift[] {
  const shifts: Shift[] = [];
  let beforeMs = offsetAt(fromMs - 1);
  for (let startMs = fromMs - 1; startMs < fromMs + chunkMs - 1; startMs += weekMs) {
    const afterMs = offsetAt(startMs + weekMs);
    if (afterMs !== beforeMs)
      shifts.push({
        atMs: bisect(startMs, startMs + weekMs, beforeMs, offsetAt),
        beforeMs,
        afterMs,
      });
    beforeMs = afterMs;
  }
  return shifts;
}

/** The first moment with another offset than the one that holds at `fromMs`. */
function bisect(
  fromMs: number,
  toMs: number,
  beforeMs: number,
  offsetAt: (atMs: number) => number,
): number {
  let [low, high] = [fromMs, toMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === beforeMs) low = middle;
    else high = middle;
  }
  return high;
}

/** What the clocks show, less what it is. */
function offsetBy(format: Intl.DateTimeFormat, atMs: number): number {
  const parts = Object.fromEntries(
    format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(atMs / 1000) * 1000;
}
