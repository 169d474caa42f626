import { join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Clock, Disk, Processes } from '../../core/ports.ts';
import type { Store } from '../../core/store.ts';
import { createIntentFiles } from './intent-files.ts';
import { createLock } from './lock.ts';
import { createQueueIndex, indexFolders } from './queue-index.ts';
import { createRequestFiles } from './request-files.ts';
import { createRunFiles } from './run-files.ts';
import { createTaskFiles } from './task-files.ts';

/** The store of one workspace, over any disk. `root` is the absolute path of `.orchestra/`. */
export const createStore = (
  disk: Disk,
  root: string,
  clock: Clock,
  processes: Processes,
): Store => ({
  root,
  tasks: createTaskFiles(disk, root),
  queue: createQueueIndex(disk, root),
  runs: createRunFiles(disk, root),
  intents: createIntentFiles(disk, root),
  requests: createRequestFiles(disk, root),
  lock: createLock(disk, root, clock, processes),
});

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
  layout.workspace,
  'plans',
  'logs',
];

/** Where a disk for `root` writes before it links or renames. */
export const temporaryOf = (root: string): string => join(root, layout.temporary);
