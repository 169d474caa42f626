import { needsOf, needsOptions } from '../../core/needs-options.ts';
import { taskIdOf } from '../../core/task.ts';
import { isSettled } from '../../core/vocabulary.ts';
import { integer, list, object, optional, string } from '../../lib/schema.ts';
import { isOwed } from '../../operations/owed.ts';
import type { TaskRow } from '../../operations/show-task.ts';
import { endOf, namedNumbers, othersNumbers, WaitOutput, waitFor } from '../../operations/wait.ts';
import { notePauses } from '../announce.ts';
import { printJson } from '../print/json.ts';
import { type Command, endsOfWaiting, type HoldRequest, type Stage } from '../stage.ts';
import { showWhile } from '../watch.ts';
import { exitOfWait, waitInterruptibly } from './wait.ts';

interface Input {
  readonly tasks: readonly string[];
  readonly parallel?: number;
  readonly minFreeMemory?: string;
  readonly maxLoad?: number;
}

/** `orchestra run [ID…]`: conducts here, in the foreground, until the queue is empty. */
export const run: Command = {
  summary: 'Run the queue in the foreground until it is empty',
  examples: ['orchestra run', 'orchestra run 12 13 --parallel 2'],
  positionals: ['tasks'],
  rest: 'list',
  short: { p: 'parallel' },
  ends: endsOfWaiting,
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'Only these.', { default: [] }),
    parallel: optional(integer('At most this many at once.', { minimum: 1, maximum: 1000 })),
    ...needsOptions,
  }),
  output: WaitOutput,
  async run(stage: Stage, { tasks, parallel, ...asked }: Input) {
    const needs = needsOf(asked);
    const { context, terminal, json } = stage;
    // Whoever left a wish may have died before anybody carried it out: a batch is tasks to run.
    if (context.store.intents.open().length > 0) await context.conducting.settle();
    const named = namedNumbers(context, tasks);
    const numbers = named.length > 0 ? named : othersNumbers(context);
    const before = endOf(context, named);
    if (before.tasks.length === numbers.length && before.tasks.every(isOver)) {
      if (json) printJson(terminal, before);
      else terminal.out(alreadyOver(before));
      if (await isOwed(context)) await context.conducting.ensure();
      return exitOfWait(before);
    }
    if (!json) notePauses(stage);
    const work = drain(stage, named, { maxParallel: parallel, needs });
    if (json) await work;
    else
      await showWhile(stage, { waiting: 20, finished: 10 }, work, {
        quits: false,
        of: new Set(numbers),
      });
    const interrupted = (await work) === 'interrupted';
    const result = endOf(context, numbers);
    for (const number of numbers)
      if (!result.tasks.some((task) => task.number === number))
        terminal.err(`error: ${taskIdOf(number)} cannot be read\n`);
    if (json) printJson(terminal, interrupted ? { ...result, is: 'interrupted' } : result);
    return exitOfWait(interrupted ? undefined : result);
  },
};

const isOver = ({ status }: TaskRow): boolean => isSettled(status);

const alreadyOver = ({ tasks }: WaitOutput): string =>
  tasks.map(({ id, status }) => `${id} is already ${status}\n`).join('') || 'nothing to run\n';

/** Conducts, or waits for who does. Leaves running agents to a conductor in the background. */
async function drain(
  stage: Stage,
  named: readonly number[],
  terms: Pick<HoldRequest, 'maxParallel' | 'needs'>,
): Promise<'done' | 'interrupted'> {
  const { context, terminal } = stage;
  const only = named.length > 0 ? new Set(named) : undefined;
  const before = new Set(context.store.queue.live('pending').map(({ number }) => number));
  const held = await stage.hold({
    kind: 'run',
    leaves: 'at once',
    ...terms,
    ...(only && { only, isDone: (live) => ![...only].some((number) => live.has(number)) }),
    signal: stage.listenForInterruption(),
  });
  if (!held.held) {
    terminal.err(`note: ${held.who} conducts already; waiting for it\n`);
    const numbers = only ? [...only] : othersNumbers(context);
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
  const isLeft = held.end === 'done' && (isNew || held.running > 0);
  if (isLeft || (await isOwed(context))) await context.conducting.ensure();
  return 'done';
}
