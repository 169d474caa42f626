import { join } from 'node:path';
import type { ConductorLog, LogPart } from '../core/conductor-log.ts';
import { stamped } from '../core/conductor-log.ts';
import { layout } from '../core/layout.ts';
import type { Disk } from '../core/ports.ts';
import { fs } from './builtins.ts';
import { openToAppend } from './disk-open.ts';

/** So much is kept in one file, and as much of what was said before. */
const bytesMax = 1024 * 1024;

/** The log of a workspace. Written past `Disk`: it must never be what stops a conductor. */
export function createConductorLog(
  root: string,
  disk: Pick<Disk, 'size' | 'readFrom'>,
  now: () => string,
): ConductorLog {
  const pathOf = (part: LogPart) =>
    join(root, part === 'newest' ? layout.conductorLog : layout.olderConductorLog);
  let file: number | undefined;

  /** The open one, unless it is full, or another has its name by now. */
  const openNow = (): number => {
    const named = file && fs.lstatSync(pathOf('newest'), { throwIfNoEntry: false });
    const isFit = named && named.ino === fs.fstatSync(file ?? -1).ino && named.size <= bytesMax;
    // Removed, it is not made again: its folder may be about to go the same way.
    if (file !== undefined && (isFit || !named)) return file;
    const full = file;
    file = undefined;
    if (full !== undefined) fs.closeSync(full);
    file = openLog(root);
    return file;
  };

  return {
    say(line) {
      try {
        fs.writeSync(openNow(), stamped(now(), line));
      } catch {
        // A full disk, say, is told where it matters.
      }
    },
    size: (part) => disk.size(pathOf(part)),
    readAt: (part, offset, most) => disk.readFrom(pathOf(part), offset, most),
  };
}

/** Opens the log to append to it; one that has grown too large is put aside for a fresh one. */
export function openLog(root: string): number {
  const path = join(root, layout.conductorLog);
  const file = openToAppend(path);
  if (fs.fstatSync(file).size <= bytesMax) return file;
  fs.closeSync(file);
  fs.renameSync(path, join(root, layout.olderConductorLog));
  return openToAppend(path);
}
