import { dirname, join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import { createWays } from './ways.ts';

/** Where the folder of a run is, below the root: among the others, or in the archive. */
export const folderOfRun = (disk: Disk, root: string, run: number): string =>
  !disk.exists(join(root, layout.run(run))) && disk.exists(join(root, layout.archivedRun(run)))
    ? layout.archivedRun(run)
    : layout.run(run);

/** What is to be moved, below the root, and where to. */
export type Move = readonly [from: string, to: string];

/** Moves to the archive what is there; when it returns, for good. */
export type MoveAway = (moves: readonly Move[]) => void;

/** One for all that is put away below `root`. */
export function createMoveAway(disk: Disk, root: string): MoveAway {
  const at = (path: string) => join(root, path);
  const makeWay = createWays(disk, root);
  return (moves) => {
    for (const [place, [from, to]] of moves.entries()) {
      makeWay(dirname(to));
      const durable = place === moves.length - 1;
      if (disk.move(at(from), at(to), { durable }) || !durable) continue;
      // One that was moved already may not have reached the disk: the fsync is for it as well.
      if (disk.exists(dirname(at(from)))) disk.erase(at(from), { durable });
    }
  };
}
