import { Failure } from '../core/failure.ts';
import type { Disk } from '../core/ports.ts';

type Verb = 'read' | 'write' | 'move' | 'remove';

/** The same disk, whose every refusal names the file that was meant, never a temporary one. */
export function inWords(disk: Disk): Disk {
  const saying =
    <Rest extends unknown[], T>(verb: Verb, effect: (path: string, ...rest: Rest) => T) =>
    (path: string, ...rest: Rest): T =>
      within(path, () => effect(path, ...rest), verb);
  const sayingSoon =
    <Rest extends unknown[], T>(effect: (path: string, ...rest: Rest) => Promise<T>) =>
    (path: string, ...rest: Rest): Promise<T> =>
      effect(path, ...rest).catch((error) => {
        throw explained(path, error, 'write');
      });
  const { patient } = disk;
  return {
    read: saying('read', disk.read),
    list: saying('read', disk.list),
    exists: saying('read', disk.exists),
    size: saying('read', disk.size),
    renamedAt: saying('read', disk.renamedAt),
    changedAt: saying('read', disk.changedAt),
    create: saying('write', disk.create),
    replace: saying('write', disk.replace),
    mark: saying('write', disk.mark),
    append: saying('write', disk.append),
    makeFolder: saying('write', disk.makeFolder),
    move: (from, to, options) =>
      within(`${from} to ${to}`, () => disk.move(from, to, options), 'move'),
    remove: saying('remove', disk.remove),
    erase: saying('remove', disk.erase),
    readReport: saying('read', disk.readReport),
    readFrom: saying('read', disk.readFrom),
    ...(patient && {
      patient: {
        create: sayingSoon(patient.create),
        replace: sayingSoon(patient.replace),
        makeFolder: sayingSoon(patient.makeFolder),
      },
    }),
  };
}

/** Does something to a path; what the system refuses is said in words. */
export function within<T>(path: string, effect: () => T, verb: Verb = 'write'): T {
  try {
    return effect();
  } catch (error) {
    throw explained(path, error, verb);
  }
}

/** A refusal of the system in words; what it did not refuse stays as it is, a bug with a stack. */
function explained(path: string, error: unknown, verb: Verb): unknown {
  const [what, hint] = explanations[codeOf(error)] ?? [ownWords(error)];
  if (what === undefined) return error;
  return new Failure('unavailable', `cannot ${verb} ${path}: ${what}`, { hint, cause: error });
}

/** `EXDEV: cross-device link not permitted, rename …` without what was done to which file. */
function ownWords(error: unknown): string | undefined {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? undefined : message.split(', ')[0];
}

/** The system's name for what went wrong, such as ENOENT; also of a refusal said in words. */
export function codeOf(error: unknown): string {
  const refusal = error instanceof Failure ? error.cause : error;
  return String((refusal as NodeJS.ErrnoException | undefined)?.code);
}

/** Trouble of the machine, which says nothing of the file that was asked for. */
export const isTrouble = (error: unknown): boolean =>
  ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM', 'EIO'].includes(codeOf(error));

const nothingHalf = 'nothing half-written was kept';
const allow = 'allow it to yourself, or use another folder: --dir';

/** What the system refuses, by its own name for it, and what to do. */
export const explanations: Readonly<Record<string, [what: string, hint: string]>> = {
  ENOSPC: ['the disk is full', `make room; ${nothingHalf}`],
  EDQUOT: ['your disk quota is used up', `make room; ${nothingHalf}`],
  EFBIG: ['the file would be too large', `raise the limit (ulimit -f); ${nothingHalf}`],
  ERR_FS_FILE_TOO_LARGE: ['the file is too large', 'move it out of the way'],
  ERR_STRING_TOO_LONG: ['the file is too large', 'move it out of the way'],
  EROFS: ['the file system is read-only', 'use a writable folder: --dir'],
  EACCES: ['permission denied', allow],
  EPERM: ['not permitted', allow],
  EIO: ['the disk has an error', 'see what the system says of it: dmesg'],
  EMFILE: ['too many open files', 'raise the limit: ulimit -n'],
  ENFILE: ['too many open files on this machine', 'close some programs'],
  ENOTDIR: ['a file is where a folder should be', 'move it out of the way'],
  EISDIR: ['a folder is where a file should be', 'move it out of the way'],
  ENOENT: [
    'a folder on the way does not exist',
    'if .orchestra/ was removed meanwhile: orchestra init',
  ],
  ENAMETOOLONG: ['the name is too long', 'use a folder with a shorter path: --dir'],
  ELOOP: ['its links lead in a circle', 'remove the link'],
  NOT_A_FILE: [
    'something else is where a file of its own should be: a link, a pipe or a device',
    'move it out of the way',
  ],
  NOT_A_FOLDER: ['a link is in the place of its folder', 'put the folder itself in its place'],
};
