import { Failure } from '../../core/failure.ts';
import type { Terminal } from '../../core/ports.ts';
import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { attend } from '../../operations/attend.ts';
import type { BatchTask } from '../../operations/batch.ts';
import { type TaskView, viewOf } from '../../operations/show-task.ts';
import { start as operation } from '../../operations/start.ts';
import { waitFor } from '../../operations/wait.ts';
import { announce, noteApproval, notePauses, noteSimulated, noteWaiting } from '../announce.ts';
import { withExtra } from '../command.ts';
import { followTask } from '../follow.ts';
import { printJson } from '../print/json.ts';
import { printPreview, printPreviewRow } from '../print/preview.ts';
import { printRows } from '../print/status.ts';
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

type Flags = Infer<typeof extra>;
type Input = Parameters<typeof operation.run>[1] & Flags;
type Answer = Awaited<ReturnType<typeof operation.run>>;

/** `orchestra start AGENT PROMPT…`, or a batch of tasks. */
export const start: Command = {
  ...withExtra(operation, extra),
  positionals: ['agent', 'prompt'],
  usages: ['AGENT PROMPT…', '[AGENT] --batch FILE'],
  ends: {
    0: 'It is on the disk for good; with --wait or --follow, it completed.',
    1: 'It was not accepted; with --wait or --follow, it did not complete.',
    130: 'Interrupted while waiting; the task goes on.',
  },
  short: { q: 'quiet', w: 'wait', f: 'follow', g: 'group' },
  async run(stage: Stage, { wait, follow, quiet, ...input }: Input) {
    if (follow && input.batch !== undefined)
      throw new Failure('usage', '--follow shows one task, and --batch queues many', {
        hint: 'queue them, then: orchestra status --watch',
      });
    if (input.draft && (wait || follow))
      throw new Failure(
        'usage',
        `--${wait ? 'wait' : 'follow'} is not for a --draft, which does not run`,
        {
          hint: 'orchestra enqueue ID queues it, and orchestra wait ID waits for it',
        },
      );
    const answer = await operation.run(stage.context, input);
    const { task, tasks, preview, conductor } = answer;
    if (preview) return showPreviews(stage, answer, input.batch !== undefined);
    const flags = { ...(wait && { wait }), ...(follow && { follow }), ...(quiet && { quiet }) };
    if (tasks) return afterBatch(stage, tasks, conductor, flags);
    return task ? afterOne(stage, task, answer, flags) : exits.ok;
  },
};

function showPreviews(stage: Stage, answer: Answer, isBatch: boolean): number {
  const { terminal, json } = stage;
  const { preview = [] } = answer;
  if (json) printJson(terminal, answer);
  else {
    const paint = painter(terminal.color);
    const columns = terminal.columns();
    const print = isBatch ? printPreviewRow : printPreview;
    for (const one of preview) terminal.out(print(one, paint, columns));
    terminal.err('dry run: nothing was queued or written\n');
  }
  return exits.ok;
}

async function afterBatch(
  stage: Stage,
  tasks: readonly BatchTask[],
  conductor: string,
  { wait, quiet }: Flags,
): Promise<number> {
  const { context, terminal, json } = stage;
  if (!json) {
    for (const task of tasks) announce(terminal, task, quiet ?? false);
    if (!quiet) noteUnseen(terminal, conductor);
    if (!quiet) noteExisting(terminal, tasks);
    if (!quiet) noteSimulated(terminal, tasks);
    if (!quiet) noteApproval(terminal, approvable(tasks));
    if (!quiet) notePauses(stage, tasks);
  }
  const numbers = tasks.map((task) => task.number);
  const waited = wait
    ? await waitInterruptibly(stage, () =>
        waitFor(context, numbers, { any: false, timeoutMs: undefined }),
      )
    : undefined;
  if (json) printJson(terminal, { tasks, conductor });
  else if (waited && !quiet)
    terminal.out(
      `\n${printRows(waited.tasks, painter(terminal.color), terminal.columns()).join('\n')}\n`,
    );
  return wait ? exitOfWait(waited) : exits.ok;
}

async function afterOne(
  stage: Stage,
  task: TaskView,
  { conductor, existing }: Answer,
  { wait, follow, quiet }: Flags,
): Promise<number> {
  const { context, terminal, json } = stage;
  if (!json) announce(terminal, task, quiet ?? false);
  if (!json && !quiet) {
    noteSimulated(terminal, [task]);
    noteUnseen(terminal, conductor);
    noteWaiting(terminal, task, existing ?? false);
    notePauses(stage, [task]);
  }
  if (follow)
    await followTask(json ? onStderr(stage) : stage, task.number, agentWords, attend(context));
  const isAwaited = wait || follow;
  const waited = isAwaited
    ? await waitInterruptibly(stage, () =>
        waitFor(context, [task.number], { any: false, timeoutMs: undefined }),
      )
    : undefined;
  const record = isAwaited ? context.store.tasks.read(task.number) : undefined;
  const last = record ? viewOf(context, record) : task;
  if (json) printJson(terminal, { task: last, ...(existing && { existing }), conductor });
  else if (isAwaited && !quiet) {
    const nowMs = Date.parse(context.clock.now().at);
    terminal.out(printTask(last, painter(terminal.color), nowMs, terminal.columns()));
  }
  return isAwaited ? exitOfWait(waited) : exits.ok;
}

const approvable = (tasks: readonly BatchTask[]): number[] =>
  tasks.flatMap(({ number, approve }) => (approve ? [number] : []));

const agentWords = { stream: 'stdout', raw: false } as const;

function noteUnseen({ err }: Terminal, conductor: string): void {
  if (conductor === 'unseen')
    err('note: another host or container conducts; it will take the task up\n');
}

function noteExisting({ err }: Terminal, tasks: readonly BatchTask[]): void {
  const there = tasks.filter(({ existing }) => existing).map(({ number }) => number);
  if (there.length > 0)
    err(`note: ${there.length} of these had their key already, and were not queued again\n`);
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
