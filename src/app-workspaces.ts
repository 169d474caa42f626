import { dirname, resolve } from 'node:path';
import { createRegistry, noRegistry } from './adapters/registry.ts';
import { shortPath, stateFolderOf } from './adapters/state-folder.ts';
import { findWorkspace } from './adapters/workspace.ts';
import type { Registry } from './core/registered.ts';
import type { Context, Workspaces } from './operations/operation.ts';

type Environment = Readonly<Record<string, string>>;

/** What this user has conducted so far. */
export function registryOf(environment: Environment): Registry {
  const state = stateFolderOf(environment);
  return state === undefined ? noRegistry : createRegistry(state);
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
