import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import { protocolVersion, taskIdOf } from '../core/task.ts';
import { queueFolders } from '../core/vocabulary.ts';
import { durationOf } from '../core/words.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { attend } from './attend.ts';
import {
  control,
  isOf,
  runningTasks,
  type Subject,
  subjectOf,
  subjectOptions,
} from './controlled.ts';
import { type Context, operation } from './operation.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { wish } from './wishes.ts';
import { tasksNamed } from './words.ts';

const pollMs = 200;

/** What became of a pause, or of its end. */
export const PauseResult = object({
  ok: oneOf(['yes', 'no'], 'Whether it is so now.'),
  task: optional(string('The id of the task that it is about, if it is one.')),
  message: string('In words.'),
});
export type PauseResult = Infer<typeof PauseResult>;

const Output = object({
  results: list(
    PauseResult,
    'One for each task, or the one for the queue, the group or the agent.',
  ),
  is: optional(
    oneOf(
      ['drained', 'timeout', 'interrupted'],
      'With --wait: whether nothing of it runs any more.',
    ),
  ),
  running: list(TaskRow, 'What of it still runs, and was not stopped.'),
});
export type PauseOutput = Infer<typeof Output>;

/** Lets nothing new start, or has the processes of running tasks stand still. */
export const pause = operation({
  summary: 'Start nothing new, or have running tasks stand still',
  examples: [
    'orchestra pause',
    'orchestra pause --wait',
    'orchestra pause --group slow',
    'orchestra pause 12 13',
  ],
  route: 'POST /pause',
  positionals: ['tasks'],
  rest: 'list',
  short: { g: 'group' },
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'Running tasks, to stand still with all their processes.', {
      default: [],
    }),
    ...subjectOptions,
    wait: optional(boolean('Wait until nothing of it runs any more.')),
    timeout: optional(string('With --wait, give up after this long, with exit code 124.')),
  }),
  output: Output,
  async run(context, { tasks, wait, timeout, ...flags }): Promise<PauseOutput> {
    const timeoutMs = timeout === undefined ? undefined : durationOf('timeout', timeout);
    if (timeout !== undefined && !wait)
      throw new Failure('usage', '--timeout is how long --wait waits', {
        hint: `orchestra pause --wait --timeout ${timeout}`,
      });
    if (tasks.length > 0) {
      refuseFlags({ ...flags, ...(wait && { wait }) });
      return { results: await setPaused(context, tasks, true), running: [] };
    }
    const subject = await subjectOf(context, flags);
    const results = [await control(context, subject, { paused: true })];
    const drained = wait ? { is: await drain(context, subject, timeoutMs) } : {};
    const running = leftOf(context, subject).map((task) => rowOf(context, task));
    return { results, ...drained, running };
  },
});

/** Waits until nothing of it runs that was not stopped; who asks from within a task is left out. */
export async function drain(
  context: Context,
  subject: Subject,
  timeoutMs: number | undefined,
): Promise<NonNullable<PauseOutput['is']>> {
  const { store, clock, wake, isInterrupted } = context;
  const keepGoing = attend(context);
  const since = clock.now().monotonicMs;
  wake.watch(queueFolders.map((folder) => `${store.root}/${layout.queue(folder)}`));
  for (;;) {
    if (leftOf(context, subject).length === 0) return 'drained';
    if (timeoutMs !== undefined && clock.now().monotonicMs - since >= timeoutMs) return 'timeout';
    if (isInterrupted()) return 'interrupted';
    await keepGoing();
    await wake.sleep(Math.min(pollMs, timeoutMs ?? pollMs));
  }
}

const leftOf = (context: Context, subject: Subject) =>
  runningTasks(context).filter((task) => isOf(task, subject) && task.number !== context.insideTask);

/** Named tasks stand alone: what is meant by a flag beside them nobody could tell. */
export function refuseFlags(flags: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(flags).find(([, value]) => value !== undefined)?.[0];
  if (given === undefined) return;
  throw new Failure('usage', `tasks or --${given}, not both`, {
    hint: 'a task that is named stands still at once; the queue, a group or an agent starts nothing new',
  });
}

/** Has named tasks stand still, or go on. Throws a Failure, and does nothing, for one that is none. */
export async function setPaused(
  context: Context,
  words: readonly string[],
  paused: boolean,
): Promise<PauseResult[]> {
  const numbers = [...new Set(tasksNamed(context, words).map(({ number }) => number))];
  const results = await wish(context, {
    version: protocolVersion,
    at: context.clock.now().at,
    kind: 'pause',
    who: context.who(),
    tasks: numbers,
    paused,
  });
  return results.map(({ ok, task, message }) => ({
    ok,
    ...(task !== undefined && { task: taskIdOf(task) }),
    message,
  }));
}
