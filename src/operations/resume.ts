import { pausesIn } from '../core/controls.ts';
import { list, object, string } from '../lib/schema.ts';
import { control, controlsOf, PausedView, subjectOf, subjectOptions } from './controlled.ts';
import { type Context, operation } from './operation.ts';
import { PauseResult, refuseFlags, setPaused } from './pause.ts';

/** Ends a pause. */
export const resume = operation({
  summary: 'End a pause, of the queue or of tasks',
  examples: ['orchestra resume', 'orchestra resume --group slow', 'orchestra resume 12 13'],
  route: 'POST /resume',
  positionals: ['tasks'],
  rest: 'list',
  short: { g: 'group' },
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'Paused tasks, to go on.', { default: [] }),
    ...subjectOptions,
  }),
  output: object({
    results: list(
      PauseResult,
      'One for each task, or the one for the queue, the group or the agent.',
    ),
    paused: list(PausedView, 'What besides is paused, and stays so.'),
  }),
  async run(context, { tasks, ...flags }) {
    const results = await resumed(context, tasks, flags);
    // What goes on, or may start now, needs somebody to look after it.
    const { queue } = context.store;
    const hasWork = (['running', 'pending'] as const).some((one) => queue.live(one).length > 0);
    if (hasWork) await context.conducting.ensure();
    return { results, paused: pausesIn(controlsOf(context)) };
  },
});

async function resumed(
  context: Context,
  tasks: readonly string[],
  flags: { readonly group?: string; readonly agent?: string },
): Promise<PauseResult[]> {
  if (tasks.length > 0) {
    refuseFlags(flags);
    return setPaused(context, tasks, false);
  }
  return [await control(context, await subjectOf(context, flags), { paused: false })];
}
