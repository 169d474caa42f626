import { dirname, join } from 'node:path';
import type { Disk } from '../../core/ports.ts';

/** Makes the folders, below `root`, on the way to what is put into the archive. */
export function makeWay(disk: Disk, root: string, path: string): void {
  const folder = dirname(path);
  if (disk.exists(join(root, folder))) return;
  if (folder !== '.') makeWay(disk, root, folder);
  disk.makeFolder(join(root, folder));
}
