import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDisk } from '../../src/adapters/disk.ts';
import { makeFolders } from '../../src/adapters/folders.ts';
import { createStore, storeFolders, temporaryOf } from '../../src/adapters/store/index.ts';
import { createFakeClock, createFakeProcesses } from '../support/fake-machine.ts';
import { temporaryFolder } from '../support/local-run.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';
import type { MakeStore } from './store-stage.ts';

/** A store over a disk in memory. */
export const inMemory: MakeStore = () => {
  const root = '/memory/.orchestra';
  const disk = createMemoryDisk();
  const clock = createFakeClock();
  const processes = createFakeProcesses();
  for (const folder of storeFolders) disk.grow(`${root}/${folder}`);
  return {
    disk,
    root,
    processes,
    storeOf: (pid, over = disk) => createStore(over, root, clock, processes.as(pid)),
    put: (path, text) => disk.put(`${root}/${path}`, text),
  };
};

/** A store over the disk of this machine. */
export const onRealDisk: MakeStore = (t) => {
  const root = join(temporaryFolder(t), '.orchestra');
  const disk = createDisk(temporaryOf(root));
  const clock = createFakeClock();
  const processes = createFakeProcesses();
  makeFolders(root, storeFolders);
  return {
    disk,
    root,
    processes,
    storeOf: (pid, over = disk) => createStore(over, root, clock, processes.as(pid)),
    put(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
  };
};
