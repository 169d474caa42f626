import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import { taskIdOf } from '../core/task.ts';
import { type QueueFolder, queuedFolders, queueFolders } from '../core/vocabulary.ts';
import { durationOf } from '../core/words.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { attend } from './attend.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { taskNamed } from './words.ts';

const pollMs = 200;

/** What `wait` answers with, and whatever else ends when tasks have. */
export const WaitOutput = object({
  is: oneOf(
    ['complete', 'incomplete', 'timeout', 'interrupted'],
    'What became of them: all completed, or not all did; or they go on.',
  ),
  tasks: list(TaskRow, 'The tasks that were waited for.'),
});
export type WaitOutput = Infer<typeof WaitOutput>;

/** Waits until tasks are finished; with nobody conducting, sees to it that somebody does. */
export const wait = operation({
  summary: 'Wait until tasks are finished; the exit code tells whether all completed',
  examples: ['orchestra wait 12 13 --timeout 1h', 'orchestra wait --any'],
  route: 'POST /tasks/wait',
  positionals: ['tasks'],
  rest: 'list',
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'These; else all that are not finished.', { default: [] }),
    any: optional(boolean('Until the first of them is finished.')),
    timeout: optional(string('Give up after this long, with exit code 124.')),
  }),
  output: WaitOutput,
  run: (context, input) => waitAsAsked(context, input),
});

/** The same for who wants to look around meanwhile. */
export async function waitAsAsked(
  context: Context,
  { tasks, any = false, timeout }: { tasks: readonly string[]; any?: boolean; timeout?: string },
  look?: () => void,
): Promise<WaitOutput> {
  const numbers = awaitedBy(context, tasks);
  const timeoutMs = timeout === undefined ? undefined : durationOf('timeout', timeout);
  return waitFor(context, numbers, { any, timeoutMs, ...(look && { look }) });
}

/** The tasks that were named; else all that are not finished. */
export const awaitedBy = (context: Context, words: readonly string[]): number[] =>
  words.length > 0 ? namedNumbers(context, words) : othersNumbers(context);

interface Terms {
  readonly any: boolean;
  readonly timeoutMs: number | undefined;
  /** Called each time when one has looked. */
  readonly look?: () => void;
}

/** Waits for tasks by number. Never throws for one that fails; its row tells. */
export async function waitFor(
  context: Context,
  numbers: readonly number[],
  { any, timeoutMs, look }: Terms,
): Promise<WaitOutput> {
  const { store, clock, wake, isInterrupted } = context;
  refuseDrafts(context, numbers);
  const keepGoing = attend(context);
  const since = clock.now().monotonicMs;
  wake.watch([
    `${store.root}/${layout.finished}`,
    ...queueFolders.map((folder) => `${store.root}/${layout.queue(folder)}`),
  ]);
  const open = new Set(numbers);
  for (;;) {
    const live = new Set(liveNumbers(context, queueFolders));
    for (const number of open) {
      if (live.has(number)) continue; // The record of a task is settled before the queue lets it go.
      const task = store.tasks.read(number);
      if (!task)
        throw new Failure('not_found', `task_${number} was removed while it was waited for`, {
          hint: 'orchestra status shows those that are left',
        });
      if (task.settled) open.delete(number);
    }
    if (open.size === 0 || (any && open.size < numbers.length)) break;
    look?.();
    const isLate = timeoutMs !== undefined && clock.now().monotonicMs - since >= timeoutMs;
    if (isLate) return { is: 'timeout', tasks: rowsOf(context, numbers) };
    if (isInterrupted()) return { is: 'interrupted', tasks: rowsOf(context, numbers) };
    await keepGoing();
    await wake.sleep(Math.min(pollMs, timeoutMs ?? pollMs));
  }
  return endOf(context, any ? numbers.filter((number) => !open.has(number)) : numbers);
}

/** Nobody would ever run them, however long one waits. */
function refuseDrafts({ store }: Context, numbers: readonly number[]): void {
  const drafts = store.queue.live('draft').filter(({ number }) => numbers.includes(number));
  if (drafts.length === 0) return;
  const names = drafts.map(({ number }) => taskIdOf(number)).join(', ');
  throw new Failure('conflict', `${names} cannot be waited for: a draft is not in the queue`, {
    hint: `orchestra release ${drafts.map(({ number }) => number).join(' ')}`,
  });
}

/** What became of tasks. One whose record is lost or cannot be read has not completed. */
export function endOf(context: Context, numbers: readonly number[]): WaitOutput {
  const tasks = rowsOf(context, numbers);
  const isComplete =
    tasks.length === numbers.length && tasks.every(({ status }) => status === 'complete');
  return { is: isComplete ? 'complete' : 'incomplete', tasks };
}

/** The tasks that were named, each once. An agent must not wait for its own. */
export function namedNumbers(context: Context, words: readonly string[]): number[] {
  const numbers = [...new Set(words.map((word) => taskNamed(context, word).number))];
  if (context.insideTask === undefined || !numbers.includes(context.insideTask)) return numbers;
  throw new Failure('usage', `${taskIdOf(context.insideTask)} cannot wait for its own end`, {
    hint: 'its agent is what called this: name other tasks',
  });
}

/** All that are not finished, but for drafts, and the one whose agent asks. */
export const othersNumbers = (context: Context): number[] =>
  liveNumbers(context, queuedFolders).filter((number) => number !== context.insideTask);

/** All in these folders, by the names in the queue: no record is opened. */
const liveNumbers = ({ store }: Context, folders: readonly QueueFolder[]): number[] =>
  folders.flatMap((folder) => store.queue.live(folder)).map(({ number }) => number);

/** The rows of what can be read. */
const rowsOf = (context: Context, numbers: readonly number[]): TaskRow[] =>
  numbers.flatMap((number) => {
    const task = readQuietly(() => context.store.tasks.read(number));
    return task ? [rowOf(context, task)] : [];
  });
