import { harmless } from '../../lib/text.ts';
import type { TaskResults } from '../../operations/task-results.ts';

/** More than a person reads one by one. */
const linesMax = 20;

/** What became of tasks that were to go: those that went, and in sum; and why others stay. */
export function wordsOf(
  results: TaskResults,
  sum: string,
  nothing: string,
): { readonly out: string; readonly err: string } {
  const kept = results.filter(({ ok }) => ok === 'no').map(({ message }) => harmless(message));
  const gone = results.filter(({ ok }) => ok === 'yes').map(({ message }) => message);
  const last = results.length === 0 ? nothing : sum;
  return { out: textOf([...(gone.length > linesMax ? [] : gone), last]), err: textOf(kept) };
}

/** `1 task`, `no tasks`. */
export const tasksIn = (count: number): string =>
  count === 1 ? '1 task' : `${count || 'no'} tasks`;

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
