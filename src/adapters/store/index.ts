import { join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Clock, Disk, Processes } from '../../core/ports.ts';
import type { Store } from '../../core/store.ts';
import { createMoveAway } from './archive-folders.ts';
import { createControlFile } from './control-file.ts';
import { createIntentFiles } from './intent-files.ts';
import { createLock } from './lock.ts';
import { createQueueIndex, indexFolders } from './queue-index.ts';
import { createRecoveryFiles } from './recovery-files.ts';
import { createRequestFiles } from './request-files.ts';
import { createRunFiles } from './run-files.ts';
import { createTaskFiles } from './task-files.ts';
import { createTimetableFiles } from './timetable-files.ts';

/** The store of one workspace, over any disk. `root` is the absolute path of `.orchestra/`. */
export const createStore = (
  disk: Disk,
  root: string,
  clock: Clock,
  processes: Processes,
): Store => {
  const moveAway = createMoveAway(disk, root);
  const parts = {
    tasks: createTaskFiles(disk, root, moveAway),
    queue: createQueueIndex(disk, root, moveAway),
    runs: createRunFiles(disk, root, moveAway),
    intents: createIntentFiles(disk, root),
    requests: createRequestFiles(disk, root),
    controls: createControlFile(disk, root),
    timetables: createTimetableFiles(disk, root),
  };
  return {
    root,
    quarantined: () => disk.list(join(root, layout.quarantine)).sort(),
    tidy: (nowMs) => tidy(disk, root, nowMs),
    tryOut: () => tryOut(disk, join(root, layout.trial)),
    ...parts,
    recovery: createRecoveryFiles(disk, root, parts),
    lock: createLock(disk, root, clock, processes),
  };
};

const recordBytes = 16 * 1024;

function tryOut(disk: Disk, path: string): void {
  disk.replace(path, '\n'.repeat(recordBytes), { durable: false });
  disk.remove(path);
}

const hourMs = 3_600_000;
/** What is older than this in these folders is of no use to anybody. */
const keptMs = { [layout.temporary]: 36 * hourMs, [layout.answered]: 7 * 24 * hourMs };

/** Removes what killed processes left half-written, and answers that nobody will read any more. */
function tidy(disk: Disk, root: string, nowMs: number): void {
  for (const [folder, ageMs] of Object.entries(keptMs))
    for (const name of disk.list(join(root, folder))) {
      const path = join(root, folder, name);
      if (nowMs - (disk.changedAt(path) ?? nowMs) > ageMs) disk.remove(path);
    }
}

/** Those that agents alone write to: it is a person's business where they are. */
export const agentFolders = [layout.workspace, 'plans', 'logs'];

/** Every folder that anyone may write to; made before the first write. */
export const storeFolders = [
  layout.temporary,
  layout.lock,
  layout.tasks,
  layout.runs,
  ...indexFolders,
  layout.intents,
  layout.answered,
  layout.requests,
  layout.schedules,
  layout.timetables,
  ...agentFolders,
];

/** Where a disk for `root` writes before it links or renames. */
export const temporaryOf = (root: string): string => join(root, layout.temporary);
