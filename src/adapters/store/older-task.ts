import { isOlderTaskText } from '../../core/older-task.ts';
import type { Disk } from '../../core/ports.ts';

/** True where a file in tasks/ belongs to an older tool, whose numbers may look like ours. */
export function isOlderTask(disk: Disk, path: string): boolean {
  const report = disk.readReport(path);
  return report !== undefined && isOlderTaskText(report.text);
}
