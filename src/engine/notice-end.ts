import type { Callback } from '../core/callback.ts';
import { type Delivery, toldMsMax } from '../core/delivery.ts';
import { Failure } from '../core/failure.ts';
import type { TaskRecord } from '../core/task.ts';
import { deliveriesOfEnd } from '../core/told.ts';
import type { State, World } from './world.ts';

/** The note that something has ended, until the queue is idle. */
export const idleMark = 'idle';
/** The same of a group. */
export const groupMark = (group: string): string => `group.${group}`;

/** Whom to tell what; nobody, where no config can be read. */
export function callbacksOf({ agents }: World): readonly Callback[] {
  try {
    return agents.settings().callbacks;
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/**
 * Notes what is to be told of the end of a task, for good, before the queue shows that end: whoever
 * is killed in between is followed by one who finds the end not shown yet, and notes the same again.
 */
export function noticeEnd(world: World, state: State, task: TaskRecord): void {
  const { post, store } = world;
  const callbacks = post ? callbacksOf(world) : [];
  if (!post || callbacks.length === 0 || !task.settled) return;
  const { endedAt } = task.settled;
  if (isLongAgo(world, endedAt)) return;
  leaveAll(world, state, deliveriesOfEnd(callbacks, store.root, task));
  const marks = [
    ...(callbacks.some(({ event }) => event === 'onIdle') ? [idleMark] : []),
    ...(task.group !== undefined && callbacks.some(({ event }) => event === 'onGroupFinished')
      ? [groupMark(task.group)]
      : []),
  ];
  for (const name of marks) {
    post.outbox.mark(name, endedAt);
    state.post?.marks.add(name);
  }
}

/** After an index that was lost is made anew, nobody is told of all that ended in a year. */
export const isLongAgo = ({ clock }: World, at: string): boolean =>
  Date.parse(clock.now().at) - Date.parse(at) > toldMsMax;

/** Leaves them in the outbox; what is there already stays as it is. */
export function leaveAll({ post }: World, state: State, deliveries: readonly Delivery[]): void {
  for (const delivery of deliveries)
    if (post?.outbox.leave(delivery)) state.post?.open.set(delivery.id, delivery);
}
