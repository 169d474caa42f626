import { formatBytes } from '../../lib/bytes.ts';
import type { Infer } from '../../lib/schema.ts';
import { harmless } from '../../lib/text.ts';
import type { clean } from '../../operations/clean.ts';

/** More than a person reads one by one. */
const linesMax = 20;

/** What was removed and what was not, for people. */
export function printClean({ results, removed, bytes, dryRun }: Infer<(typeof clean)['output']>): {
  readonly out: string;
  readonly err: string;
} {
  const kept = results.filter(({ ok }) => ok === 'no').map(({ message }) => harmless(message));
  const gone = results.filter(({ ok }) => ok === 'yes').map(({ message }) => message);
  const sum = results.length === 0 ? 'nothing to remove' : sumOf(removed, bytes, dryRun);
  return { out: textOf([...(gone.length > linesMax ? [] : gone), sum]), err: textOf(kept) };
}

function sumOf(removed: number, bytes: number | undefined, dryRun: boolean): string {
  const tasks = removed === 1 ? '1 task' : `${removed || 'no'} tasks`;
  if (dryRun) return `${tasks} would be removed`;
  return `removed ${tasks}${bytes === undefined ? '' : `, ${formatBytes(bytes)}`}`;
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
