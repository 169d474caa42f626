import { deadDependency, type Standing } from '../core/dependency.ts';
import type { Instant } from '../core/instant.ts';
import { project } from '../core/projection.ts';
import { isOpen } from '../core/request.ts';
import { readTask } from './discover.ts';
import { forgetTouched, keep, recall, type Situation } from './waiting.ts';
import type { Live, State, World } from './world.ts';

/** The status of a live task, and the dependency that makes it hopeless, if one does. */
export function situation(world: World, state: State, live: Live, now: Instant): Situation {
  const { waiting, controls } = state;
  const standing = (task: number) => standingOf(world, state, task);
  if (waiting.touched.size > 0) forgetTouched(waiting, (task) => state.live.has(task), standing);
  const known = recall(waiting, live.task, controls, now);
  if (known) return known;
  const is = situationNow(state, live, now, standing);
  keep(waiting, live.task, controls, now, is, standing);
  return is;
}

function situationNow(
  state: State,
  { task, run }: Live,
  now: Instant,
  standing: (task: number) => Standing,
): Situation {
  const request =
    run && [...state.requests.values()].find((one) => one.run === run.run && isOpen(one));
  const { controls } = state;
  const nowMs = Date.parse(now.at);
  const waitsFor = request && { waitsFor: request.kind };
  const projection = project(task, { nowMs, standing, controls, ...waitsFor });
  return { projection, dead: deadDependency(task, standing) };
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
