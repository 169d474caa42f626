import { join } from 'node:path';
import { readToEdit, replaceEdited } from './adapters/edited-files.ts';
import { temporaryOf } from './adapters/store/index.ts';
import { composeAgents, userConfigOf } from './app-engine.ts';
import type { ConfigFiles } from './core/config-files.ts';
import { layout } from './core/layout.ts';

/** The config files of a workspace and of its user, for who changes them. */
export function composeConfigFiles(
  root: string,
  packageRoot: string,
  environment: Readonly<Record<string, string>>,
  prepare: () => void,
): ConfigFiles {
  const workspace = join(root, layout.config);
  return {
    workspace,
    user: userConfigOf(environment),
    read: readToEdit,
    replace(path, before, text) {
      if (path !== workspace) return replaceEdited(path, { before, text, mode: 0o600 });
      prepare();
      const temporary = (folder: string) => (folder === root ? temporaryOf(root) : folder);
      return replaceEdited(path, { before, text, mode: 0o644, temporary });
    },
    supposing: (path, text) => composeAgents(root, packageRoot, environment, { path, text }),
  };
}
