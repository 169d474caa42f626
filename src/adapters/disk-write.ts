import { join } from 'node:path';
import type { WriteOptions } from '../core/ports.ts';
import { fs } from './builtins.ts';
import { codeOf } from './disk-failure.ts';

const { closeSync, fsync, fsyncSync, mkdirSync, openSync, unlinkSync } = fs;

/** Writes all bytes and fsyncs; a short write, a full disk, leaves nothing behind. */
export function wholeFile(
  folder: string,
  name: string,
  bytes: Uint8Array,
  options: WriteOptions,
): string {
  const path = join(folder, name);
  const file = openFresh(folder, path, options.mode ?? 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(file, bytes, done);
    if (options.durable !== false) fsyncSync(file);
  } catch (error) {
    discard(path);
    throw error;
  } finally {
    closeSync(file);
  }
  return path;
}

/** Takes a temporary file away; one that stays is tidied up later, and hides no other refusal. */
export function discard(path: string): void {
  try {
    unlinkSync(path);
  } catch {}
}

function openFresh(folder: string, path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // Never more than that: who removed all of it meant it. Another may be faster.
    isTaken(() => mkdirSync(folder, { mode: 0o700 }));
    return openSync(path, 'wx', mode);
  }
}

/** Whether there was one already when it was to be created. */
export function isTaken(create: () => void): boolean {
  try {
    create();
    return false;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return true;
    throw error;
  }
}

/** A rename or link is on the disk for good only when its folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!canOnlyHope(error)) throw error;
  } finally {
    closeSync(folder);
  }
}

/** Some file systems refuse to sync a folder; there is nothing better to do there. */
const canOnlyHope = (error: unknown): boolean =>
  ['EINVAL', 'EPERM', 'EISDIR'].includes(codeOf(error));

/** Makes the names in a folder durable, beside others. */
export const flushFolder = (path: string): Promise<void> =>
  flush(path).catch((error) => {
    if (!canOnlyHope(error)) throw error;
  });

/** An fsync beside others: the system writes its journal once for all that wait. */
export async function flush(path: string): Promise<void> {
  const file = openSync(path, 'r');
  try {
    await new Promise<void>((resolve, reject) => {
      fsync(file, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    closeSync(file);
  }
}
