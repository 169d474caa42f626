import type { Controls } from '../core/controls.ts';
import { deadDependency, dependenciesOf, type Standing } from '../core/dependency.ts';
import type { Instant } from '../core/instant.ts';
import type { Observation } from '../core/observation.ts';
import { project } from '../core/projection.ts';
import { isOpen } from '../core/request.ts';
import { liveRunOf, type TaskRecord } from '../core/task.ts';
import { readTask } from './discover.ts';
import type { Live, State, World } from './world.ts';

type Situation = Pick<Observation, 'projection' | 'dead'>;

/** Of thousands of tasks that wait for a slot, few change between two passes: those are not projected again. */
const steady = new WeakMap<TaskRecord, { readonly controls: Controls; readonly is: Situation }>();

/** The status of a live task, and the dependency that makes it hopeless, if one does. */
export function situation(world: World, state: State, live: Live, now: Instant): Situation {
  const { task } = live;
  const { controls } = state;
  const last = steady.get(task);
  if (last?.controls === controls) return last.is;
  const is = situationNow(world, state, live, now);
  if (isSteady(task)) steady.set(task, { controls, is });
  return is;
}

/** Whether its status hangs on its record and the controls alone. */
const isSteady = (task: TaskRecord): boolean =>
  task.notBefore === undefined && !liveRunOf(task) && dependenciesOf(task).length === 0;

function situationNow(world: World, state: State, live: Live, now: Instant): Situation {
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
