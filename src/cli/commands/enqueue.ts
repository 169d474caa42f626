import { boolean, object, optional } from '../../lib/schema.ts';
import { enqueue as operation } from '../../operations/enqueue.ts';
import type { TaskView } from '../../operations/show-task.ts';
import { announce, notePauses, noteSimulated, noteWaiting } from '../announce.ts';
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
  async run(stage: Stage, { quiet, ...input }: Input) {
    const { context, terminal, json, self } = stage;
    const answer = await operation.run(context, input);
    const { task, existing = false, conductor } = answer;
    if (json) printJson(terminal, answer);
    else announce(terminal, task, quiet ?? false);
    if (json || quiet) return exits.ok;
    noteSimulated(terminal, [task]);
    noteWaiting(terminal, task, existing);
    notePauses(stage, [task]);
    if (!existing && !isKept(task)) terminal.err(next(task.number, conductor, self));
    return exits.ok;
  },
};

/** Whether it starts only when somebody says so, which was told. */
const isKept = ({ status, reason }: TaskView): boolean => status === 'draft' || reason === 'hold';

const next = (number: number, conductor: 'there' | 'none', self: string): string =>
  conductor === 'there'
    ? 'somebody conducts, and takes it up\n'
    : `to run it: ${self} run ${number}; to run all: ${self} run\n`;
