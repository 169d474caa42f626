import { Failure } from '../core/failure.ts';
import { parseTaskNumber, type TaskRecord, taskIdOf } from '../core/task.ts';
import { parseDuration } from '../lib/duration.ts';
import { quoted } from '../lib/text.ts';
import type { Context } from './operation.ts';

/** Dates beyond the year 9999 could not be written, and nobody waits that long. */
const longestMs = 10 * 365 * 86_400_000;

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

/** The record of a task that a person named. Throws a Failure when there is none. */
export function taskNamed({ store }: Context, word: string): TaskRecord {
  const number = numberOf(word);
  const task = store.tasks.read(number);
  if (task) return task;
  throw new Failure('not_found', `there is no ${taskIdOf(number)}`, { hint: 'orchestra status' });
}

/** The records of all tasks that a person named. Throws a Failure that names all that are none. */
export function tasksNamed(context: Context, words: readonly string[]): TaskRecord[] {
  const failures: Failure[] = [];
  const tasks = words.flatMap((word) => {
    try {
      return [taskNamed(context, word)];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
      return [];
    }
  });
  const [first, ...others] = failures;
  if (!first) return tasks;
  if (others.length === 0) throw first;
  const message = failures.map((failure) => failure.message).join('; ');
  throw new Failure(first.code, message, { hint: first.hint });
}
