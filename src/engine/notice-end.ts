import { type Delivery, toldMsMax } from '../core/delivery.ts';
import type { TaskRecord } from '../core/task.ts';
import { deliveriesOfEnd } from '../core/told.ts';
import { callbacksOf } from './addressees.ts';
import type { PostMemory, World } from './world.ts';

/** The note that something has ended, until the queue is idle. */
export const idleMark = 'idle';
/** The same of a group. */
export const groupMark = (group: string): string => `group.${group}`;

/**
 * Notes what is to be told of the end of a task, for good, before the queue shows that end: whoever
 * is killed in between is followed by one who finds the end not shown yet, and notes the same again.
 */
export function noticeEnd(world: World, memory: PostMemory, task: TaskRecord): void {
  const callbacks = callbacksOf(world);
  if (callbacks.length === 0 || !task.settled) return;
  const { endedAt } = task.settled;
  if (isLongAgo(world, endedAt)) return;
  leaveAll(memory, deliveriesOfEnd(callbacks, world.store.root, task));
  const marks = [
    ...(callbacks.some(({ event }) => event === 'onIdle') ? [idleMark] : []),
    ...(task.group !== undefined && callbacks.some(({ event }) => event === 'onGroupFinished')
      ? [groupMark(task.group)]
      : []),
  ];
  for (const name of marks) {
    memory.post.outbox.mark(name, endedAt);
    memory.marks.add(name);
  }
}

/** After an index that was lost is made anew, nobody is told of all that ended in a year. */
export const isLongAgo = ({ clock }: World, at: string): boolean =>
  Date.parse(clock.now().at) - Date.parse(at) > toldMsMax;

/** Leaves them in the outbox; what is there already stays as it is. */
export function leaveAll({ post, open }: PostMemory, deliveries: readonly Delivery[]): void {
  for (const delivery of deliveries)
    if (post.outbox.leave(delivery)) open?.set(delivery.id, delivery);
}
