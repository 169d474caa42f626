import { Failure } from '../core/failure.ts';

/** Does something to a path; what the disk refuses is said in words. */
export function within<T>(path: string, effect: () => T): T {
  try {
    return effect();
  } catch (error) {
    throw explained(path, error);
  }
}

/** A disk's refusal in words; anything unheard of stays as it is, a bug with a stack. */
export function explained(path: string, error: unknown): unknown {
  const known = explanations[codeOf(error)];
  if (!known) return error;
  return new Failure('unavailable', `cannot write ${path}: ${known[0]}`, {
    hint: known[1],
    cause: error,
  });
}

/** The system's name for what went wrong, such as ENOENT. */
export const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

const explanations: Readonly<Record<string, [what: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'make room; nothing half-written was kept'],
  EDQUOT: ['your disk quota is used up', 'make room; nothing half-written was kept'],
  EFBIG: [
    'the file would be too large',
    'raise the limit (ulimit -f); nothing half-written was kept',
  ],
  EROFS: ['the file system is read-only', 'use a writable folder: --dir'],
  EACCES: ['permission denied', 'make it writable for you, or use another folder: --dir'],
  EPERM: ['not permitted', 'make it writable for you, or use another folder: --dir'],
  EMFILE: ['too many open files', 'raise the limit: ulimit -n'],
  ENFILE: ['too many open files on this machine', 'close some programs'],
  ENOTDIR: ['a file is where a folder should be', 'move it out of the way'],
  EISDIR: ['a folder is where a file should be', 'move it out of the way'],
  ENOENT: ['a folder on the way does not exist', 'was .orchestra/ removed meanwhile?'],
};
