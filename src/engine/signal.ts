import { isPaused } from '../core/pause.ts';
import type { Watched } from '../core/ports.ts';
import type { Decision } from '../core/reconcile.ts';
import type { Live, World } from './world.ts';

type StopSignal = Extract<Decision, { do: 'signal' }>;

/** Each stage's signal is sent once by each conductor; KILL again and again until nothing is left. */
export async function signal(
  world: World,
  live: Live,
  { signal: name, stage }: Pick<StopSignal, 'signal' | 'stage'>,
): Promise<boolean> {
  const { run } = live;
  const to = addressee(world, live);
  if (!run || !to || (run.stage === stage && name !== 'KILL')) return false;
  const isNew = run.stage !== stage;
  run.stage = stage;
  if (isNew) world.log(`run ${run.run}: ${name}`);
  await to.launcher.signal(to.watched, name);
  // Who stands still hears nothing but KILL, and what left the group would stand for ever.
  if (isPaused(live.task) && name !== 'KILL') await to.launcher.signal(to.watched, 'CONT');
  return isNew;
}

/** Has everything of a run stand still, or go on; once by each conductor. */
export async function suspend(world: World, live: Live, name: 'STOP' | 'CONT'): Promise<boolean> {
  const { run } = live;
  const to = addressee(world, live);
  if (!run || !to || run.suspension === name) return false;
  // Its shim would stand still in its last sweep, and outlive a verdict that is given elsewhere.
  if (name === 'STOP' && world.store.runs.exit(run.run) !== undefined) return false;
  run.suspension = name;
  world.log(`run ${run.run}: ${name}`);
  await to.launcher.signal(to.watched, name);
  return true;
}

function addressee({ store, launchers }: World, { run }: Live) {
  const handle = run?.started?.handle;
  const launcher = handle && launchers(handle.launcher);
  if (!run || !launcher) return undefined;
  const watched: Watched = { handle, folder: store.runs.folder(run.run) };
  return { launcher, watched };
}
