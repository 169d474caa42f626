const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** How long ago, in its largest unit: `12s ago`, `5m ago`, `3h ago`, `2d ago`. */
export const formatAgo = (ms: number): string => `${roughly(ms)} ago`;

/** A moment by the clock on the wall, and how far it is: `2026-03-01 12:00:00, 5m ago`, `…, in 5m`. */
export function formatMoment(iso: string, nowMs: number): string {
  return `${wallTime(new Date(iso))}, ${formatDistance(iso, nowMs)}`;
}

/** How far a moment is: `5m ago`, `in 5m`. */
export function formatDistance(iso: string, nowMs: number): string {
  const distanceMs = nowMs - Date.parse(iso);
  return distanceMs >= 0 ? formatAgo(distanceMs) : `in ${roughly(-distanceMs)}`;
}

/** A moment by the clock on the wall: `2026-03-01 12:00:00`. */
export const formatStamp = (iso: string): string => wallTime(new Date(iso));

/** A moment of these months by the clock on the wall: `03-01 14:05`. */
export const formatClock = (iso: string): string => wallTime(new Date(iso)).slice(5, 16);

function roughly(ms: number): string {
  const [unit, unitMs] = units.find(([, each]) => ms >= each) ?? ['s', 1_000];
  return `${Math.max(0, Math.floor(ms / unitMs))}${unit}`;
}

/** The local time, in an order that sorts. */
function wallTime(moment: Date): string {
  const parts = [moment.getMonth() + 1, moment.getDate()].map(twoDigits);
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits);
  return `${moment.getFullYear()}-${parts.join('-')} ${time.join(':')}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
