import { situation } from './situation.ts';
import type { State, World } from './world.ts';

/** Work that a conductor stays for: live runs, and what will start by itself. */
export function hasWork(
  world: World,
  state: State,
  { only }: { readonly only?: ReadonlySet<number> | undefined } = {},
): boolean {
  return [...state.live.values()].some((live) => {
    const { task, run, entry } = live;
    if (run) return true;
    if (only && !only.has(task.number)) return false;
    if (entry?.folder === 'pending') return true;
    if (task.notBefore === undefined) return false;
    // Its time comes by itself, but not what else it may wait for, such as the end of a pause.
    return situation(world, state, live, world.clock.now()).projection.untilMs !== undefined;
  });
}
