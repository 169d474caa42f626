import { timestamp } from '../core/instant.ts';
import { type Infer, list, object, optional, string } from '../lib/schema.ts';
import { TaskRow } from './show-task.ts';
import { ConductorView, Counts } from './status.ts';

/** A workspace among others. */
export const WorkspaceView = object({
  name: string('Its folder, as people write it.'),
  workspace: string('The absolute path of its `.orchestra/`.'),
  since: timestamp('When somebody first conducted there.'),
  counts: optional(Counts),
  conductor: optional(ConductorView),
  tasks: list(TaskRow, 'What runs there, and what waits for a person.'),
  problem: optional(string('Why it cannot be looked into; then nothing else is known.')),
});
export type WorkspaceView = Infer<typeof WorkspaceView>;

/** All workspaces of a user, and those that were forgotten just now. */
export const WorkspacesOutput = object({
  workspaces: list(WorkspaceView, 'Every workspace of yours in which somebody has conducted.'),
  forgotten: list(string('A path.'), 'Those that are not known any more.'),
});
export type WorkspacesOutput = Infer<typeof WorkspacesOutput>;
