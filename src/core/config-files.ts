import type { Agents } from './ports.ts';

/** The config files that people edit, for who changes them. */
export interface ConfigFiles {
  /** The path of that of the workspace; it need not be there. */
  readonly workspace: string;
  /** The path of that of the user, for all workspaces. */
  readonly user: string;
  read(path: string): string | undefined;
  /** False, and nothing changed, where it does not say `before` any more. */
  replace(path: string, before: string | undefined, text: string): boolean;
  /** All agents, were this the text of that file. */
  supposing(path: string, text: string): Agents;
}
