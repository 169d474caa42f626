import { dirname, join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';

/** Where the folder of a run is, below the root: among the others, or in the archive. */
export const folderOfRun = (disk: Disk, root: string, run: number): string =>
  !disk.exists(join(root, layout.run(run))) && disk.exists(join(root, layout.archivedRun(run)))
    ? layout.archivedRun(run)
    : layout.run(run);

/** What is to be moved, below the root, and where to. */
export type Move = readonly [from: string, to: string];

/** Moves to the archive what is there; when it returns, for good. */
export function moveAway(disk: Disk, root: string, moves: readonly Move[]): void {
  const at = (path: string) => join(root, path);
  for (const [place, [from, to]] of moves.entries()) {
    makeWay(disk, at, dirname(to));
    const durable = place === moves.length - 1;
    if (disk.move(at(from), at(to), { durable }) || !durable) continue;
    // One that was moved already may not have reached the disk: the fsync is for it as well.
    if (disk.exists(dirname(at(from)))) disk.erase(at(from), { durable });
  }
}

function makeWay(disk: Disk, at: (path: string) => string, folder: string): void {
  if (disk.exists(at(folder))) return;
  if (folder !== dirname(folder)) makeWay(disk, at, dirname(folder));
  disk.makeFolder(at(folder));
}
