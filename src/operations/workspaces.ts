import { Failure } from '../core/failure.ts';
import type { Registered } from '../core/registered.ts';
import { list, object, oneOf, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { type Context, operation, type Workspaces } from './operation.ts';
import type { TaskRow } from './show-task.ts';
import { status } from './status.ts';
import { WorkspacesOutput, type WorkspaceView } from './workspace-view.ts';

/** Of those that wait for a person, so many are shown. */
const awaitingMax = 50;

/** All workspaces of a user: they are remembered when somebody first conducts there. */
export const workspaces = operation({
  summary: 'List your workspaces on this machine, or forget some',
  examples: [
    'orchestra workspaces',
    'orchestra workspaces list --json',
    'orchestra workspaces forget ~/old-project',
  ],
  route: 'POST /workspaces',
  positionals: ['action', 'folders'],
  rest: 'list',
  kinds: { folders: ['workspace', 'folder'] },
  writes: false,
  input: object({
    action: oneOf(['list', 'forget'], 'What to do.', { default: 'list' }),
    folders: optional(list(string('A folder.'), 'Which workspaces to forget.')),
  }),
  output: WorkspacesOutput,
  async run(context, { action, folders = [] }): Promise<WorkspacesOutput> {
    const all = await context.workspaces();
    if (action === 'forget') return { workspaces: [], forgotten: forget(all, folders) };
    if (folders.length > 0)
      throw new Failure('usage', 'workspaces list takes no folder', {
        hint: `orchestra status --dir ${folders[0]} shows one of them`,
      });
    const views: WorkspaceView[] = [];
    for (const one of all.known()) views.push(await viewOf(all, one));
    return { workspaces: views, forgotten: [] };
  },
});

function forget(all: Workspaces, folders: readonly string[]): string[] {
  if (folders.length === 0)
    throw new Failure('usage', 'forget which workspace?', {
      hint: 'orchestra workspaces forget FOLDER; orchestra workspaces lists them',
    });
  const known = new Map(all.known().map(({ workspace }) => [workspace, all.nameOf(workspace)]));
  const roots = folders.map((folder) => ({ folder, root: all.rootOf(folder) }));
  const unknown = roots.filter(({ root }) => !known.has(root));
  if (unknown.length > 0)
    throw new Failure(
      'not_found',
      unknown.map(({ folder }) => `no workspace is known at ${folder}`).join('; '),
      { hint: hintFor(unknown, [...known.values()]) },
    );
  return roots.map(({ root }) => {
    all.forget(root);
    return root;
  });
}

function hintFor([first]: readonly { folder: string }[], names: readonly string[]): string {
  const near = suggest(first?.folder ?? '', names);
  return near ? `did you mean ${near}?` : 'orchestra workspaces lists those that are known';
}

/** One that is broken, or of another version, keeps nobody from the others. */
async function viewOf(all: Workspaces, { workspace, since }: Registered): Promise<WorkspaceView> {
  const itself = { name: all.nameOf(workspace), workspace, since };
  try {
    return await all.look(workspace, async (context) => ({
      ...itself,
      ...(await lookIn(context)),
    }));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...itself, tasks: [], problem: error.message };
  }
}

/** What has ended there is settled, as `status` does it; nothing is started. */
async function lookIn(
  context: Context,
): Promise<Pick<WorkspaceView, 'counts' | 'conductor' | 'tasks'>> {
  const look = { waiting: awaitingMax, finished: 0 };
  const { counts, conductor, tasks } = await status.run(context, look);
  const isShown = ({ status: is }: TaskRow) => is === 'running' || is === 'awaiting';
  return { counts, conductor, tasks: tasks.filter(isShown) };
}
