import { dirname, join, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import type { Disk } from '../core/ports.ts';
import { type ReadSchedule, readSchedule, type Schedules } from '../core/scheduled.ts';
import { localZoneName } from '../lib/zone.ts';
import { fs } from './builtins.ts';
import { stampOf } from './config-files.ts';
import { readPlainFile } from './text-input.ts';

interface Known {
  readonly stamp: string;
  readonly read: ReadSchedule;
}

/** The schedules of a workspace: each file is read when it has changed, and what is broken is told. */
export function createSchedules(disk: Disk, root: string): Schedules {
  const folder = join(root, layout.schedules);
  const pathOf = (name: string) => join(root, layout.schedule(name));
  const parse = (name: string, text: string) => readSchedule(name, text, localZoneName());
  let known: ReadonlyMap<string, Known> = new Map();
  let all: ReadonlyMap<string, ReadSchedule> = new Map();

  const look = (name: string): Known => {
    const path = pathOf(name);
    const stamp = stampOf(path);
    const before = known.get(name);
    return before?.stamp === stamp ? before : { stamp, read: readNow(path, name) };
  };

  const readNow = (path: string, name: string): ReadSchedule => {
    try {
      const text = readPlainFile(path);
      return text === undefined ? { ok: false, problems: ['leads nowhere'] } : parse(name, text);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { ok: false, problems: [error.message.replace(`${path} `, '')] };
    }
  };

  return {
    all() {
      const now = new Map(
        disk
          .list(folder)
          .flatMap((file) => /^([^.].*)\.json$/.exec(file)?.[1] ?? [])
          .sort()
          .map((name) => [name, look(name)] as const),
      );
      const isSame =
        now.size === known.size && [...now].every(([name, one]) => known.get(name) === one);
      known = now;
      if (!isSame) all = new Map([...now].map(([name, { read }]) => [name, read]));
      return all;
    },
    parse,
    promptFrom(file) {
      const path = resolve(dirname(root), file);
      const text = readPlainFile(path);
      if (text !== undefined) return text;
      throw new Failure('invalid', `there is no file ${path}`, { hint: 'see how it is spelled' });
    },
    isFolder: (path) => fs.existsSync(`${path}/.`),
    pathOf,
    write(name, text, replaces) {
      disk.makeFolder(folder);
      const mode = { mode: 0o644 };
      if (!replaces) return disk.create(pathOf(name), text, mode);
      disk.replace(pathOf(name), text, mode);
      return true;
    },
    remove: (name) => disk.remove(pathOf(name)),
  };
}
