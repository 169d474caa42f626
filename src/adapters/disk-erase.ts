import { dirname } from 'node:path';
import { Failure } from '../core/failure.ts';
import { fs } from './builtins.ts';

const { chmodSync, closeSync, constants, lstatSync, openSync, readdirSync, rmdirSync, unlinkSync } =
  fs;

/**
 * Removes what has this name, a folder with all that is in it, and answers with how many bytes
 * that was. A link goes, and where it leads is left alone.
 */
export function erase(path: string): number {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Failure('unavailable', `${folder} is a link, and nothing is removed behind it`, {
      hint: `put the folder itself in its place, or remove ${path} by hand`,
    });
  return eraseTree(Buffer.from(path));
}

/** Names are bytes: an agent may have made one that is no text. */
function eraseTree(path: Buffer): number {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return 0;
  if (!facts.isDirectory()) {
    unlinkSync(path);
    return facts.size;
  }
  // Whoever worked in it may have locked it up.
  if ((facts.mode & 0o700) !== 0o700) chmodSync(path, 0o700);
  const bytes = emptyFolder(path);
  rmdirSync(path);
  return bytes;
}

/** Everything is done below the very folder that was opened: by its name it may be another one. */
function emptyFolder(path: Buffer): number {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const folder = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const inside = process.platform === 'linux' ? Buffer.from(`/proc/self/fd/${folder}`) : path;
    let bytes = 0;
    for (const name of readdirSync(inside, { encoding: 'buffer' }))
      bytes += eraseTree(Buffer.concat([inside, slash, name]));
    return bytes;
  } finally {
    closeSync(folder);
  }
}

const slash = Buffer.from('/');
