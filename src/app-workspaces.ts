import { dirname, join, resolve } from 'node:path';
import { createDisk } from './adapters/disk.ts';
import { makeFolders } from './adapters/folders.ts';
import { createPlaces, type PlacesParts } from './adapters/places.ts';
import { createRegistry, noRegistry } from './adapters/registry.ts';
import { shortPath, stateFolderOf } from './adapters/state-folder.ts';
import { findWorkspace } from './adapters/workspace.ts';
import type { Places } from './core/places.ts';
import type { Disk } from './core/ports.ts';
import type { Registry } from './core/registered.ts';
import { stateLayout } from './core/state-layout.ts';
import type { Context, Workspaces } from './operations/operation.ts';

type Environment = Readonly<Record<string, string>>;

/** What this user has conducted so far. */
export function registryOf(environment: Environment): Registry {
  const state = stateFolderOf(environment);
  return state === undefined ? noRegistry : createRegistry(state);
}

type OfRuns = Pick<PlacesParts, 'workspace' | 'processes' | 'clock' | 'warn'>;

/** The places of this machine, as the runs of one workspace take them. */
export function placesOf(
  environment: Environment,
  parts: OfRuns,
  wrap: (disk: Disk, root: string) => Disk,
): Places {
  const state = stateFolderOf(environment) ?? '/dev/null'; // Where nothing can be kept, and that is told.
  return createPlaces({
    ...parts,
    state,
    disk: wrap(createDisk(join(state, stateLayout.temporary)), state),
    nameOf: (workspace) => shortPath(dirname(workspace), environment),
    prepare: (folders) => makeFolders(state, folders),
  });
}

/** All workspaces of a user, each opened with `open` when it is looked into. */
export function composeWorkspaces(
  environment: Environment,
  cwd: string,
  open: (root: string) => Promise<Context>,
): Workspaces {
  const registry = registryOf(environment);
  return {
    known: registry.known,
    forget: registry.forget,
    rootOf: (folder) => findWorkspace(cwd, resolve(cwd, folder), undefined).root,
    nameOf: (root) => shortPath(dirname(root), environment),
    async look(root, use) {
      const context = await open(root);
      // Who only looks in from elsewhere must not set work going there.
      const conducting = { ...context.conducting, ensure: async () => 'there' as const };
      try {
        return await use({ ...context, conducting });
      } finally {
        context.wake.close();
      }
    },
  };
}
