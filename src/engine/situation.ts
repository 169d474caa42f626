import { deadDependency, type Standing } from '../core/dependency.ts';
import type { Instant } from '../core/instant.ts';
import type { Observation } from '../core/observation.ts';
import { project } from '../core/projection.ts';
import { isOpen } from '../core/request.ts';
import { readTask } from './discover.ts';
import type { Live, State, World } from './world.ts';

/** The status of a live task, and the dependency that makes it hopeless, if one does. */
export function situation(
  world: World,
  state: State,
  live: Live,
  now: Instant,
): Pick<Observation, 'projection' | 'dead'> {
  const { run } = live;
  const request =
    run && [...state.requests.values()].find((one) => one.run === run.run && isOpen(one));
  const standing = (task: number) => standingOf(world, state, task);
  const projection = project(live.task, {
    nowMs: Date.parse(now.at),
    standing,
    controls: state.controls,
    ...(request && { waitsFor: request.kind }),
  });
  return { projection, dead: deadDependency(live.task, standing) };
}

/** How a task stands for those that wait for it. */
export function standingOf(world: World, state: State, task: number): Standing {
  if (state.live.has(task) || state.unreadable.has(task)) return 'open';
  const known = state.standings.get(task);
  if (known) return known;
  const record = readTask(world, state, task);
  // Its creator may be about to show it in the queue; one that is of another version may do anything.
  if (record ? !record.settled : state.unreadable.has(task)) return 'open';
  const standing = record?.settled?.status ?? 'missing';
  state.standings.set(task, standing);
  return standing;
}
