import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Disk, Gate, Launcher, Processes } from '../core/ports.ts';
import { fs } from './builtins.ts';

/** What is on both sides of every side effect of a name: `create runs/started`, `launch go`. */
export type Failpoints = (name: string) => { before(): void; after(): void };

/**
 * Where a process dies by its own hand, for tests of crashes: `before:NAME:K` or `after:NAME:K`,
 * on either side of the K-th effect of this name, or `middle:NAME:K`, when half of what it writes
 * is written. With `stop-` in front it is stopped there (Ctrl-Z), and goes on when it is told to.
 * `trace:FILE` only writes every place down as it is passed, one a line. Undefined when there is
 * no setting: then nothing is wrapped, and nothing costs.
 */
export function readFailpoints(setting: string | undefined): Failpoints | undefined {
  if (!setting) return undefined;
  const [, stops, rest = ''] = /^(stop-)?(.*)$/s.exec(setting) ?? [];
  const place = /:\d+$/.test(rest) ? rest : `${rest}:1`;
  const trace = /^trace:(.*)/s.exec(setting)?.[1];
  const pass = trace
    ? (here: string) => appendFileSync(trace, `${here}\n`)
    : (here: string) => (here === place ? leave(stops ? 'SIGSTOP' : 'SIGKILL') : undefined);

  const seen = new Map<string, number>();
  let writing: string | undefined;
  tearWrites(() => {
    const here = writing;
    writing = undefined;
    return here && (() => pass(`middle:${here}`));
  });
  return (name) => {
    const time = (seen.get(name) ?? 0) + 1;
    seen.set(name, time);
    const here = `${name}:${time}`;
    return {
      before() {
        pass(`before:${here}`);
        writing = here;
      },
      after() {
        writing = undefined;
        pass(`after:${here}`);
      },
    };
  };
}

function leave(signal: 'SIGKILL' | 'SIGSTOP'): void {
  process.kill(process.pid, signal);
  while (signal === 'SIGKILL'); // It is on its way; nothing may happen in between.
}

/** The first write of an effect is cut in two, as the system may do at any time. */
function tearWrites(middle: () => (() => void) | undefined | ''): void {
  const { writeSync } = fs;
  const torn = (file: number, bytes: Buffer, offset: number): number => {
    const pass = middle();
    if (!pass) return writeSync(file, bytes, offset);
    const written = writeSync(file, bytes, offset, Math.ceil((bytes.length - offset) / 2));
    pass();
    return written;
  };
  fs.writeSync = torn as typeof writeSync;
}

/** What a process acts with, wrapped or as it is. */
export interface Wrapping {
  disk(disk: Disk, root: string): Disk;
  launcher(launcher: Launcher): Launcher;
  processes(processes: Processes): Processes;
  effect<T>(name: string, act: () => Promise<T>): Promise<T>;
}

/** All that a process does to the world, with failpoints. */
export const wrapWith = (failpoints: Failpoints): Wrapping => ({
  disk: (disk, root) => withFailpoints(disk, root, failpoints),
  launcher: (launcher) => launcherWithFailpoints(launcher, failpoints),
  processes: (processes) => processesWithFailpoints(processes, failpoints),
  effect: (name, act) => awaited(failpoints, name, act),
});

/** The same disk, with a failpoint on each side of every side effect. */
export function withFailpoints(disk: Disk, root: string, failpoints: Failpoints): Disk {
  const around = <T>(verb: string, path: string, effect: () => T): T => {
    const point = failpoints(`${verb} ${kindOf(relative(root, path))}`);
    point.before();
    const result = effect();
    point.after();
    return result;
  };
  const aroundSoon = <T>(verb: string, path: string, effect: () => Promise<T>): Promise<T> =>
    awaited(failpoints, `${verb} ${kindOf(relative(root, path))}`, effect);
  const { patient } = disk;
  return {
    ...disk,
    ...(patient && {
      patient: {
        create: (path, text, options) =>
          aroundSoon('create', path, () => patient.create(path, text, options)),
        replace: (path, text, options) =>
          aroundSoon('replace', path, () => patient.replace(path, text, options)),
        makeFolder: (path, options) =>
          aroundSoon('folder', path, () => patient.makeFolder(path, options)),
      },
    }),
    create: (path, text, options) => around('create', path, () => disk.create(path, text, options)),
    replace: (path, text, options) =>
      around('replace', path, () => disk.replace(path, text, options)),
    mark: (path) => around('mark', path, () => disk.mark(path)),
    append: (path, line) => around('append', path, () => disk.append(path, line)),
    makeFolder: (path, options) => around('folder', path, () => disk.makeFolder(path, options)),
    move: (from, to, options) => around('move', to, () => disk.move(from, to, options)),
    remove: (path) => around('remove', path, () => disk.remove(path)),
    erase: (path, options) => around('erase', path, () => disk.erase(path, options)),
  };
}

/** The same launcher, with a failpoint on each side of spawn, go and every signal. */
export function launcherWithFailpoints(launcher: Launcher, failpoints: Failpoints): Launcher {
  return {
    ...launcher,
    async start(command, folder) {
      const start = () => launcher.start(command, folder);
      return gateWithFailpoints(await awaited(failpoints, 'launch spawn', start), failpoints);
    },
    signal: (run, signal) =>
      awaited(failpoints, `signal ${signal}`, () => launcher.signal(run, signal)),
  };
}

/** The same processes, with a failpoint on each side of whatever ends one. */
function processesWithFailpoints(processes: Processes, failpoints: Failpoints): Processes {
  const { kill, signal } = processes;
  return {
    ...processes,
    kill: (identity) => awaited(failpoints, 'kill holder', () => kill(identity)),
    signal: (identity, name) =>
      awaited(failpoints, `signal holder ${name}`, () => signal(identity, name)),
  };
}

/** An effect that takes a while, with a failpoint on each side. */
async function awaited<T>(
  failpoints: Failpoints,
  name: string,
  effect: () => Promise<T>,
): Promise<T> {
  const point = failpoints(name);
  point.before();
  const result = await effect();
  point.after();
  return result;
}

function gateWithFailpoints(gate: Gate, failpoints: Failpoints): Gate {
  return {
    ...gate,
    open() {
      const point = failpoints('launch go');
      point.before();
      gate.open();
      point.after();
    },
  };
}

/** `runs/37/spec.json` → `runs/spec.json`: what kind of file it is, without its numbers. */
function kindOf(path: string): string {
  return path
    .split('/')
    .map((part) => part.replace(/^(?:\d{14}-[0-9a-f]{8,}|[\d-]+)/, '').replace(/[._]?\d+/g, ''))
    .map((part) => part.replace(/^\./, ''))
    .filter((part) => part !== '')
    .join('/');
}
