import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { layout } from '../core/layout.ts';
import type { OlderFile } from '../core/older.ts';
import { isOlderTaskText } from '../core/older-task.ts';
import type { OlderFolder } from '../core/ports.ts';

const kinds = ['done', 'error', 'cancelled', 'timeout'] as const;

/** What an older tool left in `from`, or in the .orchestra/ there; undefined where that is nothing. */
export function readOlderFolder(from: string, temporary: string): OlderFolder | undefined {
  const roots = [resolve(from), resolve(from, '.orchestra')];
  // Of a fresh clone there may be the agents alone.
  const root =
    roots.find((one) => existsSync(join(one, 'tasks'))) ??
    roots.find((one) => basename(one) === '.orchestra' && existsSync(`${one}-cli`));
  if (root === undefined) return undefined;
  const files: OlderFile[] = [];
  const skipped: { path: string; why: string }[] = [];
  for (const folder of ['tasks', 'archive'])
    for (const name of namesIn(join(root, folder))) {
      const id = /^(task_\d+)\.json$/.exec(name)?.[1];
      if (id === undefined) continue;
      const path = join(root, folder, name);
      const text = textOf(path);
      if (text !== undefined && isOlderTaskText(text)) files.push(fileOf(root, id, path, text));
      // A number of ours is small: what is damaged there is the business of recover.
      else if (id.length > 'task_'.length + 9 && !isOurs(text))
        skipped.push({ path, why: 'it cannot be read as a task' });
    }
  const home = dirname(root);
  const beside = join(home, '.orchestra-cli', 'prompts');
  const config = join(home, '.orchestra-cli', layout.config);
  const said = textOf(config);
  return {
    root,
    cwd: basename(root) === '.orchestra' ? home : root,
    files,
    skipped,
    papers: (id) => ({
      plan: find(root, [`plans/${id}_plan.md`, `archive/${id}_plan.md`]),
      log: find(root, [`logs/${id}.log`, `archive/${id}.log`]),
    }),
    prompts: namesIn(beside).flatMap((name) => {
      const path = join(beside, name);
      return isFile(path) ? [{ name, path }] : [];
    }),
    config:
      said === undefined
        ? undefined
        : { path: config, text: said, textOf: (name) => textNamed(home, name) },
    copy: (path, to) => copyOnce(path, to, temporary),
  };
}

function fileOf(root: string, id: string, path: string, text: string): OlderFile {
  const sentinels = kinds.flatMap((kind) => {
    const said = textOf(join(root, 'tasks', `${id}.${kind}`));
    return said === undefined ? [] : [[kind, said] as const];
  });
  const changedAtMs = lstatSync(path).mtimeMs;
  return { id, text, changedAtMs, sentinels: Object.fromEntries(sentinels), isAlive };
}

/** A bare number may be another process by now: then nothing is taken over that may still run. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const isOurs = (text: string | undefined): boolean => /"version":\s*\d/.test(text ?? '');

const find = (root: string, paths: readonly string[]): string | undefined =>
  paths.map((path) => join(root, path)).find(isFile);

const isFile = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const sizeMax = 16 * 1024 * 1024;

function textOf(path: string): string | undefined {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts?.isFile() && facts.size <= sizeMax ? readFileSync(path, 'utf8') : undefined;
}

/** A file that its config names; nothing outside of the project is read. */
function textNamed(home: string, name: string): string | undefined {
  const places = [resolve(home, name), resolve(home, '.orchestra-cli', name)];
  const path = places.find((one) => one.startsWith(`${home}/`) && isFile(one));
  return path === undefined ? undefined : textOf(path);
}

const namesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).sort() : [];

/** Whole or not at all, and never over what is there; false where something is. */
function copyOnce(path: string, to: string, temporary: string): boolean {
  const copy = join(temporary, `${process.pid}.${process.hrtime.bigint()}.${basename(to)}`);
  copyFileSync(path, copy, constants.COPYFILE_EXCL);
  try {
    linkSync(copy, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(copy);
  }
}
