import { boolean, object, optional } from '../../lib/schema.ts';
import { enqueue as operation } from '../../operations/enqueue.ts';
import { announce, noteApproval, noteSimulated } from '../announce.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

const extra = object({
  quiet: optional(boolean('Print the id alone; --json goes first.')),
});

type Input = Parameters<typeof operation.run>[1] & { readonly quiet?: boolean };

/** `orchestra enqueue INSTRUCTION…` */
export const enqueue: Command = {
  ...withExtra(operation, extra),
  positionals: ['prompt'],
  short: { q: 'quiet', g: 'group' },
  async run({ context, terminal, json, self }: Stage, { quiet, ...input }: Input) {
    const answer = await operation.run(context, input);
    const { task, conductor } = answer;
    if (json) printJson(terminal, answer);
    else announce(terminal, task, quiet ?? false);
    if (json || quiet) return exits.ok;
    noteSimulated(terminal, [task]);
    if (task.reason === 'approval') noteApproval(terminal, [task.number]);
    terminal.err(
      conductor === 'there'
        ? 'somebody conducts, and takes it up\n'
        : `to run it: ${self} run ${task.number}; to run all: ${self} run\n`,
    );
    return exits.ok;
  },
};
