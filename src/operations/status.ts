import { pausesIn } from '../core/controls.ts';
import type { Head } from '../core/head.ts';
import type { QueueEntry } from '../core/layout.ts';
import { describeHolder, spawnMs, standingOf } from '../core/lock.ts';
import { taskIdOf } from '../core/task.ts';
import { type QueueFolder, queueFolders, settledStatuses } from '../core/vocabulary.ts';
import { once } from '../lib/once.ts';
import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import { controlsOf, PausedView } from './controlled.ts';
import { openRequests } from './open-requests.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { settleFirst } from './settle-first.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { everything, finishedTasks } from './walk.ts';
import { taskNamed } from './words.ts';

const count = (description: string) => integer(description, { minimum: 0 });

/** How many tasks a workspace has of each kind. */
export const Counts = object(
  {
    running: count('Live runs.'),
    awaiting: count('Waiting for a person.'),
    pending: count('May start when a slot is free.'),
    blocked: count('Waiting for something else.'),
    draft: count('Kept out of the queue.'),
    complete: count('Finished.'),
    failed: count('Finished.'),
    cancelled: count('Finished.'),
  },
  'All tasks, shown or not.',
);

/** Who conducts, as far as it can be seen. */
export const ConductorView = object({
  is: oneOf(['conducting', 'absent', 'crashed', 'unseen'], 'Whether somebody conducts.'),
  who: optional(string('Who.')),
  isLate: boolean('True when tasks that could start have waited in vain.'),
});

const Output = object({
  tasks: list(TaskRow, 'Running, then waiting in the order they would start, then finished.'),
  counts: Counts,
  paused: list(PausedView, 'What starts nothing new, because a person wants it so.'),
  damaged: list(string('An id.'), 'Tasks whose record cannot be read.'),
  quarantine: list(string('A file.'), 'Damaged files that were put out of the way.'),
  conductor: ConductorView,
  schedules: optional(
    integer('How many schedules start nothing because nobody conducts.', { minimum: 1 }),
  ),
});
export type StatusOutput = Infer<typeof Output>;

/** What runs, what waits, what ended last. Opens the records it shows, and no others. */
export const status = operation({
  summary: 'Show what runs, what waits and what ended last',
  examples: ['orchestra status --watch', 'orchestra status 12', 'orchestra status --all --json'],
  route: 'GET /status',
  positionals: ['task'],
  writes: false,
  input: object({
    task: optional(string('Only this one.')),
    waiting: integer('Show at most this many that wait.', { default: 20, minimum: 0 }),
    finished: integer('Show at most this many that ended.', { default: 10, minimum: 0 }),
    all: optional(boolean('Show all there is, whatever that takes.')),
  }),
  output: Output,
  async run(context, input) {
    const { store } = context;
    await settleFirst(context);
    if (input.task !== undefined) return statusOfOne(context, input.task);

    const damaged: string[] = [];
    const rows = (folder: QueueFolder, entries: readonly QueueEntry[]) =>
      entries.flatMap(({ number }) => {
        const task = readQuietly(() => store.tasks.read(number));
        if (!task) damaged.push(taskIdOf(number));
        return task ? [rowOf(context, task, folder, asked)] : [];
      });
    const live = new Map(queueFolders.map((folder) => [folder, store.queue.live(folder)]));
    const of = (folder: QueueFolder) => live.get(folder) ?? [];
    const head = headOf(context);
    const waiting = waitingFolders.flatMap(of);
    const isShown = new Set(input.all ? waiting : waiting.slice(0, input.waiting));
    const awaiting = of('awaiting').filter((entry) => isShown.has(entry));
    const asked = once(() => openRequests(context, new Set(awaiting.map(({ number }) => number))));
    const tasks = [
      ...rows('running', of('running')),
      ...waitingFolders.flatMap((folder) =>
        rows(
          folder,
          of(folder).filter((entry) => isShown.has(entry)),
        ),
      ),
      ...lastFinished(context, head, input.all ? Number.POSITIVE_INFINITY : input.finished),
    ];
    return {
      tasks,
      counts: countsOf(live, head),
      paused: pausesIn(controlsOf(context)),
      damaged,
      quarantine: store.quarantined(),
      conductor: conductorOf(context, tasks),
      ...(await idleSchedules(context)),
    };
  },
});

