import { layout } from '../../core/layout.ts';
import { isOlderNumber, isOlderTaskText } from '../../core/older-task.ts';
import type { Disk } from '../../core/ports.ts';

/** Whether a file that is no record of ours is one of an older tool, whose numbers look like ours. */
export function isOlderTask(disk: Disk, root: string, number: number): boolean {
  if (isOlderNumber(number)) return true;
  const report = disk.readReport(`${root}/${layout.task(number)}`);
  return report !== undefined && isOlderTaskText(report.text);
}
