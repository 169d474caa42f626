import { timestamp } from '../core/instant.ts';
import { describeHolder, type Holder, LockRecord, standingOf } from '../core/lock.ts';
import { obstaclesOf } from '../core/projection.ts';
import { liveRunOf, number, type TaskRecord } from '../core/task.ts';
import { nextAfter } from '../lib/cron-times.ts';
import {
  type Infer,
  integer,
  type JsonSchema,
  list,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { awakeSchedules } from './schedule-view.ts';
import { mayAsk, rowOf, type TaskRow } from './show-task.ts';
import { timingOf } from './timing.ts';

const Due = object(
  {
    at: timestamp('When.'),
    is: oneOf(
      ['start', 'deadline', 'schedule'],
      'A task may start, or has used up its time; or a schedule starts one.',
    ),
    task: optional(number('The task.')),
    schedule: optional(string('The schedule.')),
  },
  'What comes next by itself, as far as it is known.',
);
export type Due = Infer<typeof Due>;

/** What `daemon status` prints. */
export const StandingOutput = object({
  is: oneOf(['conducting', 'absent', 'crashed'], 'Whether somebody conducts.'),
  who: optional(string('Who, in words; all of the lock is there too unless it is absent.')),
  ...optionalFields(LockRecord),
  memoryBytes: optional(integer('The memory it takes, where that can be seen.')),
  running: list(
    object({
      number: number('The task.'),
      agent: string('Who does it.'),
      title: string('Its title, or the first line of its prompt.'),
      elapsedMs: optional(integer('How long its run has taken so far.', { minimum: 0 })),
    }),
    'What runs.',
  ),
  pending: integer('How many could start.', { minimum: 0 }),
  awaiting: integer('How many wait for a person.', { minimum: 0 }),
  blocked: integer('How many wait for something else.', { minimum: 0 }),
  next: optional(Due),
});
export type Standing = Infer<typeof StandingOutput>;

function optionalFields({ properties = {} }: JsonSchema): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, optional(field)]),
  );
}

/** Who conducts, what runs, and what is due next. */
export async function standing(context: Context) {
  const { store } = context;
  const { queue, lock } = store;
  const holder = lock.look();
  const running = recordsIn(context, 'running');
  const next = await nextDue(context, running);
  return {
    ...conductorOf(context, holder),
    running: running.map((task) => workOf(rowOf(context, task, 'running'))),
    pending: queue.live('pending').length,
    awaiting: queue.live('awaiting').length,
    blocked: queue.live('blocked').length,
    ...(next && { next }),
  };
}

function conductorOf({ processes }: Context, holder: Holder | undefined) {
  const stands = standingOf(holder);
  if (!holder || stands === 'free') return { is: 'absent' as const };
  const who = describeHolder(holder);
  if (stands === 'abandoned') return { is: 'crashed' as const, who, ...holder.record };
  const memoryBytes = processes.memoryOf(holder.record.holder);
  return {
    is: 'conducting' as const,
    who,
    ...holder.record,
    ...(memoryBytes !== undefined && { memoryBytes }),
  };
}

const workOf = ({ number: task, agent, title, elapsedMs }: TaskRow) => ({
  number: task,
  agent,
  title,
  ...(elapsedMs !== undefined && { elapsedMs }),
});

/** The first of all that will happen by the clock: a start, or the end of somebody's time. */
async function nextDue(context: Context, running: readonly TaskRecord[]): Promise<Due | undefined> {
  const circumstances = circumstancesOf(context);
  const nowMs = Date.parse(context.clock.now().at);
  // What is wrong with one is for `schedule` to say.
  const schedules = await awakeSchedules(context).catch(() => []);
  const due = [
    ...schedules.flatMap(({ name, timing }): Due[] => {
      const atMs = nextAfter(timing.cron, timing.zone, nowMs);
      if (atMs === undefined) return [];
      return [{ at: new Date(atMs).toISOString(), is: 'schedule', schedule: name }];
    }),
    ...recordsIn(context, 'blocked').flatMap((task): Due[] => {
      const [first] = obstaclesOf(task, circumstances);
      if (first?.is !== 'until' && first?.is !== 'backoff') return [];
      return [{ at: new Date(first.atMs).toISOString(), is: 'start', task: task.number }];
    }),
    ...running.flatMap((task): Due[] => {
      const { endsAt } = timingOf(context, task, liveRunOf(task) ? mayAsk(context, task) : false);
      return endsAt === undefined ? [] : [{ at: endsAt, is: 'deadline', task: task.number }];
    }),
  ];
  return due.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}

const recordsIn = ({ store }: Context, folder: 'running' | 'blocked'): TaskRecord[] =>
  store.queue.live(folder).flatMap(({ number: task }) => {
    const record = readQuietly(() => store.tasks.read(task));
    return record && !record.settled ? [record] : [];
  });
