import { basename, dirname, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { layout } from '../../core/layout.ts';
import type { Disk, WriteOptions } from '../../core/ports.ts';
import { shorten } from '../../core/sentinel.ts';
import { protocolVersion } from '../../core/task.ts';
import { type Issue, parseText, type Schema } from '../../lib/schema.ts';
import { codeOf } from '../disk-failure.ts';
import { notAFile } from '../disk-open.ts';

/** How all our JSON looks on disk. */
export const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Reads one record through its schema; undefined where there is none. Throws a Failure:
 * `invalid` when it is damaged (an empty file of ours is), `unavailable` when another version
 * of the protocol, or a newer orchestra, wrote it, which is nothing to repair.
 */
export function readRecord<T>(disk: Disk, path: string, schema: Schema<T>): T | undefined {
  const text = readWhole(disk, path);
  if (text === undefined) return undefined;
  const read = parseText(schema, text);
  if (read.ok) return read.value;
  refuseOtherVersion(path, text);
  if (read.issues.every(({ isName }) => isName)) throw newer(path, read.issues);
  const problems = read.issues.map(({ path: at, message }) => `${at} ${message}`).join('; ');
  throw new Failure('invalid', `${path} is damaged: ${shorten(problems)}`, {
    hint: 'the conductor puts it into .orchestra/quarantine; everything else goes on',
  });
}

/** Whether something that is no file stands where one should be. */
export const isNoFile = (error: unknown): boolean => ['EISDIR', notAFile].includes(codeOf(error));

/** Replaces a cache of ours, whatever has come into its place; a folder goes into quarantine. */
export function replaceAnything(
  disk: Disk,
  path: string,
  text: string,
  options?: WriteOptions,
): void {
  try {
    disk.replace(path, text, options);
  } catch (error) {
    if (codeOf(error) !== 'EISDIR') throw error;
    const quarantine = join(dirname(dirname(path)), layout.quarantine);
    const name = `${basename(dirname(path))}.${Math.round(disk.renamedAt(path) ?? 0)}.${basename(path)}`;
    disk.makeFolder(quarantine, { durable: false });
    disk.move(path, join(quarantine, name), options);
    disk.replace(path, text, options);
  }
}

function readWhole(disk: Disk, path: string): string | undefined {
  try {
    return disk.read(path);
  } catch (cause) {
    // A refusal, say for want of descriptors, says nothing of the record; what is no file does.
    if (cause instanceof Failure && !isNoFile(cause)) throw cause;
    throw new Failure('invalid', (cause as Error).message, {
      hint: 'the conductor puts it into .orchestra/quarantine; everything else goes on',
      cause,
    });
  }
}

/** Within a version fields are only ever added, so one who does not know them leaves it alone. */
function newer(path: string, issues: readonly Issue[]): Failure {
  const names = issues.map((issue) => issue.path).join(', ');
  return new Failure(
    'unavailable',
    `${path} holds what this orchestra does not know: ${shorten(names)}`,
    {
      hint: 'a newer one wrote it: use that one, or another folder: --dir',
    },
  );
}

function refuseOtherVersion(path: string, text: string): void {
  const version = /"version":\s*(\d+)/.exec(text.slice(0, 200))?.[1];
  if (version === undefined || Number(version) === protocolVersion) return;
  throw new Failure(
    'unavailable',
    `${path} is of protocol version ${version}; this orchestra knows version ${protocolVersion}`,
    { hint: 'use the orchestra that wrote it, or another folder: --dir' },
  );
}
