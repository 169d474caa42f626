import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isRoot = (folder: string): boolean => {
  const path = join(folder, 'package.json');
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).name === 'orchestra-queue';
};

const findRoot = (folder: string): string => {
  if (isRoot(folder)) return folder;
  if (dirname(folder) === folder) throw new Error('no package.json of orchestra-queue above');
  return findRoot(dirname(folder));
};

/** The folder of the project, wherever its tests were compiled to. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
