import type { Infer } from '../../lib/schema.ts';
import type { archive } from '../../operations/archive.ts';
import { tasksIn, wordsOf } from './gone.ts';

/** What was put away and what was not, for people. */
export function printArchive({ results, archived, dryRun }: Infer<(typeof archive)['output']>) {
  const sum = `${tasksIn(archived)} ${dryRun ? 'would be archived' : 'archived'}`;
  return wordsOf(results, sum, 'nothing to archive');
}
