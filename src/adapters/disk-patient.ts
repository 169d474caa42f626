import { dirname } from 'node:path';
import type { Disk, PatientDisk, WriteOptions } from '../core/ports.ts';
import { fs } from './builtins.ts';
import { discard, flush, flushFolder, isTaken } from './disk-write.ts';

const { linkSync, renameSync } = fs;

/**
 * The same steps as of the disk, in the same order: content, its fsync, name, the fsync of its
 * folder. Only the two that wait for the machine let others work.
 */
export function patiently(
  disk: Disk,
  guard: (path: string) => void,
  writeElsewhere: (path: string, text: string, options: WriteOptions) => string,
): PatientDisk {
  /** `name` gives it its name, once its content is safe. */
  const write = async <T>(
    path: string,
    text: string,
    options: WriteOptions,
    name: (elsewhere: string) => T,
  ): Promise<T> => {
    guard(path);
    const elsewhere = writeElsewhere(path, text, { ...options, durable: false });
    try {
      await flush(elsewhere);
      guard(path); // Others had their turn.
      return name(elsewhere);
    } finally {
      discard(elsewhere);
    }
  };

  return {
    async create(path, text, options = {}) {
      if (options.durable === false) return disk.create(path, text, options);
      const isNew = await write(
        path,
        text,
        options,
        (elsewhere) => !isTaken(() => linkSync(elsewhere, path)),
      );
      if (isNew) await flushFolder(dirname(path));
      return isNew;
    },

    async replace(path, text, options = {}) {
      if (options.durable === false) return disk.replace(path, text, options);
      await write(path, text, options, (elsewhere) => renameSync(elsewhere, path));
      await flushFolder(dirname(path));
    },

    async makeFolder(path, options = {}) {
      const isNew = disk.makeFolder(path, { ...options, durable: false });
      if (options.durable !== false) await flushFolder(dirname(path));
      return isNew;
    },
  };
}
