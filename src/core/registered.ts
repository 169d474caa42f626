import { type Infer, object, string } from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { version } from './task.ts';

/** `workspaces/<hash>.json`: a workspace in which somebody has conducted. */
export const Registered = object({
  version,
  workspace: string('The absolute path of its `.orchestra/`.'),
  since: timestamp('When somebody first conducted there.'),
});
export type Registered = Infer<typeof Registered>;

/** The workspaces of a user, as far as somebody has conducted there. */
export interface Registry {
  /** Remembers one; costs a look where it is known, and never fails. `at` is the wall clock. */
  remember(root: string, at: string): void;
  /** All that are there, by their paths. What is gone is forgotten. */
  known(): Registered[];
  /** False where it was not known. */
  forget(root: string): boolean;
}
