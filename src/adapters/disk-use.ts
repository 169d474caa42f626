import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderFacts } from '../core/checkup.ts';
import { layout } from '../core/layout.ts';

/** What the files of a workspace take, as they are long. No link is followed. */
export function takenIn(root: string): NonNullable<FolderFacts['taken']> {
  const [runs, archive, all] = [layout.runs, layout.archive, ''].map((name) =>
    bytesIn(join(root, name)),
  );
  return {
    runs: runs ?? 0,
    archive: archive ?? 0,
    other: (all ?? 0) - (runs ?? 0) - (archive ?? 0),
  };
}

/** What cannot be read, or goes away meanwhile, counts for nothing. */
function bytesIn(path: string): number {
  try {
    const facts = lstatSync(path);
    if (!facts.isDirectory()) return facts.size;
    return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
  } catch {
    return 0;
  }
}
