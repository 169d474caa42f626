import { cancel as operation } from '../../operations/cancel.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/** `orchestra cancel ID… | --all` */
export const cancel: Command = {
  ...operation,
  async run({ context, terminal, json }: Stage, input: Parameters<typeof operation.run>[1]) {
    const { results } = await operation.run(context, input);
    if (json) printJson(terminal, { results });
    else if (results.length === 0) terminal.out('nothing to cancel\n');
    else
      for (const { ok, message } of results)
        if (ok === 'yes') terminal.out(`${message}\n`);
        else terminal.err(`error: ${message}\n`);
    return results.every(({ ok }) => ok === 'yes') ? exits.ok : exits.failed;
  },
};
