import { coveredMs, type Instant } from '../core/instant.ts';
import { isPaused } from '../core/pause.ts';
import { isOpen, waitOf } from '../core/request.ts';
import { limitMsOf } from '../core/run.ts';
import { liveRunOf } from '../core/task.ts';
import type { Live, State, World } from './world.ts';

/**
 * Whole seconds that a live run may take in all, the slowness of people and the pauses they made
 * good; undefined without a limit, while a person is asked, and while it is paused.
 */
export function allowedSeconds(
  state: State,
  { task, run }: Pick<Live, 'task' | 'run'>,
  now: Instant,
): number | undefined {
  const requests = [...state.requests.values()].filter((one) => run && one.run === run.run);
  const attempt = liveRunOf(task);
  const limitMs = limitMsOf(attempt, run?.spec);
  if (limitMs === undefined || isPaused(task) || requests.some(isOpen)) return undefined;
  const spans = [...requests.map(waitOf), ...(attempt?.pauses ?? [])];
  return Math.ceil((limitMs + coveredMs(spans, now)) / 1000);
}

/** Makes the deadline of a live run say what its record and its questions say; harmless twice. */
export function renewDeadline(world: World, state: State, live: Live): void {
  if (!live.run) return;
  const { runs } = world.store;
  runs.writeDeadline(live.run.run, allowedSeconds(state, live, world.clock.now()));
}
