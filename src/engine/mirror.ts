import { advance, type Finished, type Head, type JournalLine } from '../core/head.ts';
import { dayOf, orderOf } from '../core/layout.ts';
import { folderOf, type Projection } from '../core/projection.ts';
import { type TaskRecord, titleOf } from '../core/task.ts';
import type { SettledStatus } from '../core/vocabulary.ts';
import { firstLine } from '../lib/text.ts';
import type { Live, State, World } from './world.ts';

const titleMax = 200;

/** Makes the queue show what the record says; the record was written first. */
export function mirrorLive({ store }: World, live: Live, projection: Projection): void {
  const folder = folderOf(projection.status);
  const { entry } = live;
  const order = orderFor(live.task);
  if (entry?.folder === folder && entry?.order === order) return;
  if (!folder) {
    if (entry) store.queue.leave(entry.folder, entry.order);
    live.entry = undefined;
    return;
  }
  if (entry && entry.order === order) store.queue.move(entry.folder, folder, order);
  else {
    store.queue.enter(folder, order);
    if (entry) store.queue.leave(entry.folder, entry.order);
  }
  live.entry = { folder, order };
}

/** Records never change, and each is asked for its name in every pass. */
const orders = new WeakMap<TaskRecord, string>();

function orderFor(task: TaskRecord): string {
  const order = orders.get(task) ?? orderOf(task);
  orders.set(task, order);
  return order;
}

/** Moves a settled task to the finished ones: whom to tell, then the index, then the journal. */
export function mirrorSettled({ store }: World, state: State, live: Live): void {
  const { task, entry } = live;
  if (!task.settled) return;
  state.post?.noticeEnd(task);
  const { status, at } = settledFacts(task);
  const day = dayOf(at);
  const wasCounted = store.queue.isFinished(day, task.number, status);
  const order = entry?.order ?? orderOf(task);
  store.queue.finish(entry?.folder, order, day, task.number, status);
  if (!wasCounted) note(store, state, { seq: state.head.seq + 1, ...finishedOf(task) });
  state.standings.set(task.number, status);
  state.live.delete(task.number);
}

/** Takes a task that was settled as `before` back into the live part. */
export function mirrorRevived(
  { store }: World,
  state: State,
  live: Live,
  before: { status: SettledStatus; at: string },
): void {
  const order = orderOf(live.task);
  const day = dayOf(before.at);
  const wasCounted = store.queue.isFinished(day, live.task.number, before.status);
  store.queue.revive(day, live.task.number, before.status, 'pending', order);
  live.entry = { folder: 'pending', order };
  state.standings.delete(live.task.number);
  if (!wasCounted) return;
  const shown = { ...finishedOf(live.task), status: before.status, at: before.at };
  note(store, state, { seq: state.head.seq + 1, revived: before.status, ...shown });
}

/** What tables show of a task that has ended. */
export function finishedOf(task: TaskRecord): Finished {
  const { status, reason, at, elapsedMs } = settledFacts(task);
  return {
    number: task.number,
    status,
    ...(reason && { reason }),
    agent: task.agent,
    title: firstLine(titleOf(task)).slice(0, titleMax),
    at,
    ...(elapsedMs !== undefined && { elapsedMs }),
    attempt: task.runs.at(-1)?.attempt ?? 0,
    ...(task.simulated && { simulated: 'yes' as const }),
  };
}

function settledFacts(task: TaskRecord) {
  const { status = 'failed', reason, endedAt = task.createdAt, elapsedMs } = task.settled ?? {};
  return { status, reason, at: endedAt, elapsedMs };
}

function note(store: World['store'], state: State, line: JournalLine): void {
  const head: Head = advance(state.head, line);
  store.queue.append(line, head);
  state.head = head;
}
