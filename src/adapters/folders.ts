import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { codeOf, within } from './disk-failure.ts';
import { refuseLinked } from './disk-open.ts';

/**
 * Makes `.orchestra/` and the folders that everyone may write to; repeats harmlessly. The
 * workspace may be behind a link, and so may what is no matter of ours: `linkable`.
 */
export function makeFolders(
  root: string,
  folders: readonly string[],
  linkable: readonly string[] = [],
): void {
  // First: a folder could be made behind a link as well.
  const ways = folders.flatMap((folder) => (linkable.includes(folder) ? [] : waysTo(folder)));
  for (const way of new Set(ways)) within(join(root, way), () => refuseLinked(join(root, way)));
  for (const folder of ['', ...folders])
    within(join(root, folder), () => makeWay(join(root, folder)));
}

/** Makes a new folder where the system keeps what is temporary. Throws a Failure. */
export function temporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    throw new Failure('unavailable', `no folder can be made in ${tmpdir()}`, {
      hint: 'let TMPDIR name a folder that you may write to',
      cause,
    });
  }
}

/** `queue/finished`: `queue`, and `queue/finished`. */
const waysTo = (folder: string): string[] =>
  folder.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'));

/** Level by level: where a parent can never be, as below /proc, Node's own way tries for ever. */
function makeWay(path: string): void {
  try {
    makeOne(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    makeWay(dirname(path));
    makeOne(path);
  }
}

/** Others make the same folders at the same time: one that is there by now is as good as ours. */
function makeOne(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
