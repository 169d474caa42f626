import type { TaskRecord } from '../core/task.ts';
import { readTask, remember } from './discover.ts';
import type { Live, State, World } from './world.ts';

/** How many intents a record remembers: enough to know one that was answered half. */
const rememberedMax = 20;

/** The queue may not show a live task yet, or not any more: the record tells. */
export function liveTask(world: World, state: State, number: number): Live | undefined {
  const known = state.live.get(number);
  const task = known ? undefined : readTask(world, state, number);
  if (!task || task.settled) return known;
  const live = remember(world, task, undefined);
  state.live.set(number, live);
  return live;
}

/** A record that a wish changes names the wish; on the disk first, as always. */
export function change({ store }: World, live: Live, by: string, task: TaskRecord): void {
  const changed = { ...task, by: [...task.by, by].slice(-rememberedMax) };
  store.tasks.replace(changed);
  live.task = changed;
}
