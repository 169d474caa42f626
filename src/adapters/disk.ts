import { basename, dirname, join } from 'node:path';
import type { Disk, WriteOptions } from '../core/ports.ts';
import { fs } from './builtins.ts';

const {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} = fs;

import { codeOf, explained, within } from './disk-failure.ts';

const reportBytesMax = 1024 * 1024;
/** A pid alone does not tell processes apart: a sandbox and a container count their own. */
const self = `${process.pid}.${process.hrtime.bigint().toString(36)}`;
let counter = 0;

/**
 * The disk of this machine. What is created or replaced is written in full under `temporary`
 * (a folder of the same file system), fsynced, and then linked or renamed to its name.
 */
export function createDisk(temporary: string): Disk {
  const writeElsewhere = (path: string, text: string, options: WriteOptions): string => {
    counter += 1;
    const name = `${self}.${counter}.${basename(path)}`;
    return wholeFile(temporary, name, Buffer.from(text), options);
  };

  const disk: Disk = {
    read: (path) => orAbsent(() => readFileSync(path, 'utf8')),
    list: (path) => orAbsent(() => readdirSync(path)) ?? [],
    exists: existsSync,
    size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    // A rename changes the inode's status time, not its modification time.
    renamedAt: (path) => statSync(path, { throwIfNoEntry: false })?.ctimeMs,
    changedAt: (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs,

    create(path, text, options = {}) {
      const written = writeElsewhere(path, text, options);
      try {
        const isNew = linked(written, path);
        if (isNew && options.durable !== false) syncFolder(dirname(path));
        return isNew;
      } finally {
        unlinkSync(written);
      }
    },

    replace(path, text, options = {}) {
      const written = writeElsewhere(path, text, options);
      try {
        within(path, () => renameSync(written, path));
      } catch (error) {
        unlinkSync(written);
        throw error;
      }
      if (options.durable !== false) syncFolder(dirname(path));
    },

    mark(path) {
      within(path, () => closeSync(openSync(path, 'a', 0o600)));
    },

    append(path, line) {
      within(path, () => appendLine(path, line));
    },

    makeFolder(path, options = {}) {
      try {
        mkdirSync(path, { mode: options.mode ?? 0o700 });
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw explained(path, error);
      }
      if (options.durable !== false) syncFolder(dirname(path));
      return true;
    },

    move(from, to, options = {}) {
      const isMoved = orAbsent(() => renameSync(from, to) ?? true) ?? false;
      if (isMoved && options.durable) {
        syncFolder(dirname(to));
        syncFolder(dirname(from));
      }
      return isMoved;
    },

    remove: (path) => rmSync(path, { force: true }),
    readReport,
    readFrom,
  };
  return disk;
}

/** Writes all bytes and fsyncs; a short write, a full disk, leaves nothing behind. */
function wholeFile(folder: string, name: string, bytes: Buffer, options: WriteOptions): string {
  const path = join(folder, name);
  const file = within(path, () => openFresh(folder, path, options.mode ?? 0o600));
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    if (options.durable !== false) fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw explained(path, error);
  } finally {
    closeSync(file);
  }
  return path;
}

function openFresh(folder: string, path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openSync(path, 'wx', mode);
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw explained(to, error);
  }
}

/** A rename or link is on the disk for good only when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    // Some file systems refuse to sync a folder; there is nothing better to do there.
    if (!['EINVAL', 'EPERM', 'EISDIR'].includes(codeOf(error))) throw explained(path, error);
  } finally {
    closeSync(folder);
  }
}

function appendLine(path: string, line: string): void {
  const file = openSync(path, 'a+', 0o600);
  try {
    cutTornLine(file);
    const bytes = Buffer.from(`${line}\n`);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  } finally {
    closeSync(file);
  }
}

/** What a killed writer left without its newline never counted; it must not merge with the next. */
function cutTornLine(file: number): void {
  const { size } = fstatSync(file);
  const block = Buffer.alloc(Math.min(size, 64 * 1024));
  for (let end = size; ; ) {
    const start = Math.max(0, end - block.length);
    readSync(file, block, 0, end - start, start);
    const whole = start + block.subarray(0, end - start).lastIndexOf(10) + 1;
    if (whole > start || start === 0) {
      if (whole < size) ftruncateSync(file, whole);
      return;
    }
    end = start;
  }
}

/**
 * Reads what an agent wrote: it may be a link to a secret, a FIFO without a writer, ten
 * gigabytes. `O_NOFOLLOW | O_NONBLOCK` refuse the first two, the limit the third.
 */
function readReport(path: string): { text: string; cut: boolean } | undefined {
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

/** Opens below the very folder that was checked: the folder itself may have become a link. */
function openConfined(path: string): number | undefined {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let folder: number | undefined;
  try {
    folder = openSync(dirname(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const inside = process.platform === 'linux' ? `/proc/self/fd/${folder}` : dirname(path);
    return openSync(join(inside, basename(path)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

function readFrom(path: string, offset: number, bytesMax: number): Buffer {
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

function orAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
