import { relative } from 'node:path';
import { Failure } from '../../src/core/failure.ts';
import type { Disk } from '../../src/core/ports.ts';
import { Killed } from '../support/deaths.ts';
import type { Effect, SimulatedDisk } from './disk.ts';

/** What happens to a process in the middle of what it does: at its `at`-th effect, or read. */
export interface Fate {
  readonly at: number;
  readonly is:
    | 'killed before'
    | 'killed after'
    | 'cut off within' // The power fails before the fsync.
    | 'refused' // Nothing was done.
    | 'not synced' // It was done, but the fsync failed.
    | 'cannot read'
    | 'others first'; // Something else happens in between.
}

/** How the disk is for everybody. */
export type Condition = 'fine' | 'full' | 'read-only' | `closed ${string}`;

/** Between a process and everything that it can change. */
export interface Hand {
  isDead: boolean;
  fate: Fate | undefined;
  /** What was done since the fate was set, for the reader of a history. */
  done: string[];
  /** How many effects it has begun in all its life. */
  readonly begun: number;
  /** How often something was refused to it. */
  refusals: number;
  /** Does something that is no business of the disk, such as a signal. */
  act<T>(name: string, effect: () => T): T;
  readonly disk: Disk;
}

interface Parts {
  readonly disk: SimulatedDisk;
  readonly root: string;
  readonly actor: string;
  readonly condition: () => Condition;
  /** The process dies here and now. */
  readonly onKilled: () => void;
  readonly onPowerFailure: () => void;
  readonly onOthersFirst: () => void;
  /** An effect is about to be left half done. */
  readonly onDoubt: (effect: Effect) => void;
}

/** The disk and the deeds of one process, with its fate in between. */
export function createHand(parts: Parts): Hand {
  const { root, actor } = parts;
  const raw = parts.disk.as(actor);
  let begun = 0;
  let effects = 0;
  let reads = 0;
  let fate: Fate | undefined;

  const die = (): never => {
    parts.onKilled();
    throw new Killed(actor);
  };
  const refuse = (code: string, path: string): never => {
    hand.refusals += 1;
    const cause = Object.assign(new Error(code), { code });
    throw new Failure('unavailable', `cannot reach ${path}: ${code}`, { cause });
  };
  const isDue = (): boolean => {
    effects += 1;
    begun += 1;
    if (hand.isDead) throw new Killed(actor);
    return fate?.at === effects && fate.is !== 'cannot read';
  };
  const meet = (is: Fate['is'] | undefined): void => {
    if (is === 'others first') parts.onOthersFirst();
    if (is === 'killed before') die();
    if (hand.isDead) throw new Killed(actor); // Others may have pulled the plug.
  };

  const onDisk = <T>(verb: string, path: string, effect: () => T): T => {
    const is = isDue() ? fate?.is : undefined;
    const name = `${verb} ${relative(root, path)}`;
    meet(is);
    const code = refusalOf(parts.condition(), verb, path, root);
    if (code) return refuse(code, path);
    // A rename whose fsync fails, and is lost by a power cut after that, is beyond what we promise.
    if (is === 'refused' || (is === 'not synced' && verb === 'move'))
      return refuse(verb === 'append' ? 'ENOSPC' : 'EIO', path);
    if (is === 'not synced' || is === 'cut off within') {
      parts.onDoubt({ actor, verb, path });
      hand.done.push(`${name} (half)`);
      parts.disk.unsynced(effect);
      if (is === 'not synced') return refuse('EIO', path);
      parts.onPowerFailure();
      throw new Killed(actor);
    }
    const result = effect();
    hand.done.push(name);
    if (is === 'killed after') die();
    return result;
  };
  const look = <T>(path: string, read: () => T): T => {
    reads += 1;
    if (hand.isDead) throw new Killed(actor);
    if (fate?.is === 'cannot read' && fate.at === reads) return refuse('EIO', path);
    return read();
  };

  const hand: Hand = {
    isDead: false,
    done: [],
    refusals: 0,
    get begun() {
      return begun;
    },
    get fate() {
      return fate;
    },
    set fate(next) {
      fate = next;
      effects = 0;
      reads = 0;
      if (next) hand.done = [];
    },
    act(name, effect) {
      const is = isDue() ? fate?.is : undefined;
      meet(is);
      const result = effect();
      hand.done.push(name);
      if (is === 'killed after') die();
      if (is === 'cut off within') parts.onPowerFailure();
      if (hand.isDead) throw new Killed(actor);
      return result;
    },
    disk: {
      read: (path) => look(path, () => raw.read(path)),
      list: (path) => look(path, () => raw.list(path)),
      exists: (path) => look(path, () => raw.exists(path)),
      changedAt: (path) => look(path, () => raw.changedAt(path)),
      renamedAt: (path) => look(path, () => raw.renamedAt(path)),
      size: (path) => look(path, () => raw.size(path)),
      readReport: (path) => look(path, () => raw.readReport(path)),
      readFrom: (path, offset, bytes) => look(path, () => raw.readFrom(path, offset, bytes)),
      create: (path, text, options) =>
        onDisk('create', path, () => raw.create(path, text, options)),
      replace: (path, text, options) =>
        onDisk('replace', path, () => raw.replace(path, text, options)),
      mark: (path) => onDisk('mark', path, () => raw.mark(path)),
      append: (path, line) => onDisk('append', path, () => raw.append(path, line)),
      makeFolder: (path, options) => onDisk('folder', path, () => raw.makeFolder(path, options)),
      move: (from, to, options) => onDisk('move', to, () => raw.move(from, to, options)),
      remove: (path) => onDisk('remove', path, () => raw.remove(path)),
      erase: (path, options) => onDisk('erase', path, () => raw.erase(path, options)),
    },
  };
  return hand;
}

/** What the system says to an effect while the disk is in this condition. */
export function refusalOf(
  condition: Condition,
  verb: string,
  path: string,
  root: string,
): string | undefined {
  if (condition === 'fine') return undefined;
  if (condition === 'read-only') return 'EROFS';
  if (condition === 'full')
    return ['remove', 'erase', 'move'].includes(verb) ? undefined : 'ENOSPC';
  return path.startsWith(`${root}/${condition.slice('closed '.length)}/`) ? 'EACCES' : undefined;
}
