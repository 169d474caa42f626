import { Failure } from '../core/failure.ts';
import { groupNames } from '../core/groups.ts';
import { agentNames } from '../core/lineage.ts';
import { list, object, optional, string } from '../lib/schema.ts';
import { quoted } from '../lib/text.ts';
import {
  ControlResult,
  ControlView,
  control,
  controlsOf,
  type Subject,
  subjectOf,
  subjectOptions,
  viewsOf,
} from './controlled.ts';
import { type Context, operation } from './operation.ts';

const limitMax = 1000;

/** How many run at once: shown, or changed while it runs. */
export const parallel = operation({
  summary: 'Show how many run at once, or change it while they run',
  examples: [
    'orchestra parallel',
    'orchestra parallel 5',
    'orchestra parallel 2 --group slow',
    'orchestra parallel default --agent claude',
  ],
  route: 'POST /parallel',
  positionals: ['limit'],
  short: { g: 'group' },
  writes: true,
  input: object({
    limit: optional(
      string('At most this many at once from now on; default: as many as the config says.'),
    ),
    ...subjectOptions,
  }),
  output: object({
    result: optional(ControlResult),
    limits: list(ControlView, 'What limits the queue, groups and agents now.'),
  }),
  async run(context, { limit, ...flags }) {
    const isNamed = flags.group !== undefined || flags.agent !== undefined;
    if (limit === undefined) {
      const subjects = isNamed ? [await subjectOf(context, flags)] : await limited(context);
      return { limits: await viewsOf(context, subjects) };
    }
    const maxParallel = limitIn(limit);
    const subject = await subjectOf(context, flags);
    const result = await control(context, subject, { maxParallel });
    // One more may start now.
    if (context.store.queue.live('pending').length > 0) await context.conducting.ensure();
    return { result, limits: await viewsOf(context, [subject]) };
  },
});

/** 0 stands for what the config says. */
function limitIn(text: string): number {
  if (text === 'default') return 0;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= limitMax) return limit;
  throw new Failure('usage', `${quoted(text)} is no number from 1 to ${limitMax}`, {
    hint: 'orchestra parallel 5; to start nothing at all: orchestra pause',
  });
}

/** The queue, every group, and the agents that somebody limited. */
async function limited(context: Context): Promise<Subject[]> {
  const agents = await context.agents();
  const controls = controlsOf(context);
  const named = new Set([...agentNames(agents.sources()), ...Object.keys(controls.agents)]);
  const subjects: Subject[] = [
    { what: 'queue' },
    ...groupNames(agents.settings(), controls).map((name) => ({ what: 'group' as const, name })),
  ];
  const ofAgents = await viewsOf(
    context,
    [...named].map((name) => ({ what: 'agent', name })),
  );
  const told = ofAgents.filter(({ maxParallel, paused }) => maxParallel !== undefined || paused);
  return [...subjects, ...told.map(({ what, name = '' }) => ({ what, name }))];
}
