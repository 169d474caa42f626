import { closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { layout } from '../core/layout.ts';
import { openToAppend } from './disk-open.ts';

/** Writes a line into the log of conductors; what the disk refuses of it is not missed. */
export function appendNote(root: string, line: string): void {
  try {
    const file = openToAppend(join(root, layout.conductorLog));
    try {
      writeSync(file, `${line}\n`);
    } finally {
      closeSync(file);
    }
  } catch {
    // A full disk is told of where it matters.
  }
}
