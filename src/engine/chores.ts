import type { Instant } from '../core/instant.ts';
import type { Policy } from '../core/observation.ts';
import { tellCallbacks } from './callbacks.ts';
import { keepPlaces } from './places.ts';
import { fireSchedules } from './schedules.ts';
import { keepHouse } from './upkeep.ts';
import type { State, World } from './world.ts';

/** What one pass over a chore came to. */
export interface Done {
  /** How much was done; then another pass follows at once. */
  readonly acts: number;
  /** The wall clock at which there is more to do by itself. */
  readonly dueMs?: number;
  /** Work that whoever conducts stays for. */
  readonly isWork?: boolean;
  /** Something to wait for, however long: who conducts in the background stays for it. */
  readonly isDuty?: boolean;
}

/** What the holder does of its own accord, beside the tasks. It must stand being done twice. */
export type Chore = (
  world: World,
  state: State,
  policy: Policy,
  now: Instant,
) => Done | Promise<Done>;

const chores: readonly Chore[] = [fireSchedules, keepHouse, keepPlaces, tellCallbacks];

/** Those that go on while what runs is seen to its end: they bring nothing new. */
const lastOnes: readonly Chore[] = [keepPlaces, tellCallbacks];

/** One pass over each of them; only of those who launch, or have launched. What one is refused, `apart` keeps from the others. */
export async function doChores(
  world: World,
  state: State,
  policy: Policy,
  apart: (act: () => Promise<void>) => Promise<void>,
): Promise<Required<Done>> {
  const done: Done[] = [];
  if (policy.launches || policy.windsUp)
    for (const chore of policy.launches ? chores : lastOnes)
      await apart(async () => {
        done.push(await chore(world, state, policy, world.clock.now()));
      });
  return {
    acts: done.reduce((sum, { acts }) => sum + acts, 0),
    dueMs: Math.min(...done.map(({ dueMs = Number.POSITIVE_INFINITY }) => dueMs)),
    isWork: done.some(({ isWork }) => isWork),
    isDuty: done.some(({ isDuty }) => isDuty),
  };
}
