/**
 * The longest that a timer of Node waits, some 24 days; one that should wait longer rings at once
 * (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args).
 */
export const timerMsMax = 2 ** 31 - 1;

const unitsMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const amount = String.raw`\d+(?:\.\d+)?`;
const spelled = new RegExp(
  `^${Object.keys(unitsMs)
    .map((unit) => `(?:(?<${unit}>${amount})${unit}\\s*)?`)
    .join('')}$`,
);

/** Reads `30m`, `1h30m`, `1.5h` or `90` (seconds) as milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;

  const parts = spelled.exec(/^[\d.]+$/.test(trimmed) ? `${trimmed}s` : trimmed)?.groups;
  if (!parts) return undefined;
  const ms = Object.entries(unitsMs).reduce(
    (sum, [unit, unitMs]) => sum + Number(parts[unit] ?? 0) * unitMs,
    0,
  );
  return ms <= Number.MAX_SAFE_INTEGER ? Math.round(ms) : undefined;
}

/** Spells milliseconds so that reading them gives the very same: `1h30m`, `90s`, `250ms`. */
export function spellDuration(ms: number): string {
  const parts: string[] = [];
  let left = ms;
  for (const [unit, unitMs] of Object.entries(unitsMs)) {
    const count = Math.floor(left / unitMs);
    if (count > 0) parts.push(`${count}${unit}`);
    left -= count * unitMs;
  }
  return parts.join('') || '0';
}

/**
 * Shows the time that has fully passed, in its two largest units: `1.4s`, `12s`, `3m 04s`,
 * `1h 02m`, `2d 03h`. A negative span, from a clock set back, reads `0s`.
 */
export function formatDuration(ms: number): string {
  const tenths = Math.floor(ms / 100);
  if (!(tenths > 0)) return '0s';
  if (tenths < 100) return `${(tenths / 10).toFixed(1)}s`;

  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return `${seconds}s`;
  if (hours === 0) return `${minutes}m ${twoDigits(seconds % 60)}s`;
  if (hours < 24) return `${hours}h ${twoDigits(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d ${twoDigits(hours % 24)}h`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
