import { retry as operation } from '../../operations/retry.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/** `orchestra retry ID` */
export const retry: Command = {
  ...operation,
  async run({ context, terminal, json }: Stage, input: Parameters<typeof operation.run>[1]) {
    const output = await operation.run(context, input);
    if (json) printJson(terminal, output);
    else terminal.out(`${output.task.id} is queued again\n`);
    return exits.ok;
  },
};
