import type { Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disk, WriteOptions } from '../core/ports.ts';
import { fs } from './builtins.ts';

const {
  closeSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
} = fs;

import { erase } from './disk-erase.ts';
import { codeOf, inWords } from './disk-failure.ts';
import { openToAppend, readRegular, refuseLinked } from './disk-open.ts';
import { patiently } from './disk-patient.ts';
import { readFrom, readReport } from './disk-report.ts';
import { discard, isTaken, syncFolder, wholeFile } from './disk-write.ts';

/** A pid alone does not tell processes apart: a sandbox and a container count their own. */
const self = `${process.pid}.${process.hrtime.bigint().toString(36)}`;
let counter = 0;

/**
 * The disk of this machine. What is created or replaced is written in full under `temporary`
 * (a folder of the same file system), fsynced, and then linked or renamed to its name.
 */
export function createDisk(temporary: string): Disk {
  const home = dirname(temporary);
  const writeElsewhere = (
    path: string,
    content: string | Uint8Array,
    options: WriteOptions,
  ): string => {
    counter += 1;
    const name = `${self}.${counter}.${basename(path)}`;
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return wholeFile(temporary, name, bytes, options);
  };

  /** The workspace itself may be behind a link, but none of its folders. */
  const guard = (path: string): void => {
    const folder = dirname(path);
    if (folder !== home) refuseLinked(folder);
  };

  const disk: Disk = {
    read: readRegular,
    list: (path) => orAbsent(() => readdirSync(path)) ?? [],
    exists: (path) => factsOf(path) !== undefined,
    size: (path) => factsOf(path)?.size ?? 0,
    // A rename changes the inode's status time, not its modification time.
    renamedAt: (path) => factsOf(path)?.ctimeMs,
    changedAt: (path) => factsOf(path)?.mtimeMs,

    create(path, text, options = {}) {
      guard(path);
      const written = writeElsewhere(path, text, options);
      try {
        const isNew = !isTaken(() => linkSync(written, path));
        if (isNew && options.durable !== false) syncFolder(dirname(path));
        return isNew;
      } finally {
        discard(written);
      }
    },

    replace(path, content, options = {}) {
      guard(path);
      const written = writeElsewhere(path, content, options);
      try {
        renameSync(written, path);
      } catch (error) {
        discard(written);
        throw error;
      }
      if (options.durable !== false) syncFolder(dirname(path));
    },

    mark(path) {
      guard(path);
      // Exclusively: by a link that leads nowhere, a file would be made there.
      isTaken(() => closeSync(openSync(path, 'wx', 0o600)));
    },
    append(path, line) {
      guard(path);
      appendLine(path, line);
    },

    makeFolder(path, options = {}) {
      guard(path);
      const isNew = !isTaken(() => mkdirSync(path, { mode: options.mode ?? 0o700 }));
      if (options.durable !== false) syncFolder(dirname(path));
      return isNew;
    },

    move(from, to, options = {}) {
      guard(to);
      const isMoved = orAbsent(() => renameSync(from, to) ?? true) ?? false;
      if (isMoved && options.durable) {
        syncFolder(dirname(to));
        syncFolder(dirname(from));
      }
      return isMoved;
    },

    remove: (path) => orAbsent(() => unlinkSync(path)),
    erase(path, options = {}) {
      const bytes = erase(path);
      if (options.durable) syncFolder(dirname(path));
      return bytes;
    },
    readReport,
    readFrom,
  };
  return inWords({ ...disk, patient: patiently(disk, guard, writeElsewhere) });
}

/** Of the name itself: where a link leads is the business of nobody who asks. */
function factsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // The way to it is no way: nothing can be there.
    if (['ENOTDIR', 'ELOOP'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

function appendLine(path: string, line: string): void {
  const file = openToAppend(path);
  try {
    cutTornLine(file);
    const bytes = Buffer.from(`${line}\n`);
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(file, bytes, done);
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

function orAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
