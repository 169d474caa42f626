import { Failure } from '../../src/core/failure.ts';
import type { Dice } from './dice.ts';

/** A file or a folder, as every process sees it. */
export interface Node {
  /** Undefined for a folder. */
  readonly text: string | undefined;
  readonly names: Set<string> | undefined;
  readonly changedAt: number;
  renamedAt: number;
}

/** What a name stands for: a text, a folder, or nothing. `isSoft` says that it was not fsynced. */
interface Written {
  readonly text: string | 'folder' | 'gone';
  readonly isFile: boolean;
  readonly isSoft: boolean;
}

/** A change of names that no fsync of their folders has made durable yet. */
interface Change {
  readonly seq: number;
  readonly folders: readonly string[];
  readonly writes: readonly (readonly [path: string, written: Written])[];
  isKept: boolean;
}

const gone: Written = { text: 'gone', isFile: false, isSoft: false };
const folder: Written = { text: 'folder', isFile: false, isSoft: false };

/**
 * Two layers: the tree that processes see, and what a power cut would leave of it. An fsync of a
 * folder keeps every change of its names so far; one of a file keeps its content.
 */
export function createPlatter(stampMs: () => number) {
  let tree = new Map<string, Node>();
  let kept = new Map<string, Written>();
  let pending = new Map<string, Change[]>();
  let changes = 0;
  let lastMs = 0;

  const stamp = (): number => {
    lastMs = Math.max(lastMs + 1, stampMs());
    return lastMs;
  };
  const needFolder = (path: string): Set<string> => {
    const names = tree.get(folderOf(path))?.names;
    if (names) return names;
    throw new Failure('unavailable', `cannot write ${path}: a folder on the way does not exist`);
  };
  const hang = (path: string, node: Node): void => {
    needFolder(path).add(nameOf(path));
    tree.set(path, node);
  };
  const unhang = (path: string): void => {
    tree.get(folderOf(path))?.names?.delete(nameOf(path));
    tree.delete(path);
  };

  const note = (folders: readonly string[], writes: Change['writes'], isDurable: boolean): void => {
    const change: Change = { seq: ++changes, folders, writes, isKept: false };
    for (const one of folders) {
      const waiting = pending.get(one);
      if (waiting) waiting.push(change);
      else pending.set(one, [change]);
    }
    if (isDurable) for (const one of folders) keepUpTo(one, change.seq);
  };
  /** A change in two folders is one: what happened before it in the other is kept with it. */
  const keepUpTo = (path: string, seq: number): void => {
    const waiting = pending.get(path);
    if (!waiting) return;
    pending.delete(path);
    const later = waiting.filter((change) => change.seq > seq && !change.isKept);
    if (later.length > 0) pending.set(path, later);
    for (const change of waiting) {
      if (change.seq > seq || change.isKept) continue;
      change.isKept = true;
      for (const other of change.folders) if (other !== path) keepUpTo(other, change.seq);
      keep(change);
    }
  };
  const keep = ({ writes }: Change): void => {
    for (const [path, written] of writes)
      if (written === gone) kept.delete(path);
      else kept.set(path, written);
  };

  const below = (path: string): string[] =>
    [...(tree.get(path)?.names ?? [])].flatMap((name) => {
      const one = `${path}/${name}`;
      return [one, ...below(one)];
    });
  const writtenAt = (path: string, isSoft: boolean): Written => {
    const text = tree.get(path)?.text;
    return text === undefined ? folder : { text, isFile: true, isSoft };
  };

  return {
    at: (path: string) => tree.get(path),

    /** `isSoft` content was not fsynced, whether its name was or not. */
    put(path: string, text: string | undefined, isDurable: boolean, isSoft: boolean): void {
      needFolder(path);
      const before = tree.get(path);
      if (before && before.text === undefined)
        throw new Failure('unavailable', `cannot write ${path}: a folder is there`);
      const at = stamp();
      const names = text === undefined ? new Set<string>() : undefined;
      hang(path, { text, names, changedAt: at, renamedAt: at });
      const written =
        text === undefined ? folder : { text, isFile: true, isSoft: isSoft && text !== '' };
      note([folderOf(path)], [[path, written]], isDurable);
    },

    move(from: string, to: string, isDurable: boolean): void {
      const node = tree.get(from);
      if (!node) return;
      needFolder(to);
      const inside = below(from);
      const paths = [from, ...inside].map(
        (path) => [path, `${to}${path.slice(from.length)}`, tree.get(path)] as const,
      );
      for (const path of [...inside].reverse()) unhang(path);
      unhang(from);
      for (const [, path, one] of paths)
        if (one) hang(path, { ...one, ...(one.names && { names: new Set<string>() }) });
      node.renamedAt = stamp();
      const moved = tree.get(to);
      if (moved) moved.renamedAt = node.renamedAt;
      const writes = paths.flatMap(([old, path]) => {
        const isSoft = kept.get(old)?.isSoft ?? !isDurable;
        return [[old, gone] as const, [path, writtenAt(path, isSoft)] as const];
      });
      note([...new Set([folderOf(from), folderOf(to)])], writes, isDurable);
    },

    drop(path: string, isDurable = false): void {
      unhang(path);
      note([folderOf(path)], [[path, gone]], isDurable);
    },

    /** What happened in the folder of this path is there for good. */
    sync: (path: string): void => keepUpTo(folderOf(path), changes),

    grow(path: string): void {
      if (tree.has(path)) return;
      if (path !== '/') this.grow(folderOf(path));
      const node = { text: undefined, names: new Set<string>(), changedAt: 0, renamedAt: 0 };
      tree.set(path, node);
      if (path !== '/') tree.get(folderOf(path))?.names?.add(nameOf(path));
      kept.set(path, folder);
    },

    /** Each unkept change is there or not, but for one name never a later one without an earlier. */
    powerCut(dice: Dice): void {
      const open = new Set([...pending.values()].flat());
      const lost = new Set<string>();
      for (const change of [...open].sort((a, b) => a.seq - b.seq)) {
        if (change.isKept) continue;
        const survives = dice.oneIn(2) && !change.writes.some(([path]) => lost.has(path));
        if (survives) keep(change);
        else for (const [path] of change.writes) lost.add(path);
      }
      const left = new Map<string, Written>();
      for (const [path, written] of kept) {
        const text = written.isSoft && dice.oneIn(2) ? torn(written.text, dice) : written.text;
        left.set(path, { text, isFile: written.isFile, isSoft: false });
      }
      pending = new Map();
      kept = new Map();
      tree = new Map();
      for (const [path, written] of [...left].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (path !== '/' && !tree.get(folderOf(path))?.names) continue; // Its folder was lost.
        const at = stamp();
        const text = written.isFile ? written.text : undefined;
        const names = written.isFile ? undefined : new Set<string>();
        tree.set(path, { text, names, changedAt: at, renamedAt: at });
        if (path !== '/') tree.get(folderOf(path))?.names?.add(nameOf(path));
        kept.set(path, written);
      }
    },

    files: (): (readonly [string, string])[] =>
      [...tree]
        .flatMap(([path, { text }]) => (text === undefined ? [] : [[path, text] as const]))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

const torn = (text: string, dice: Dice): string => text.slice(0, dice.below(text.length + 1));
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
