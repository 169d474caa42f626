import { dirname, join } from 'node:path';
import type { Disk } from '../../core/ports.ts';

/** Makes a folder below the root, with all above it; when it returns, they are there for good. */
export type MakeWay = (folder: string) => void;

/** One for all who make folders below `root`: of each it makes sure once. */
export function createWays(disk: Disk, root: string): MakeWay {
  const firm = new Set<string>();
  return function makeWay(folder) {
    if (folder === '.' || (firm.has(folder) && disk.exists(join(root, folder)))) return;
    makeWay(dirname(folder));
    // One that is there may not have reached the disk, with all that was moved there since.
    disk.makeFolder(join(root, folder));
    firm.add(folder);
  };
}
