import { basename, dirname, join } from 'node:path';
import { fs } from './builtins.ts';
import { within } from './disk-failure.ts';
import { readEdited } from './disk-open.ts';
import { discard, syncFolder, wholeFile } from './disk-write.ts';
import { makeFolders } from './folders.ts';
import { readPlainFile } from './text-input.ts';
import { inTurn } from './turn.ts';

export interface Replacement {
  /** What the file must still say; undefined where there must be none. */
  readonly before: string | undefined;
  readonly text: string;
  /** Who may read a file that is new. */
  readonly mode: number;
  /** Where it is written until it is whole; else beside the file. */
  readonly temporary?: (folder: string) => string;
}

/** The text of a file that people edit, to the byte; undefined where there is none. */
export function readToEdit(path: string): string | undefined {
  const text = readEdited(path);
  if (text?.includes('\ufffd')) readPlainFile(path); // Refuses what would be written back mangled.
  return text;
}

/**
 * Replaces a file that people edit, whole or not at all; false, and nothing changed, where it does
 * not say `before` any more. What is behind a link stays there, and whoever may read it still may.
 */
export function replaceEdited(path: string, replacement: Replacement): boolean {
  const { before, text, mode, temporary = (folder) => folder } = replacement;
  const isNew = before === undefined;
  if (isNew) makeFolders(dirname(path), []);
  return within(path, () => {
    const real = isNew ? path : fs.realpathSync(path);
    const folder = dirname(real);
    const aside = temporary(folder);
    const name = `.${process.pid}.${process.hrtime.bigint().toString(36)}.edited`;
    const written = wholeFile(aside, name, Buffer.from(text), { mode });
    try {
      if (!isNew) fs.chmodSync(written, fs.statSync(real).mode & 0o777);
      const isReplaced = inTurn(join(aside, `.${basename(real)}.turn`), () => {
        if (readEdited(path) !== before) return false;
        fs.renameSync(written, real);
        return true;
      });
      if (isReplaced) syncFolder(folder);
      return isReplaced;
    } finally {
      discard(written);
    }
  });
}
