import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { Registered, type Registry } from '../core/registered.ts';
import { stateLayout } from '../core/state-layout.ts';
import { protocolVersion } from '../core/task.ts';
import { fs } from './builtins.ts';
import { createDisk } from './disk.ts';
import { codeOf } from './disk-failure.ts';
import { makeFolders } from './folders.ts';
import { readRecord, textOf } from './store/records.ts';

/**
 * The workspaces that are remembered in the folder `state`, a file each, under a name that follows
 * from the path: nobody ever changes what another one wrote.
 */
export function createRegistry(state: string): Registry {
  const disk = createDisk(join(state, stateLayout.temporary));
  const pathOf = (root: string) => join(state, stateLayout.workspace(hashOf(root)));

  return {
    remember(root, at) {
      unlessRefused(() => {
        const path = pathOf(root);
        if (disk.exists(path) && !isTorn(path)) return;
        disk.remove(path);
        makeFolders(state, [stateLayout.workspaces, stateLayout.temporary]);
        const known: Registered = { version: protocolVersion, workspace: root, since: at };
        disk.create(path, textOf(known), { durable: false });
      });
    },
    known() {
      const found = names().flatMap(
        (name) => read(join(state, stateLayout.workspaces, name)) ?? [],
      );
      // One that is reached by several ways, as through a link, is one.
      const once = new Map(found.reverse().map((one) => [realPath(one.workspace), one]));
      return [...once.values()].sort((a, b) => (a.workspace < b.workspace ? -1 : 1));
    },
    forget(root) {
      const path = pathOf(root);
      const isKnown = disk.exists(path);
      disk.remove(path);
      return isKnown;
    },
  };

  /** As after a power cut: it is not worth an fsync, and would hide the workspace for good. */
  function isTorn(path: string): boolean {
    try {
      readRecord(disk, path, Registered);
      return false;
    } catch (error) {
      return error instanceof Failure && error.code === 'invalid';
    }
  }

  function names(): string[] {
    try {
      return disk.list(join(state, stateLayout.workspaces));
    } catch (error) {
      // Somebody wants nothing to be remembered: XDG_STATE_HOME=/dev/null.
      if (codeOf(error) === 'ENOTDIR') return [];
      throw error;
    }
  }

  /** Undefined for what cannot be read, and for what is not there any more. */
  function read(path: string): Registered | undefined {
    return unlessRefused(() => {
      const known = readRecord(disk, path, Registered);
      if (!known || disk.exists(known.workspace)) return known;
      disk.remove(path);
      return undefined;
    });
  }
}

/** Where nothing is known of any workspace, and nothing can be remembered. */
export const noRegistry: Registry = {
  remember: () => undefined,
  known: () => [],
  forget: () => false,
};

const hashOf = (root: string): string =>
  createHash('sha256').update(root).digest('hex').slice(0, 16);

function realPath(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}

/** Nothing depends on what is remembered here: what the disk refuses is done without. */
function unlessRefused<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
