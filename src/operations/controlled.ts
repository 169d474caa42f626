import {
  type Controlled,
  type Controls,
  controlled,
  controlOf,
  noControls,
} from '../core/controls.ts';
import { Failure } from '../core/failure.ts';
import { groupNames, unknownGroup } from '../core/groups.ts';
import { timestamp } from '../core/instant.ts';
import type { IntentOf } from '../core/intent.ts';
import { isPaused } from '../core/pause.ts';
import { liveRunOf, protocolVersion, type TaskRecord } from '../core/task.ts';
import { type Infer, integer, object, oneOf, optional, string } from '../lib/schema.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { wish } from './wishes.ts';

/** The queue, a group or an agent. */
export interface Subject {
  readonly what: Controlled;
  readonly name?: string;
}

/** Flags that say what is meant; without one it is the queue. */
export const subjectOptions = {
  group: optional(string('A group of tasks instead of the whole queue.')),
  agent: optional(string('An agent instead of the whole queue.')),
};

/** What is meant. Throws a Failure for a name that stands for nothing. */
export async function subjectOf(
  context: Context,
  { group, agent }: { readonly group?: string; readonly agent?: string },
): Promise<Subject> {
  if (group !== undefined && agent !== undefined)
    throw new Failure('usage', 'a group or an agent, not both', {
      hint: 'one after the other: each is limited and paused by itself',
    });
  if (group !== undefined) return groupNamed(context, group);
  if (agent !== undefined) return agentNamed(context, agent);
  return { what: 'queue' }; // Which can be paused with a config that cannot be read.
}

async function groupNamed(context: Context, name: string): Promise<Subject> {
  const settings = (await context.agents()).settings();
  const known = groupNames(settings, controlsOf(context));
  if (!known.includes(name)) throw unknownGroup(name, known);
  return { what: 'group', name };
}

async function agentNamed(context: Context, name: string): Promise<Subject> {
  const agents = await context.agents();
  // What people said of an agent can be taken back when it is gone.
  if (!Object.hasOwn(controlsOf(context).agents, name)) agents.resolve(name);
  return { what: 'agent', name };
}

/** What people have changed; nothing where that cannot be read. */
export const controlsOf = ({ store }: Context): Controls =>
  readQuietly(store.controls.read) ?? noControls;

/** Something that is paused. */
export const PausedView = object({
  what: oneOf(controlled, 'What it is.'),
  name: optional(string('Of a group or an agent.')),
  by: string('Who paused it.'),
  at: timestamp('When.'),
});
export type PausedView = Infer<typeof PausedView>;

/** What became of a wish about the queue, a group or an agent. */
export const ControlResult = object({
  ok: oneOf(['yes', 'no'], 'Whether it was done.'),
  message: string('In words.'),
});
export type ControlResult = Infer<typeof ControlResult>;

/** Has whoever conducts pause, limit, add or remove. */
export async function control(
  context: Context,
  subject: Subject | { readonly what: 'schedule'; readonly name: string },
  change: Pick<IntentOf<'control'>, 'paused' | 'maxParallel' | 'exists'>,
): Promise<ControlResult> {
  const [result] = await wish(context, {
    version: protocolVersion,
    at: context.clock.now().at,
    kind: 'control',
    who: context.who(),
    ...subject,
    ...change,
  });
  const { ok = 'no', message = 'it was refused' } = result ?? {};
  return { ok, message };
}

/** What limits the queue, a group or an agent now. */
export const ControlView = object({
  what: oneOf(controlled, 'What it is.'),
  name: optional(string('Of a group or an agent.')),
  description: optional(string('What the config says it is for.')),
  maxParallel: optional(integer('At most this many at once; absent: no limit of its own.')),
  limitFrom: optional(
    oneOf(['person', 'config'], 'Who says so: a person, while it runs, or a file.'),
  ),
  running: integer('How many run now.', { minimum: 0 }),
  waiting: optional(
    integer('How many of it are in the queue and do not run; of groups.', { minimum: 0 }),
  ),
  paused: optional(
    object({ by: string('Who.'), at: timestamp('When.') }, 'Set while nothing new of it starts.'),
  ),
});
export type ControlView = Infer<typeof ControlView>;

/** Looks at several of them; opens the records of what runs, and no others. */
export async function viewsOf(
  context: Context,
  subjects: readonly Subject[],
): Promise<ControlView[]> {
  const agents = await context.agents();
  const settings = agents.settings();
  const controls = controlsOf(context);
  const running = runningTasks(context);
  const configured = ({ what, name = '' }: Subject): number | undefined => {
    if (what === 'queue') return settings.maxParallel;
    if (what === 'group') return ownOf(settings.groups, name)?.maxParallel;
    return readQuietly(() => agents.resolve(name))?.maxParallel;
  };
  return subjects.map((subject): ControlView => {
    const { what, name } = subject;
    const said = controlOf(controls, what, name);
    const limit = said?.maxParallel ?? configured(subject);
    const description =
      what === 'group' ? ownOf(settings.groups, name ?? '')?.description : undefined;
    return {
      ...subject,
      ...(description !== undefined && { description }),
      ...(limit !== undefined &&
        Number.isFinite(limit) && {
          maxParallel: limit,
          limitFrom: said?.maxParallel === undefined ? 'config' : 'person',
        }),
      running: running.filter((task) => isOf(task, subject)).length,
      ...(said?.paused && { paused: said.paused }),
    };
  });
}

const ownOf = <T>(all: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

/** Tasks with a live run that nobody has stopped; one that asks a person is one of them. */
export const runningTasks = ({ store }: Context): TaskRecord[] =>
  (['running', 'awaiting'] as const)
    .flatMap((folder) => store.queue.live(folder))
    .flatMap(({ number }) => readQuietly(() => store.tasks.read(number)) ?? [])
    .filter((task) => liveRunOf(task) !== undefined && !isPaused(task));

/** Whether a task is one of those. */
export const isOf = ({ agent, group }: TaskRecord, { what, name }: Subject): boolean =>
  what === 'queue' || (what === 'agent' ? agent : group) === name;
