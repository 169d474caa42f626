import { queueFolders } from '../../core/vocabulary.ts';
import { integer, list, object, optional, string } from '../../lib/schema.ts';
import type { TaskRow } from '../../operations/show-task.ts';
import { readQuietly, rowOf } from '../../operations/show-task.ts';
import { type WaitOutput, waitFor } from '../../operations/wait.ts';
import { taskNamed } from '../../operations/words.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { showWhile } from '../watch.ts';
import { exitOfWait, waitInterruptibly } from './wait.ts';

interface Input {
  readonly tasks: readonly string[];
  readonly parallel?: number;
}

/** `orchestra run [ID…]`: conducts here, in the foreground, until the queue is empty. */
export const run: Command = {
  summary: 'Run the queue in the foreground until it is empty',
  examples: ['orchestra run', 'orchestra run 12 13 --parallel 2'],
  positionals: ['tasks'],
  rest: 'list',
  short: { p: 'parallel' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'Only these.', { default: [] }),
    parallel: optional(integer('At most this many at once.', { minimum: 1, maximum: 1000 })),
  }),
  async run(stage: Stage, { tasks, parallel }: Input) {
    const { context, terminal, json } = stage;
    const named = tasks.map((word) => taskNamed(context, word).number);
    const numbers = named.length > 0 ? named : liveNumbers(stage);
    if (numbers.length === 0) {
      if (!json) terminal.out('nothing to run\n');
      else printJson(stage, { is: 'complete', tasks: [] });
      return exits.ok;
    }
    const work = drain(stage, named, parallel);
    if (json) await work;
    else
      await showWhile(stage, { waiting: 20, finished: Math.max(10, numbers.length) }, work, {
        quits: false,
        of: new Set(numbers),
      });
    const interrupted = (await work) === 'interrupted';
    const result = interrupted ? undefined : resultOf(rowsOf(stage, numbers));
    if (json) printJson(stage, result ?? { is: 'interrupted', tasks: rowsOf(stage, numbers) });
    return exitOfWait(result);
  },
};

/** Conducts, or waits for who does. Leaves running agents to a conductor in the background. */
async function drain(
  stage: Stage,
  named: readonly number[],
  parallel: number | undefined,
): Promise<'done' | 'interrupted'> {
  const { context, terminal } = stage;
  const only = named.length > 0 ? new Set(named) : undefined;
  const before = new Set(context.store.queue.live('pending').map(({ number }) => number));
  const held = await stage.hold({
    kind: 'run',
    leaves: 'at once',
    maxParallel: parallel,
    ...(only && { only, isDone: (live) => ![...only].some((number) => live.has(number)) }),
    signal: stage.listenForInterruption(),
  });
  if (!held.held) {
    terminal.err(`note: ${held.who} conducts already; waiting for it\n`);
    const numbers = only ? [...only] : liveNumbers(stage);
    const waited = await waitInterruptibly(stage, () =>
      waitFor(context, numbers, { any: false, timeoutMs: undefined }),
    );
    return waited ? 'done' : 'interrupted';
  }
  if (held.end === 'aborted') {
    // What runs goes on, so somebody must see to it.
    if (held.running > 0 && (await context.conducting.ensure()) === 'spawned')
      terminal.err(
        `${held.running} still running; they go on in the background (orchestra cancel --all)\n`,
      );
    return 'interrupted';
  }
  // Who queued a task meanwhile saw us conduct, and relied on us.
  const isNew = context.store.queue.live('pending').some(({ number }) => !before.has(number));
  if (held.end === 'done' && (isNew || held.running > 0)) await context.conducting.ensure();
  return 'done';
}

const liveNumbers = ({ context }: Stage): number[] =>
  queueFolders.flatMap((folder) => context.store.queue.live(folder)).map(({ number }) => number);

const rowsOf = ({ context }: Stage, numbers: readonly number[]): TaskRow[] =>
  numbers.flatMap((number) => {
    const task = readQuietly(() => context.store.tasks.read(number));
    return task ? [rowOf(context, task)] : [];
  });

const resultOf = (tasks: TaskRow[]): WaitOutput => ({
  is: tasks.every(({ status }) => status === 'complete') ? 'complete' : 'incomplete',
  tasks,
});

const printJson = ({ terminal }: Stage, value: object): void =>
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
