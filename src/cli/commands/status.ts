import { Failure } from '../../core/failure.ts';
import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { status as operation } from '../../operations/status.ts';
import { WorkspacesOutput } from '../../operations/workspace-view.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { printStatus } from '../print/status.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({
  everywhere: optional(boolean('Show all your workspaces: what runs there, and what awaits you.')),
  watch: optional(boolean('Keep showing it; q quits. With --json, a line for each change.')),
  bell: optional(boolean('With --watch: ring when tasks end or wait for a person.')),
});

type Input = Parameters<typeof operation.run>[1] & Infer<typeof extra>;

/** `orchestra status [ID]`, and bare `orchestra`. */
export const status: Command = {
  ...withExtra(operation, extra),
  short: { w: 'watch' },
  prints: {
    '--watch': { schema: operation.output, isLines: true },
    '--everywhere': { schema: WorkspacesOutput },
  },
  async run(stage: Stage, { watch, everywhere, bell = false, ...input }: Input) {
    const { terminal, context, json } = stage;
    if (everywhere) return showEverywhere(stage, watch, input);
    if (watch) {
      const { watchStatus } = await import('../watch.ts');
      return watchStatus(stage, { ...input, bell });
    }
    if (bell)
      throw new Failure('usage', '--bell rings while one watches', {
        hint: 'orchestra status --watch --bell',
      });
    const output = await operation.run(context, input);
    const refusal = context.refusal();
    if (refusal !== undefined) context.warn(`nothing new is started for now: ${refusal}`);
    if (json) printJson(terminal, output);
    else terminal.out(printStatus(output, painter(terminal.color), terminal.columns()));
    return exits.ok;
  },
};

/** It says nothing of single tasks, and does not go on. */
async function showEverywhere(
  { terminal, context, json }: Stage,
  watch: boolean | undefined,
  { task }: Pick<Input, 'task'>,
): Promise<number> {
  if (watch || task !== undefined)
    throw new Failure('usage', `--everywhere does not go with ${watch ? '--watch' : 'a task'}`, {
      hint: 'orchestra status --dir FOLDER shows one workspace in full',
    });
  const { workspaces } = await import('../../operations/workspaces.ts');
  const { workspaces: known } = await workspaces.run(context, { action: 'list' });
  if (json) printJson(terminal, { workspaces: known, forgotten: [] });
  else if (known.length === 0)
    terminal.err('no workspace is known yet: it is when its queue first runs\n');
  else {
    const { printEverywhere } = await import('../print/workspaces.ts');
    terminal.out(printEverywhere(known, painter(terminal.color), terminal.columns()));
  }
  return exits.ok;
}
