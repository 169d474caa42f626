import { basename, dirname } from 'node:path';
import { Failure } from '../../src/core/failure.ts';
import type { Disk } from '../../src/core/ports.ts';

interface Entry {
  /** Undefined for a folder. */
  text: string | undefined;
  /** Of a file that is no text. */
  bytes?: Buffer;
  changedAt: number;
  renamedAt: number;
}

/** A disk in memory, and what a test may do to it behind everyone's back. */
export interface MemoryDisk extends Disk {
  /** Writes a file as it stands, torn or damaged as it may be. */
  put(path: string, text: string): void;
  /** Makes a folder with all above it. */
  grow(path: string): void;
  /** Every path there is, sorted. */
  paths(): string[];
}

const isFolder = (what: string) =>
  new Failure('unavailable', `${what}: a folder is where a file should be`, {
    cause: Object.assign(new Error('EISDIR'), { code: 'EISDIR' }),
  });

const reportMax = 1024 * 1024;

/**
 * A disk without a machine: deterministic, each change later than the one before. It keeps the
 * promises of the real one, so that what is tested on it holds there.
 */
export function createMemoryDisk(wallMs: () => number = () => Date.UTC(2026, 0, 1)): MemoryDisk {
  const entries = new Map<string, Entry>();
  const names = new Map<string, Set<string>>();
  let lastMs = 0;
  const tick = (): number => {
    lastMs = Math.max(lastMs + 1, wallMs());
    return lastMs;
  };

  const fileAt = (path: string): Entry | undefined => {
    const entry = entries.get(path);
    return entry?.text === undefined ? undefined : entry;
  };
  const needParent = (path: string): void => {
    const parent = entries.get(dirname(path));
    if (parent && parent.text === undefined) return;
    throw new Failure('unavailable', `cannot write ${path}: a folder on the way does not exist`);
  };
  const enter = (path: string, entry: Entry): void => {
    entries.set(path, entry);
    const inFolder = names.get(dirname(path)) ?? new Set();
    names.set(dirname(path), inFolder.add(basename(path)));
  };
  const take = (path: string): boolean => {
    names.get(dirname(path))?.delete(basename(path));
    return entries.delete(path);
  };
  const write = (path: string, content: string | Uint8Array): void => {
    needParent(path);
    if (entries.has(path) && !fileAt(path)) throw isFolder(`cannot write ${path}`);
    const at = tick();
    const bytes = typeof content === 'string' ? undefined : Buffer.from(content);
    const text = typeof content === 'string' ? content : '';
    enter(path, { text, ...(bytes && { bytes }), changedAt: at, renamedAt: at });
  };
  const bytesOf = ({ text = '', bytes }: Entry): Buffer => bytes ?? Buffer.from(text);
  const below = (path: string): string[] =>
    [...(names.get(path) ?? [])].flatMap((name) => [
      `${path}/${name}`,
      ...below(`${path}/${name}`),
    ]);

  const disk: MemoryDisk = {
    read(path) {
      const entry = entries.get(path);
      if (entry && entry.text === undefined) throw isFolder(`cannot read ${path}`);
      return entry?.text;
    },
    list: (path) => [...(names.get(path) ?? [])],
    exists: (path) => entries.has(path),
    changedAt: (path) => entries.get(path)?.changedAt,
    renamedAt: (path) => entries.get(path)?.renamedAt,
    size(path) {
      const { text = '', bytes } = entries.get(path) ?? { text: '' };
      return bytes?.length ?? Buffer.byteLength(text);
    },
    create(path, text) {
      needParent(path);
      if (entries.has(path)) return false;
      write(path, text);
      return true;
    },
    replace: write,
    mark(path) {
      needParent(path);
      if (!entries.has(path)) write(path, '');
    },
    append(path, line) {
      const text = entries.get(path)?.text ?? '';
      write(path, `${text.slice(0, text.lastIndexOf('\n') + 1)}${line}\n`);
    },
    makeFolder(path) {
      needParent(path);
      if (entries.has(path)) return false;
      const at = tick();
      enter(path, { text: undefined, changedAt: at, renamedAt: at });
      return true;
    },
    move(from, to) {
      const entry = entries.get(from);
      if (!entry) return false;
      needParent(to);
      const inside = below(from).map((path) => [path, entries.get(path)] as const);
      take(from);
      enter(to, { ...entry, renamedAt: tick() });
      for (const [path, one] of inside) {
        take(path);
        if (one) enter(`${to}${path.slice(from.length)}`, one);
      }
      return true;
    },
    remove: (path) => void (fileAt(path) && take(path)),
    erase(path) {
      const gone = entries.has(path) ? [path, ...below(path)] : [];
      const bytes = gone.reduce((sum, one) => sum + disk.size(one), 0);
      for (const one of gone) take(one);
      return bytes;
    },
    readReport(path) {
      const text = fileAt(path)?.text;
      return text === undefined
        ? undefined
        : { text: text.slice(0, reportMax), cut: text.length > reportMax };
    },
    readFrom(path, offset, bytesMax) {
      const file = fileAt(path);
      return file ? bytesOf(file).subarray(offset, offset + bytesMax) : Buffer.alloc(0);
    },

    put(path, text) {
      disk.grow(dirname(path));
      write(path, text);
    },
    grow(path) {
      if (entries.has(path)) return;
      if (path === dirname(path)) enter(path, { text: undefined, changedAt: 0, renamedAt: 0 });
      else {
        disk.grow(dirname(path));
        disk.makeFolder(path);
      }
    },
    paths: () => [...entries.keys()].sort(),
  };
  return disk;
}
