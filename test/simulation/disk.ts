import type { Disk, WriteOptions } from '../../src/core/ports.ts';
import type { Dice } from './dice.ts';
import { createPlatter } from './platter.ts';

/** Who does something to the disk, what is done, and where. */
export interface Effect {
  readonly actor: string;
  readonly verb: string;
  readonly path: string;
}

/** A disk that forgets at a power cut what was never fsynced, and may tear what was half written. */
export interface SimulatedDisk {
  /** The disk as one process reaches it. */
  as(actor: string): Disk;
  /** Bytes that an agent or its shim writes: whole when nobody pulls the plug, never fsynced. */
  write(path: string, text: string): void;
  /** Runs an effect without its fsync: what a failed fsync, or a power cut in the middle, leaves. */
  unsynced<T>(act: () => T): T;
  /** Only what was fsynced is sure to be there afterwards; of the rest the dice decide. */
  powerCut(dice: Dice): void;
  /** Makes a folder with all above it, for good. */
  grow(path: string): void;
  read(path: string): string | undefined;
  exists(path: string): boolean;
  list(path: string): string[];
  /** Every file and its content, sorted. */
  files(): (readonly [path: string, text: string])[];
}

const reportMax = 1024 * 1024;
const none: WriteOptions = {};

/** An empty disk. `stampMs` is the clock of the file server; `told` hears of every effect. */
export function createSimulatedDisk(
  stampMs: () => number,
  told: (effect: Effect) => void,
): SimulatedDisk {
  const platter = createPlatter(stampMs);
  let isSynced = true;
  const isDurable = ({ durable }: WriteOptions) => isSynced && durable !== false;

  const as = (actor: string): Disk => {
    const tell = (verb: string, path: string) => told({ actor, verb, path });
    return {
      read(path) {
        const node = platter.at(path);
        if (node && node.text === undefined) throw new Error(`EISDIR: ${path}`);
        return node?.text;
      },
      list: (path) => [...(platter.at(path)?.names ?? [])],
      exists: (path) => platter.at(path) !== undefined,
      changedAt: (path) => platter.at(path)?.changedAt,
      renamedAt: (path) => platter.at(path)?.renamedAt,
      size: (path) => Buffer.byteLength(platter.at(path)?.text ?? ''),
      create(path, text, options = none) {
        if (platter.at(path)) return false;
        platter.put(path, text, isDurable(options), options.durable === false);
        tell('create', path);
        return true;
      },
      replace(path, content, options = none) {
        // Nothing there is long enough to be packed.
        const text =
          typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
        platter.put(path, text, isDurable(options), options.durable === false);
        tell('replace', path);
      },
      mark(path) {
        if (platter.at(path)) return;
        platter.put(path, '', false, false);
        tell('mark', path);
      },
      append(path, line) {
        const text = platter.at(path)?.text ?? '';
        platter.put(path, `${text.slice(0, text.lastIndexOf('\n') + 1)}${line}\n`, false, true);
        tell('append', path);
      },
      makeFolder(path, options = none) {
        if (platter.at(path)) {
          if (isDurable(options)) platter.sync(path);
          return false;
        }
        platter.put(path, undefined, isDurable(options), false);
        tell('folder', path);
        return true;
      },
      move(from, to, options = none) {
        if (!platter.at(from)) return false;
        platter.move(from, to, isSynced && options.durable === true);
        tell('move', to);
        return true;
      },
      remove(path) {
        if (platter.at(path)?.text === undefined) return;
        platter.drop(path, false);
        tell('remove', path);
      },
      erase(path, options = none) {
        const node = platter.at(path);
        if (!node && isSynced && options.durable === true) platter.sync(path);
        if (!node) return 0;
        const inside = [...(node.names ?? [])].map((name) => this.erase(`${path}/${name}`));
        platter.drop(path, isSynced && options.durable === true);
        tell('erase', path);
        return inside.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(node.text ?? ''));
      },
      readReport(path) {
        const text = platter.at(path)?.text;
        return text === undefined
          ? undefined
          : { text: text.slice(0, reportMax), cut: text.length > reportMax };
      },
      readFrom: (path, offset, bytesMax) =>
        Buffer.from(platter.at(path)?.text ?? '').subarray(offset, offset + bytesMax),
    };
  };

  const plain = as('');
  return {
    as,
    write: (path, text) => platter.put(path, text, false, true),
    unsynced(act) {
      isSynced = false;
      try {
        return act();
      } finally {
        isSynced = true;
      }
    },
    powerCut: platter.powerCut,
    grow: platter.grow,
    read: plain.read,
    exists: plain.exists,
    list: plain.list,
    files: platter.files,
  };
}
