import { type Infer, integer, list, object, optional, record, string } from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { protocolVersion, version } from './task.ts';

const Pause = object(
  { by: string('Who.'), at: timestamp('When.') },
  'Set while nothing new of it starts.',
);

/** What limits tasks of one kind; the config says the same of what is not changed here. */
const Control = object({
  paused: optional(Pause),
  maxParallel: optional(integer('At most this many at once.', { minimum: 1, maximum: 1000 })),
});
export type Control = Infer<typeof Control>;

/** `controls.json`: what people have changed while it runs; it outweighs the config. */
export const Controls = object({
  version,
  queue: Control,
  groups: record(Control, 'Groups by name; also those that only exist here.'),
  agents: record(Control, 'Agents by name.'),
  schedules: optional(record(Control, 'Schedules by name.')),
  by: list(string('An intent.'), 'The intents that changed this, the latest last.'),
});
export type Controls = Infer<typeof Controls>;

/** Where nobody has changed anything. */
export const noControls: Controls = {
  version: protocolVersion,
  queue: {},
  groups: {},
  agents: {},
  by: [],
};

/** What can be paused or limited. */
export const controlled = ['queue', 'group', 'agent'] as const;
export type Controlled = (typeof controlled)[number];

/** What can be paused: schedules limit no tasks, but start them. */
export const pausable = [...controlled, 'schedule'] as const;
export type Pausable = (typeof pausable)[number];

/** What is said of one of them. */
export const controlOf = (
  controls: Controls,
  what: Pausable,
  name: string | undefined,
): Control | undefined => {
  if (what === 'queue') return controls.queue;
  const all = {
    group: controls.groups,
    agent: controls.agents,
    schedule: controls.schedules ?? {},
  }[what];
  return name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
};

export type Paused = { readonly what: Controlled; readonly name?: string } & Infer<typeof Pause>;

/** All that is paused, the queue first. */
export const pausesIn = (controls: Controls): Paused[] =>
  subjectsIn(controls).flatMap(({ what, name }) => {
    const pause = controlOf(controls, what, name)?.paused;
    return pause ? [{ what, ...(name !== undefined && { name }), ...pause }] : [];
  });

/** All of which something may be said, the queue first. */
const subjectsIn = ({ groups, agents }: Controls) => [
  { what: 'queue' as const, name: undefined },
  ...Object.keys(groups).map((name) => ({ what: 'group' as const, name })),
  ...Object.keys(agents).map((name) => ({ what: 'agent' as const, name })),
];
