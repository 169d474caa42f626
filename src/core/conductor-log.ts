import { formatStamp } from '../lib/moment.ts';

/** What conductors in the background, and daemons, say of what they do: `conductor.log`. */
export interface ConductorLog {
  /** Appends a line, with date and time. What the disk refuses is lost; nothing is thrown. */
  say(line: string): void;
  /** How many bytes there are: in the log, or in `older`, what was in it before it grew too large. */
  size(part: LogPart): number;
  readAt(part: LogPart, offset: number, bytesMax: number): Uint8Array;
}
export type LogPart = 'older' | 'newest';

/** A line as it is written down; what has several becomes several. */
export const stamped = (at: string, text: string): string =>
  text
    .split('\n')
    .map((line) => `${formatStamp(at)} ${line}\n`)
    .join('');

/** A line as it was written: when, where that can be told, and what was said. */
export function readStamped(line: string): { at?: string; text: string } {
  const [, day, time, text] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (.*)$/s.exec(line) ?? [];
  const at = new Date(`${day}T${time}`);
  if (text === undefined || Number.isNaN(at.getTime())) return { text: line };
  return { at: at.toISOString(), text };
}
