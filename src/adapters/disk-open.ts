import type { Stats } from 'node:fs';
import { fs } from './builtins.ts';
import { codeOf, within } from './disk-failure.ts';

const {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
} = fs;
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;

/** The code of a refusal of ours: something else than a file has the name of one. */
export const notAFile = 'NOT_A_FILE';
/** The same for a link where a folder of ours should be. */
export const notAFolder = 'NOT_A_FOLDER';

/**
 * The text of a regular file; undefined where there is none. A link is not followed, a pipe not
 * waited for, a device not read: whoever put one there must not stop, or lead, who looks.
 */
export function readRegular(path: string): string | undefined {
  const file = openRegular(path, O_RDONLY);
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** The same for a file that people edit: theirs may well be behind a link. */
export const readEdited = (path: string): string | undefined =>
  within(path, () => readRegular(existsSync(path) ? realpathSync(path) : path), 'read');

/** Opens a regular file to read it. */
export function openToRead(path: string): number {
  const file = openRegular(path, O_RDONLY);
  if (file === undefined) throw refusal('ENOENT', path);
  return file;
}

/** Opens a file of ours to append to it, made if it is missing; no other name of it is written to. */
export function openToAppend(path: string): number {
  const file = openRegular(path, O_RDWR | O_APPEND | O_CREAT);
  if (file === undefined) throw refusal('ENOENT', path);
  if (fstatSync(file).nlink <= 1) return file;
  closeSync(file);
  throw refusal(notAFile, path);
}

/** Refuses a link where a folder of ours should be: what is written there would go elsewhere. */
export function refuseLinked(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw refusal(notAFolder, folder);
}

/** Undefined where nothing is. Throws for everything but a regular file, a folder included. */
function openRegular(path: string, flags: number): number | undefined {
  let file: number;
  try {
    file = openSync(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o600);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw saysNoFile(error, path) ? refusal(notAFile, path) : error;
  }
  let facts: Stats | undefined;
  try {
    facts = fstatSync(file);
    if (facts.isFile()) return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
  closeSync(file);
  throw refusal(facts.isDirectory() ? 'EISDIR' : notAFile, path);
}

/** ELOOP is a link in its place, unless links on the way lead in a circle. */
function saysNoFile(error: unknown, path: string): boolean {
  if (['ENXIO', 'EOPNOTSUPP', 'EMLINK', 'ENODEV'].includes(codeOf(error))) return true;
  if (codeOf(error) !== 'ELOOP') return false;
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

const refusal = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, path, errno: 0 });
