import { boolean, object, optional } from '../../lib/schema.ts';
import { status as operation } from '../../operations/status.ts';
import { printStatus } from '../print/status.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({ watch: optional(boolean('Keep showing it; q quits.')) });

type Input = Parameters<typeof operation.run>[1] & { watch?: boolean };

/** `orchestra status [ID]`, and bare `orchestra`. */
export const status: Command = {
  ...operation,
  short: { w: 'watch' },
  input: {
    ...operation.input,
    properties: { ...operation.input.properties, ...extra.properties },
  },
  async run(stage: Stage, { watch, ...input }: Input) {
    const { terminal, context, json } = stage;
    if (watch && !json) {
      const { watchStatus } = await import('../watch.ts');
      return watchStatus(stage, input);
    }
    const output = await operation.run(context, input);
    if (json) terminal.out(`${JSON.stringify(output, null, 2)}\n`);
    else {
      const columns = terminal.isTerminal ? terminal.columns() : undefined;
      terminal.out(printStatus(output, painter(terminal.color), columns));
    }
    return exits.ok;
  },
};
