import { formatBytes } from '../../lib/bytes.ts';
import type { Infer } from '../../lib/schema.ts';
import type { clean } from '../../operations/clean.ts';
import { tasksIn, wordsOf } from './gone.ts';

/** What was removed and what was not, for people. */
export function printClean({ results, removed, bytes, dryRun }: Infer<(typeof clean)['output']>) {
  const freed = bytes === undefined ? '' : `, ${formatBytes(bytes)}`;
  const sum = dryRun
    ? `${tasksIn(removed)} would be removed`
    : `removed ${tasksIn(removed)}${freed}`;
  return wordsOf(results, sum, 'nothing to remove');
}
