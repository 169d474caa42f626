import { tellNews } from '../core/news.ts';
import { isPaused } from '../core/pause.ts';
import type { Crowd } from '../core/places.ts';
import type { Chore } from './chores.ts';
import { situation } from './situation.ts';
import type { State, World } from './world.ts';

/**
 * Keeps the places of the machine in line with what is at work here. Who waits for a person, or was
 * paused by one, has none meanwhile; who goes on then has one again, however many there are.
 */
export const keepPlaces: Chore = (world, state, { machineMaxParallel }, now) => {
  if (!world.places || machineMaxParallel === undefined) return { acts: 0 };
  const working = [...state.live.values()].flatMap((live) => {
    const { task, run } = live;
    if (!run || run.verdict || isPaused(task)) return [];
    if (!run.hasStarted && !run.isUnread) return []; // It never will.
    const { projection } = situation(world, state, live, now);
    return projection.status === 'awaiting' ? [] : [{ run: run.run, task: task.number }];
  });
  world.places.keep(working);
  return { acts: 0 };
};

/** Who has the places of the machine; where nobody can tell, that is told. */
export function crowdFor({ places, warn }: World): ((limit: number) => Crowd) | undefined {
  if (!places) return undefined;
  return (limit) => {
    const crowd = places.look(limit);
    if (crowd.problem !== undefined)
      warn(`nothing new is started: machineMaxParallel cannot be kept: ${crowd.problem}`);
    return crowd;
  };
}

/** Waits for a place; where nothing of the workspace is at work, that would look like a standstill. */
export function lineUp(world: World, state: State, task: number, limit = 1): void {
  const isAtWork = [...state.live.values()].some(({ run }) => run);
  if (!state.isInLine && !isAtWork) {
    const news = { is: 'crowded', task, limit } as const;
    if (world.tell) world.tell(news);
    else world.warn(tellNews(news));
  }
  state.isInLine = true;
  world.places?.lineUp();
}
