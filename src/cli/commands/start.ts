import { titleOf } from '../../core/task.ts';
import { boolean, object, optional } from '../../lib/schema.ts';
import { firstLine, truncate } from '../../lib/text.ts';
import { viewOf } from '../../operations/show-task.ts';
import { start as operation } from '../../operations/start.ts';
import { waitFor } from '../../operations/wait.ts';
import { followTask } from '../follow.ts';
import { printTask } from '../print/task.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';
import { exitOfWait, waitInterruptibly } from './wait.ts';

const extra = object({
  wait: optional(boolean('Wait until it is finished; the exit code tells how it ended.')),
  follow: optional(boolean('Show what the agent says until it is finished.')),
  quiet: optional(boolean('Print the id alone.')),
});

type Input = Parameters<typeof operation.run>[1] & {
  wait?: boolean;
  follow?: boolean;
  quiet?: boolean;
};

/** `orchestra start AGENT PROMPT…` */
export const start: Command = {
  ...operation,
  positionals: ['agent', 'prompt'],
  short: { q: 'quiet', w: 'wait', f: 'follow' },
  input: {
    ...operation.input,
    properties: { ...operation.input.properties, ...extra.properties },
  },
  async run(stage: Stage, { wait, follow, quiet, ...input }: Input) {
    const { terminal, context, json } = stage;
    const { task, conductor } = await operation.run(context, input);
    if (quiet) terminal.out(`${task.id}\n`);
    else if (json && !wait && !follow)
      terminal.out(`${JSON.stringify({ task, conductor }, null, 2)}\n`);
    else if (!json) {
      terminal.out(
        `${task.id}  ${task.agent}  ${truncate(firstLine(titleOf({ prompt: task.title })), 60)}\n`,
      );
      if (task.simulated)
        terminal.err(
          'note: no agent is configured, so this one is simulated; see orchestra init\n',
        );
      if (conductor === 'unseen')
        terminal.err('note: another host or container conducts; it will take the task up\n');
    }
    if (!wait && !follow) return exits.ok;

    if (follow)
      await followTask(stage, task.number, { stream: 'stdout', raw: false }, () =>
        context.conducting.ensure(),
      );
    const waited = await waitInterruptibly(stage, () =>
      waitFor(context, [task.number], { any: false, timeoutMs: undefined }),
    );
    const record = context.store.tasks.read(task.number);
    if (json && record) terminal.out(`${JSON.stringify(viewOf(context, record), null, 2)}\n`);
    else if (!quiet && record)
      terminal.out(printTask(viewOf(context, record), painter(terminal.color)));
    return exitOfWait(waited);
  },
};
