import type { Mended } from '../../operations/mend.ts';
import { exits, type Stage } from '../stage.ts';

/** What was mended is data; what had to be left is told, and that nothing was changed. */
export function tellMended({ repairs }: Mended, { terminal }: Stage): void {
  if (repairs.length === 0) terminal.out('nothing is out of order\n');
  for (const { is, says } of repairs)
    if (is === 'left') terminal.err(`error: ${says}\n`);
    else terminal.out(`${says}\n`);
  const isTrial = repairs.some(({ is }) => is === 'found');
  if (isTrial) terminal.err('nothing was changed; without --dry-run it is done\n');
}

/** Fails where something had to be left. */
export const exitOfMended = ({ repairs }: Mended): number =>
  repairs.some(({ is }) => is === 'left') ? exits.failed : exits.ok;
