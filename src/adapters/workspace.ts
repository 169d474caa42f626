import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import { version } from '../core/task.ts';
import { object, parseText, string } from '../lib/schema.ts';
import { fs } from './builtins.ts';
import { codeOf, within } from './disk-failure.ts';
import { readRegular } from './disk-open.ts';

const { existsSync, lstatSync, statSync } = fs;

const folderName = '.orchestra';

/** `private.json`: this folder is one run's private view; commands follow it to the real one. */
export const Private = object({
  version,
  run: string('The run it belongs to.'),
  workspace: string('The real `.orchestra/`, absolute.'),
});

/**
 * The `.orchestra/` that a command typed in `cwd` means: `--dir`, then ORCHESTRA_DIR, then the
 * nearest ancestor that has one, else one to be made beside the `.git` above, or in `cwd`.
 * Throws a Failure when a private one leads nowhere.
 */
export function findWorkspace(
  cwd: string,
  named: string | undefined,
  fromEnvironment: string | undefined,
): { root: string; exists: boolean } {
  const given = named ?? fromEnvironment;
  const root = given === undefined ? nearest(cwd) : asRoot(resolve(cwd, given));
  if (!root) {
    const fresh = join(repositoryOf(cwd) ?? cwd, folderName);
    refuseFile(fresh);
    return { root: fresh, exists: false };
  }
  refuseFile(root);
  const exists = existsSync(root);
  return { root: exists ? followPrivate(root) : root, exists };
}

/** What is there of the path to the workspace must be folders, or links that lead to some. */
function refuseFile(root: string): void {
  let path = root;
  while (!existsSync(path)) {
    if (isLink(path))
      throw new Failure('invalid', `${path} is a link that leads nowhere`, {
        hint: 'mend the link or remove it, or name another folder: --dir',
      });
    path = dirname(path);
  }
  if (statSync(path).isDirectory()) return;
  throw new Failure('invalid', `${path} is a file; it should be a folder`, {
    hint: 'move it out of the way, or name another folder: --dir',
  });
}

function isLink(path: string): boolean {
  try {
    const read = () => lstatSync(path, { throwIfNoEntry: false });
    return within(path, read, 'read')?.isSymbolicLink() ?? false;
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw error;
    return false; // The way to it is none, or too long.
  }
}

/** `--dir` may name the workspace or its `.orchestra/`. */
const asRoot = (path: string): string =>
  path.endsWith(`/${folderName}`) || existsSync(join(path, layout.tasks))
    ? path
    : join(path, folderName);

function nearest(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const root = join(folder, folderName);
    if (existsSync(root)) return root;
    if (dirname(folder) === folder) return undefined;
  }
}

function repositoryOf(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** What an agent sees as `.orchestra/` in a sandbox or worktree is never conducted. */
function followPrivate(root: string): string {
  const path = join(root, layout.private);
  if (!existsSync(path)) return root;
  const read = parseText(
    Private,
    within(path, () => readRegular(path) ?? '', 'read'),
  );
  const real = read.ok && isAbsolute(read.value.workspace) ? read.value.workspace : undefined;
  if (real && existsSync(join(real, layout.tasks))) return real;
  throw new Failure('unavailable', `${root} belongs to one run; the real one cannot be reached`, {
    hint: real
      ? `it should be at ${real}; to name another: --dir`
      : `${path} is damaged, or of another version; name the real one: --dir`,
  });
}
