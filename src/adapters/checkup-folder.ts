import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderFacts, Trial } from '../core/checkup.ts';
import { classicKinds, layout } from '../core/layout.ts';
import { takenIn } from './disk-use.ts';
import { fileSystemOf } from './file-systems.ts';

/** Where others could leave work, or change what is done. */
const guarded = [
  '',
  layout.config,
  layout.private,
  layout.prompts,
  layout.tasks,
  layout.lock,
  layout.runs,
  layout.intents,
  'queue',
];
const dated = ['', layout.lock, layout.tasks, layout.intents, 'queue'];
const namesMost = 500;
/** Clocks of file servers differ a little. */
const aheadMinMs = 60_000;

/** Looks at the workspace, or at where it would be: there nothing is written, not even for a moment. */
export function examineFolder(root: string): FolderFacts {
  const exists = existsSync(root);
  const place = exists ? root : nearest(root);
  const trial = join(root, layout.temporary);
  const facts = guarded.flatMap((name) => {
    const path = join(root, name);
    const found = attempt(() => lstatSync(path));
    return found && !found.isSymbolicLink() ? [{ path, found }] : [];
  });
  const { storage, name: fileSystem } = fileSystemOf(attempt(() => statfsSync(place).type));
  return {
    root,
    exists,
    isWritable: isAllowed(place),
    owner: attempt(() => statSync(place).uid),
    open: facts.filter(({ found }) => found.mode & 0o002).map(({ path }) => path),
    foreign: facts.filter(({ found }) => found.uid !== process.geteuid?.()).map(({ path }) => path),
    ahead: exists ? dated.flatMap((folder) => aheadIn(join(root, folder))) : [],
    room: attempt(() => roomAt(place)),
    storage,
    fileSystem,
    trial: isFolder(trial) && isAllowed(place) ? tryOut(trial) : undefined,
    ...(exists && { taken: takenIn(root) }),
    sentinels: sentinelsIn(join(root, layout.tasks)),
  };
}

const isFolder = (path: string): boolean => attempt(() => lstatSync(path).isDirectory()) ?? false;

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

function isAllowed(folder: string): boolean {
  return attempt(() => accessSync(folder, constants.W_OK | constants.X_OK) ?? true) ?? false;
}

function aheadIn(folder: string): { path: string; ms: number }[] {
  const nowMs = Date.now();
  return namesIn(folder)
    .slice(-namesMost)
    .map((name) => join(folder, name))
    .map((path) => ({ path, ms: (attempt(() => lstatSync(path).mtimeMs) ?? 0) - nowMs }))
    .filter(({ ms }) => ms > aheadMinMs)
    .map(({ path, ms }) => ({ path, ms: Math.round(ms) }));
}

function roomAt(place: string): NonNullable<FolderFacts['room']> {
  const { bavail, bsize, files, ffree } = statfsSync(place);
  return { bytes: bavail * bsize, files: files === 0 ? undefined : ffree };
}

/** Does what every record needs, with a file of its own that is taken away whatever happens. */
function tryOut(folder: string): Trial {
  const first = join(folder, `doctor.${process.pid}.${randomBytes(6).toString('hex')}`);
  const [second, third] = [`${first}.link`, `${first}.moved`];
  try {
    const write = refusalOf(() => {
      const file = openSync(first, 'wx', 0o600);
      try {
        writeSync(file, 'doctor\n');
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    });
    if (write !== undefined) return { write };
    const aheadMs = Math.round(statSync(first).mtimeMs - Date.now());
    const link =
      refusalOf(() => linkSync(first, second)) ??
      // Who comes second must not get it.
      (refusalOf(() => linkSync(first, second)) === 'EEXIST'
        ? undefined
        : 'a name was given twice');
    const rename = refusalOf(() => renameSync(first, third));
    const sync = refusalOf(() => syncFolder(folder));
    return {
      ...(link !== undefined && { link }),
      ...(rename !== undefined && { rename }),
      ...(sync !== undefined && { sync }),
      aheadMs,
    };
  } finally {
    for (const path of [first, second, third]) rmSync(path, { force: true });
  }
}

function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function refusalOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function sentinelsIn(tasks: string): FolderFacts['sentinels'] {
  return namesIn(tasks).flatMap((name) => {
    const [, number, suffix] = /^task_([1-9]\d{0,9})\.([a-z]+)$/.exec(name) ?? [];
    const kind = classicKinds.find((known) => known === suffix);
    return kind ? [{ task: Number(number), kind }] : [];
  });
}

const namesIn = (folder: string): string[] => attempt(() => readdirSync(folder).sort()) ?? [];

/** Undefined where the system refuses: then that is all there is to say. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
