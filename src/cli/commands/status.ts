import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { status as operation } from '../../operations/status.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { printStatus } from '../print/status.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({
  watch: optional(boolean('Keep showing it; q quits. With --json, a line for each change.')),
});

type Input = Parameters<typeof operation.run>[1] & Infer<typeof extra>;

/** `orchestra status [ID]`, and bare `orchestra`. */
export const status: Command = {
  ...withExtra(operation, extra),
  short: { w: 'watch' },
  prints: { '--watch': { schema: operation.output, isLines: true } },
  async run(stage: Stage, { watch, ...input }: Input) {
    const { terminal, context, json } = stage;
    if (watch) {
      const { watchStatus } = await import('../watch.ts');
      return watchStatus(stage, input);
    }
    const output = await operation.run(context, input);
    const refusal = context.refusal();
    if (refusal !== undefined) context.warn(`nothing new is started for now: ${refusal}`);
    if (json) printJson(terminal, output);
    else terminal.out(printStatus(output, painter(terminal.color), terminal.columns()));
    return exits.ok;
  },
};
