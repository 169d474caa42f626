import { parseDuration } from '../lib/duration.ts';
import { quoted } from '../lib/text.ts';
import { Failure } from './failure.ts';
import { parseTaskNumber } from './task.ts';

/** Dates beyond the year 9999 could not be written, and nobody waits that long. */
export const longestMs = 10 * 365 * 86_400_000;

/** A duration that a person typed, in milliseconds. Throws a Failure that names the flag. */
export function durationOf(flag: string, text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms > 0 && ms <= longestMs) return ms;
  if (ms !== undefined && ms > longestMs)
    throw new Failure('usage', `--${flag} is longer than ten years: ${quoted(text)}`, {
      hint: `take less, or leave --${flag} out`,
    });
  throw new Failure('usage', `--${flag} is no duration: ${quoted(text)}`, {
    hint: 'such as 90 (seconds), 30m, 1h30m, 2d',
  });
}

/** A task's number from what a person typed. Throws a Failure for anything else. */
export function numberOf(word: string): number {
  const number = parseTaskNumber(word);
  if (number !== undefined) return number;
  throw new Failure('usage', `${quoted(word)} is no task`, {
    hint: 'tasks are named 12 or task_12',
  });
}

/** A prompt as it was given. Throws a Failure for one that no agent can read. */
export function promptFrom(text: string): string {
  if (text.trim() === '')
    throw new Failure('usage', 'the prompt is empty', {
      hint: 'orchestra start AGENT "what to do"',
    });
  if (text.includes('\0'))
    throw new Failure('usage', 'the prompt holds a NUL byte, which no agent can read', {
      hint: 'leave it out, or put the bytes into a file and name that in the prompt',
    });
  return text;
}
