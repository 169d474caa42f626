import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Disk, Gate, Launcher } from '../core/ports.ts';

/**
 * Where a process kills itself, for tests of crashes: `before:NAME`, `after:NAME`, either with
 * `:K` for the K-th time, or `trace:FILE`, which only writes the names of all side effects down.
 * A name is what is done and where: `create runs/started`, `launch go`, `signal INT`.
 */
export type Failpoints = (name: string) => { before(): void; after(): void };

/** Reads the setting; undefined when there is none, so that nothing is wrapped and nothing costs. */
export function readFailpoints(setting: string | undefined): Failpoints | undefined {
  if (!setting) return undefined;
  const [when, name, time] = setting.split(':') as [string, string, string | undefined];
  if (when === 'trace') {
    const note = (line: string) => appendFileSync(name, `${line}\n`);
    return (effect) => ({ before: () => note(effect), after: () => undefined });
  }
  let seen = 0;
  return (effect) => {
    const isIt = effect === name && ++seen === Number(time ?? 1);
    return {
      before: () => (isIt && when === 'before' ? die() : undefined),
      after: () => (isIt && when === 'after' ? die() : undefined),
    };
  };
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;); // The signal is on its way; nothing may happen in between.
}

/** The same disk, with a failpoint on each side of every side effect. */
export function withFailpoints(disk: Disk, root: string, failpoints: Failpoints): Disk {
  const around = <T>(verb: string, path: string, effect: () => T): T => {
    const point = failpoints(`${verb} ${kindOf(relative(root, path))}`);
    point.before();
    const result = effect();
    point.after();
    return result;
  };
  return {
    ...disk,
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
      const point = failpoints('launch spawn');
      point.before();
      const gate = await launcher.start(command, folder);
      point.after();
      return gateWithFailpoints(gate, failpoints);
    },
    async signal(run, signal) {
      const point = failpoints(`signal ${signal}`);
      point.before();
      await launcher.signal(run, signal);
      point.after();
    },
  };
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
