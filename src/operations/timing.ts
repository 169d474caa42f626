import { elapsedMs, timestamp } from '../core/instant.ts';
import { isPaused } from '../core/pause.ts';
import { limitMsOf } from '../core/run.ts';
import { liveRunOf, number, type TaskRecord, taskIdOf, titleOf } from '../core/task.ts';
import { type Infer, integer, object, oneOf, optional, string } from '../lib/schema.ts';
import { firstLine } from '../lib/text.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

const states = [
  'fine',
  'warning',
  'overdue',
  'unlimited',
  'waiting',
  'paused',
  'idle',
  'ended',
] as const;

/** From this share of the time on it is worth a warning. */
export const warningPercent = 80;

/** How a task stands to its time limit. */
export const Timing = object({
  id: string('Its id.'),
  number: number('Its number.'),
  title: string('Its title, or the first line of its prompt.'),
  is: oneOf(
    states,
    `How it stands: warning from ${warningPercent} % on; waiting for a person or paused, which costs no time; idle before its run.`,
  ),
  run: optional(number('The run that runs now.')),
  startedAt: optional(timestamp('When that began.')),
  usedMs: optional(integer('How long it has run.', { minimum: 0 })),
  limitMs: optional(integer('How long it may run in all; absent without a limit.')),
  remainingMs: optional(integer('How long it still may; 0 when that is over.', { minimum: 0 })),
  percent: optional(integer('The share of its time that it has used.', { minimum: 0 })),
  endsAt: optional(timestamp('When it is stopped, if nobody gives it more time.')),
});
export type Timing = Infer<typeof Timing>;

/** Looks at the clock of a task; writes nothing. `isAsking` says that it waits for a person. */
export function timingOf(context: Context, task: TaskRecord, isAsking: boolean): Timing {
  const { store, clock } = context;
  const facts = { id: taskIdOf(task.number), number: task.number, title: firstLine(titleOf(task)) };
  if (task.settled) return { ...facts, is: 'ended' };
  const attempt = liveRunOf(task);
  const started = attempt && readQuietly(() => store.runs.started(attempt.run));
  const ownMs = limitMsOf(attempt, attempt && readQuietly(() => store.runs.spec(attempt.run)));
  if (!attempt || !started) return { ...facts, is: 'idle', ...limitOf(ownMs ?? task.timeoutMs) };

  const { run } = attempt;
  // Ended, and nobody has come to settle it yet.
  if (store.runs.exit(run) !== undefined) return { ...facts, is: 'ended', run };
  const now = clock.now();
  const { since } = started;
  // Of a run on another machine only the wall clock is known here.
  const wallMs = Math.max(0, Date.parse(now.at) - Date.parse(since.at));
  const usedMs = Math.round(elapsedMs(since, now) ?? wallMs);
  const running = { ...facts, run, startedAt: since.at, usedMs };
  if (isPaused(task)) return { ...running, is: 'paused', ...limitOf(ownMs) };
  const seconds = store.runs.deadline(run);
  if (seconds === undefined)
    return isAsking || ownMs !== undefined
      ? { ...running, is: 'waiting', ...limitOf(ownMs) }
      : { ...running, is: 'unlimited' };

  const limitMs = seconds * 1000;
  const remainingMs = Math.max(0, limitMs - usedMs);
  const percent = Math.floor((usedMs * 100) / limitMs);
  const isOver = remainingMs === 0 || store.runs.isOverdue(run);
  const endsAt = new Date(Date.parse(now.at) + limitMs - usedMs).toISOString();
  const is = isOver ? 'overdue' : percent >= warningPercent ? 'warning' : 'fine';
  return { ...running, is, limitMs, remainingMs, percent, endsAt };
}

const limitOf = (limitMs: number | undefined) => (limitMs ? { limitMs } : {});
