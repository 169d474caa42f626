import { extname, join } from 'node:path';
import { projectRoot } from './root.ts';

/** Variables that make every Node take the machine for one without /proc: see `ps-only`. */
export const psOnly: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=${new URL(`ps-only${extname(import.meta.url)}`, import.meta.url)}`,
  PATH: `${join(projectRoot, 'test/fixtures/ps-only')}:${process.env['PATH'] ?? ''}`,
};