const waitingFolders = ['awaiting', 'pending', 'blocked', 'draft'] as const;

function statusOfOne(context: Context, word: string): StatusOutput {
  const task = rowOf(context, taskNamed(context, word));
  const none = {
    running: 0,
    awaiting: 0,
    pending: 0,
    blocked: 0,
    draft: 0,
    complete: 0,
    failed: 0,
    cancelled: 0,
  };
  return {
    tasks: [task],
    counts: { ...none, [task.status]: 1 },
    paused: pausesIn(controlsOf(context)),
    damaged: [],
    quarantine: [],
    conductor: conductorOf(context, [task]),
  };
}

function countsOf(live: ReadonlyMap<QueueFolder, readonly QueueEntry[]>, head: HeadLike) {
  const of = (folder: QueueFolder) => live.get(folder)?.length ?? 0;
  const { complete, failed, cancelled } = head;
  return {
    running: of('running'),
    awaiting: of('awaiting'),
    pending: of('pending'),
    blocked: of('blocked'),
    draft: of('draft'),
    complete,
    failed,
    cancelled,
  };
}

/** Those that nobody watches the clock for; without any, nothing is loaded to find that out. */
async function idleSchedules(context: Context): Promise<Pick<StatusOutput, 'schedules'>> {
  const { lock, timetables } = context.store;
  if (timetables.scheduled().length === 0 || standingOf(lock.look()) === 'held') return {};
  const { awakeSchedules } = await import('./schedule-view.ts');
  const schedules = (await awakeSchedules(context)).length;
  return schedules > 0 ? { schedules } : {};
}

type HeadLike = Pick<Head, 'complete' | 'failed' | 'cancelled' | 'last'>;

/** The head, or a count of the folders where it is in doubt, as after a crash before its line. */
function headOf({ store }: Context): HeadLike {
  const isSound = standingOf(store.lock.look()) !== 'abandoned';
  const head = isSound ? store.queue.head() : undefined;
  if (head) return head;
  const counted = { complete: 0, failed: 0, cancelled: 0, last: [] };
  for (const day of store.queue.days())
    for (const { status: ended } of store.queue.finishedOn(day))
      if (settledStatuses.includes(ended)) counted[ended] += 1;
  return counted;
}

/** The head names the last few; for more, their records are opened. */
function lastFinished(context: Context, head: HeadLike, most: number): TaskRow[] {
  const total = head.complete + head.failed + head.cancelled;
  if (head.last.length >= Math.min(most, total)) return head.last.slice(0, most).map(finishedRow);
  const rows: TaskRow[] = [];
  for (const { number } of finishedTasks(context.store, everything, 'latest')) {
    if (rows.length >= most) break;
    const task = readQuietly(() => context.store.tasks.read(number));
    if (task?.settled) rows.push(rowOf(context, task));
  }
  return rows;
}

function finishedRow({ number, at, simulated, ...shown }: Head['last'][number]): TaskRow {
  return {
    id: taskIdOf(number),
    number,
    priority: 0,
    endedAt: at,
    simulated: simulated === 'yes',
    ...shown,
  };
}

function conductorOf(
  { store, clock }: Context,
  tasks: readonly TaskRow[],
): StatusOutput['conductor'] {
  const holder = store.lock.look();
  const standing = standingOf(holder);
  const nowMs = Date.parse(clock.now().at);
  const isLate =
    standing !== 'held' &&
    tasks.some(
      ({ status: is, createdAt }) =>
        is === 'pending' && nowMs - Date.parse(createdAt ?? '') > spawnMs,
    );
  if (!holder || standing === 'free') return { is: 'absent', isLate };
  const who = describeHolder(holder);
  if (standing === 'abandoned') return { is: 'crashed', who, isLate };
  return { is: holder.liveness === 'alive' ? 'conducting' : 'unseen', who, isLate };
}
