import type { Callback } from '../core/callback.ts';
import { Failure } from '../core/failure.ts';
import type { Outbox } from '../core/post.ts';
import { isOpen } from '../core/request.ts';
import { deliveriesOfGroup, deliveriesOfIdle, deliveriesOfRequest } from '../core/told.ts';
import { groupMark, idleMark, isLongAgo, leaveAll } from './notice-end.ts';
import { hasWork } from './work.ts';
import type { PostMemory, State, World } from './world.ts';

/** Notes what is to be told of requests that nobody has been told of. */
export function noticeRequests(
  world: World,
  state: State,
  memory: PostMemory,
  callbacks: readonly Callback[],
): void {
  if (!callbacks.some(({ event }) => event === 'onAwaiting')) return;
  for (const request of state.requests.values()) {
    if (memory.asked.has(request.number) || !isOpen(request)) continue;
    memory.asked.add(request.number);
    if (isLongAgo(world, request.since.at)) continue;
    const task = state.live.get(request.task)?.task;
    leaveAll(memory, deliveriesOfRequest(callbacks, world.store.root, request, task));
  }
}

/** Notes what is to be told where a group, or the whole queue, has come to its end. */
export function noticeQuiet(
  world: World,
  state: State,
  memory: PostMemory,
  callbacks: readonly Callback[],
): void {
  const { store } = world;
  const { outbox } = memory.post;
  const { at } = world.clock.now();
  for (const name of [...memory.marks]) {
    const group = name === idleMark ? undefined : name.slice(groupMark('').length);
    if (group === undefined ? hasWork(world, state) : isAtWork(state, group)) continue;
    const since = readMark(outbox, name, at);
    if (since !== undefined)
      leaveAll(
        memory,
        group === undefined
          ? deliveriesOfIdle(callbacks, store.root, since, at)
          : deliveriesOfGroup(callbacks, store.root, group, since, at),
      );
    outbox.unmark(name);
    memory.marks.delete(name);
  }
}

/** A draft of it may wait for ever. */
const isAtWork = ({ live }: State, group: string): boolean =>
  [...live.values()].some(({ task }) => task.group === group && !task.draft);

/** One that is damaged was a mark all the same. */
function readMark(outbox: Outbox, name: string, at: string): string | undefined {
  try {
    return outbox.readMark(name);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    return at;
  }
}
