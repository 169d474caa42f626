import { basename, dirname, join } from 'node:path';
import { fs } from './builtins.ts';
import { isTrouble } from './disk-failure.ts';

const { closeSync, constants, fstatSync, openSync, readSync } = fs;

const reportBytesMax = 1024 * 1024;

/**
 * Reads what an agent wrote: it may be a link to a secret, a FIFO without a writer, ten
 * gigabytes. `O_NOFOLLOW | O_NONBLOCK` refuse the first two, the limit the third.
 */
export function readReport(path: string): { text: string; cut: boolean } | undefined {
  const file = openConfined(path);
  if (file === undefined) return undefined;
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) return undefined;
    const bytes = Buffer.alloc(Math.min(facts.size, reportBytesMax));
    let done = 0;
    for (let got = 1; got > 0 && done < bytes.length; done += got)
      got = readSync(file, bytes, done, bytes.length - done, done);
    return { text: bytes.toString('utf8', 0, done), cut: facts.size > reportBytesMax };
  } finally {
    closeSync(file);
  }
}

/** Bytes of such a file, whatever has become of it. */
export function readFrom(path: string, offset: number, bytesMax: number): Buffer {
  const file = openConfined(path);
  if (file === undefined) return Buffer.alloc(0);
  try {
    const facts = fstatSync(file);
    const size = facts.isFile() ? facts.size : 0;
    const bytes = Buffer.alloc(Math.max(0, Math.min(size - offset, bytesMax)));
    const got = readSync(file, bytes, 0, bytes.length, offset);
    return bytes.subarray(0, got);
  } finally {
    closeSync(file);
  }
}

/** Opens below the very folder that was checked: the folder itself may have become a link. */
function openConfined(path: string): number | undefined {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let folder: number | undefined;
  try {
    folder = openSync(dirname(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const inside = process.platform === 'linux' ? `/proc/self/fd/${folder}` : dirname(path);
    return openSync(join(inside, basename(path)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    // Out of descriptors, say: then nothing is known, which must not look like no report.
    if (isTrouble(error)) throw error;
    return undefined;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
