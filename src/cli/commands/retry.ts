import { retry as operation } from '../../operations/retry.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/** `orchestra retry ID` */
export const retry: Command = {
  ...operation,
  async run({ context, terminal, json }: Stage, input: Parameters<typeof operation.run>[1]) {
    const output = await operation.run(context, input);
    terminal.out(
      json ? `${JSON.stringify(output, null, 2)}\n` : `${output.task.id} is queued again\n`,
    );
    return exits.ok;
  },
};
