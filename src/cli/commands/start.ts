import type { Terminal } from '../../core/ports.ts';
import { titleOf } from '../../core/task.ts';
import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { firstLine, truncate } from '../../lib/text.ts';
import { type TaskView, viewOf } from '../../operations/show-task.ts';
import { start as operation } from '../../operations/start.ts';
import { waitFor } from '../../operations/wait.ts';
import { withExtra } from '../command.ts';
import { followTask } from '../follow.ts';
import { printJson } from '../print/json.ts';
import { printTask } from '../print/task.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';
import { exitOfWait, waitInterruptibly } from './wait.ts';

const extra = object({
  wait: optional(boolean('Wait until it is finished; the exit code tells how it ended.')),
  follow: optional(
    boolean('Show what the agent says until it is finished; on stderr with --json.'),
  ),
  quiet: optional(boolean('Print the id alone; --json goes first.')),
});

type Input = Parameters<typeof operation.run>[1] & Infer<typeof extra>;

/** `orchestra start AGENT PROMPT…` */
export const start: Command = {
  ...withExtra(operation, extra),
  positionals: ['agent', 'prompt'],
  short: { q: 'quiet', w: 'wait', f: 'follow' },
  ends: {
    0: 'The task is on the disk for good; with --wait, it completed.',
    1: 'It was not accepted; with --wait, it did not complete.',
    130: 'Interrupted while waiting; the task goes on.',
  },
  async run(stage: Stage, { wait, follow, quiet, ...input }: Input) {
    const { context, terminal, json } = stage;
    const { task, conductor } = await operation.run(context, input);
    if (!json) announce(terminal, task, conductor, quiet ?? false);
    if (follow)
      await followTask(json ? onStderr(stage) : stage, task.number, agentWords, () =>
        context.conducting.ensure(),
      );
    const isAwaited = wait || follow;
    const waited = isAwaited
      ? await waitInterruptibly(stage, () =>
          waitFor(context, [task.number], { any: false, timeoutMs: undefined }),
        )
      : undefined;
    const record = isAwaited ? context.store.tasks.read(task.number) : undefined;
    const last = record ? viewOf(context, record) : task;
    if (json) printJson(terminal, { task: last, conductor });
    else if (isAwaited && !quiet) terminal.out(printTask(last, painter(terminal.color)));
    return isAwaited ? exitOfWait(waited) : exits.ok;
  },
};

const agentWords = { stream: 'stdout', raw: false } as const;

function announce(
  { out, err }: Terminal,
  { id, agent, title, simulated }: TaskView,
  conductor: string,
  quiet: boolean,
): void {
  out(
    quiet ? `${id}\n` : `${id}  ${agent}  ${truncate(firstLine(titleOf({ prompt: title })), 60)}\n`,
  );
  if (quiet) return;
  if (simulated)
    err('note: no agent is configured, so this one is simulated; see orchestra init\n');
  if (conductor === 'unseen')
    err('note: another host or container conducts; it will take the task up\n');
}

/** Where stdout is for JSON alone, people read on stderr, which may be a terminal. */
const onStderr = (stage: Stage): Stage => ({
  ...stage,
  json: false,
  terminal: {
    ...stage.terminal,
    isTerminal: true,
    out: (text) => stage.terminal.err(String(text)),
  },
});
