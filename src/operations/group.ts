import { Failure } from '../core/failure.ts';
import { groupNames } from '../core/groups.ts';
import { namePattern, type TaskRecord } from '../core/task.ts';
import { queueFolders } from '../core/vocabulary.ts';
import { type Infer, integer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { quoted } from '../lib/text.ts';
import {
  ControlResult,
  ControlView,
  control,
  controlsOf,
  subjectOf,
  viewsOf,
} from './controlled.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

const Output = object({
  result: optional(ControlResult),
  groups: list(ControlView, 'Every group there is.'),
});

/** Groups of tasks, each with a limit of its own. */
export const group = operation({
  summary: 'List, add and remove groups of tasks that share a limit',
  examples: [
    'orchestra group add slow --parallel 1',
    'orchestra group list',
    'orchestra group remove slow',
  ],
  route: 'POST /groups',
  positionals: ['action', 'name'],
  writes: true,
  input: object({
    action: oneOf(['list', 'add', 'remove'], 'What to do.', { default: 'list' }),
    name: optional(string('The group.')),
    parallel: optional(
      integer('At most this many of it at once; only to add.', { minimum: 1, maximum: 1000 }),
    ),
  }),
  output: Output,
  async run(context, { action, name, parallel }): Promise<Infer<typeof Output>> {
    if (parallel !== undefined && action !== 'add')
      throw new Failure('usage', '--parallel is for a group that is added', {
        hint: `orchestra parallel ${parallel} --group NAME changes the limit of one that is there`,
      });
    if (action === 'list') return { groups: await groupsOf(context, name) };
    if (name === undefined)
      throw new Failure('usage', `${action} which group?`, {
        hint: `orchestra group ${action} NAME`,
      });
    const subject = await groupFor(context, action, name);
    const change = { ...(parallel !== undefined && { maxParallel: parallel }) };
    const result = await control(context, subject, { exists: action === 'add', ...change });
    return { result, groups: await groupsOf(context, undefined) };
  },
});

async function groupFor(context: Context, action: 'add' | 'remove', name: string) {
  if (action === 'remove') return subjectOf(context, { group: name });
  if (!new RegExp(namePattern).test(name))
    throw new Failure('usage', `${quoted(name)} is no name of a group`, {
      hint: 'letters, digits and _ . -, beginning with a letter or digit, at most 64',
    });
  return { what: 'group' as const, name };
}

async function groupsOf(context: Context, only: string | undefined): Promise<ControlView[]> {
  const settings = (await context.agents()).settings();
  if (only !== undefined) await subjectOf(context, { group: only });
  const names = only === undefined ? groupNames(settings, controlsOf(context)) : [only];
  const views = await viewsOf(
    context,
    names.map((name) => ({ what: 'group', name })),
  );
  const live = views.length === 0 ? [] : liveTasks(context);
  return views.map((view) => {
    const all = live.filter((task) => task.group === view.name);
    return { ...view, waiting: all.length - view.running };
  });
}

const liveTasks = ({ store }: Context): TaskRecord[] =>
  queueFolders
    .flatMap((folder) => store.queue.live(folder))
    .flatMap(({ number }) => readQuietly(() => store.tasks.read(number)) ?? []);
