import type { ClassicKind } from '../core/layout.ts';
import { readSentinel, type Sentinel } from '../core/sentinel.ts';
import { taskIdOf } from '../core/task.ts';
import { cancelOne } from './wishes.ts';
import type { Live, State, World } from './world.ts';

/** Names in `tasks/` are looked at this often: a look costs a few system calls for each task. */
const everyMs = 1_000;

/**
 * Files under the classic names beside the records. `touch tasks/task_12.cancelled` is a wish,
 * consumed with its effect. A sentinel counts only for a run that was given the name; any agent
 * can leave any other, so those are put aside, where `show` shows them.
 */
export function takeClassics(world: World, state: State, monotonicMs: number): void {
  if (monotonicMs - state.classicsMs < everyMs) return;
  state.classicsMs = monotonicMs;
  for (const live of state.live.values()) {
    const { number } = live.task;
    for (const kind of world.store.tasks.classics(number)) {
      if (kind === 'cancelled') {
        cancelOne(world, state, number, `classic-${live.task.asked}`);
        world.store.tasks.consume(number, kind);
      } else if (kind !== 'timeout' && !live.run?.spec?.classic) putAside(world, live, kind);
    }
  }
}

/** What a run that was given the classic names has left under them. */
export function classicSentinel({ store }: World, task: number): Sentinel | undefined {
  for (const kind of ['error', 'done'] as const) {
    const report = store.tasks.readClassic(task, kind);
    if (report) return readSentinel(kind, report.text);
  }
  return undefined;
}

/** Moves what a run has left under classic names into its folder, once it is judged. */
export function keepClassics({ store }: World, task: number, run: number): void {
  for (const kind of store.tasks.classics(task))
    if (kind === 'done' || kind === 'error') store.tasks.putAside(task, kind, run);
}

function putAside(world: World, { task, run }: Live, kind: ClassicKind): void {
  const last = run?.run ?? task.runs.at(-1)?.run;
  world.warn(`${taskIdOf(task.number)}: somebody left a .${kind} that is not its own; put aside`);
  if (last !== undefined) world.store.tasks.putAside(task.number, kind, last);
  // A task that never ran has no folder to keep it in; its launch will put it aside.
}
