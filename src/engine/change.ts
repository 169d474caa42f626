import { Failure } from '../core/failure.ts';
import type { IntentResult } from '../core/intent.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
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

/** A record without which a wish may not be answered: what is refused is thrown, and the wish met again. */
export function readSurely(world: World, state: State, number: number): TaskRecord | undefined {
  const task = readTask(world, state, number);
  if (task || !state.refused.has(number)) return task;
  throw new Failure('unavailable', `the record of ${taskIdOf(number)} cannot be read for now`, {
    hint: 'it is tried again every second; if it stays so: orchestra doctor',
  });
}

/** The answer to a wish that needs a live task, where there is none: done, if it was this one. */
export function answerOfEnded(
  world: World,
  state: State,
  number: number,
  by: string,
): IntentResult {
  const task = readTask(world, state, number);
  const id = taskIdOf(number);
  if (!task) return { ok: 'no', task: number, message: `there is no ${id}` };
  const status = task.settled?.status ?? 'gone';
  return task.by.includes(by)
    ? { ok: 'yes', task: number, message: `${id} is ${status}` }
    : { ok: 'no', task: number, message: `${id} is already ${status}` };
}

/** A record that a wish changes names the wish; on the disk first, as always. */
export function change({ store }: World, live: Live, by: string, task: TaskRecord): void {
  const changed = { ...task, by: [...task.by, by].slice(-rememberedMax) };
  store.tasks.replace(changed);
  live.task = changed;
}
