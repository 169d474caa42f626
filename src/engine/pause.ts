import type { IntentOf, IntentResult } from '../core/intent.ts';
import { isPaused, paused, resumed } from '../core/pause.ts';
import { liveRunOf, taskIdOf } from '../core/task.ts';
import { answerOfEnded, change, liveTask } from './change.ts';
import { renewDeadline } from './deadline.ts';
import { situation } from './situation.ts';
import type { Live, State, World } from './world.ts';

type Wish = IntentOf<'pause'>;

/**
 * Has the processes of running tasks stand still, or go on. The record first, the deadline from it
 * (none while it is paused), and the signal in this pass: whoever conducts next sends it again.
 */
export async function pauseRuns(
  world: World,
  state: State,
  wish: Wish,
  by: string,
): Promise<IntentResult[]> {
  const results: IntentResult[] = [];
  for (const number of wish.tasks) results.push(await pauseRun(world, state, number, wish, by));
  return results;
}

async function pauseRun(
  world: World,
  state: State,
  number: number,
  { who, paused: isWanted }: Wish,
  by: string,
): Promise<IntentResult> {
  const live = liveTask(world, state, number);
  if (!live) return answerOfEnded(world, state, number, by);
  const answer = (ok: 'yes' | 'no', says: string): IntentResult => ({
    ok,
    task: number,
    message: `${taskIdOf(number)} ${says}`,
  });
  if (!live.task.by.includes(by)) {
    const refusal = await whyNot(world, state, live, isWanted);
    if (refusal !== undefined) return answer('no', refusal);
    if (isPaused(live.task) === isWanted)
      return answer('yes', isWanted ? 'is paused already' : 'is not paused');
    const now = world.clock.now();
    change(world, live, by, isWanted ? paused(live.task, who, now) : resumed(live.task, now));
  }
  renewDeadline(world, state, live);
  return answer('yes', isPaused(live.task) ? 'is paused' : 'goes on');
}

async function whyNot(
  world: World,
  state: State,
  live: Live,
  isWanted: boolean,
): Promise<string | undefined> {
  const { task, run } = live;
  if (!liveRunOf(task) || !run) {
    const { status } = situation(world, state, live, world.clock.now()).projection;
    const held = isWanted ? 'orchestra hold keeps it from starting' : 'nothing of it is paused';
    return `is ${status}, and does not run; ${held}`;
  }
  if (task.cancelled || run.stop || world.store.runs.isOverdue(run.run)) return 'is being stopped';
  switch (await lookAt(world, run)) {
    case 'alive':
      return undefined;
    case 'unknown':
      return 'runs where it cannot be seen from here, nor reached';
    default:
      return 'has just ended';
  }
}

/** A signal to what cannot be seen would reach nobody. */
async function lookAt({ store, launchers }: World, { run, started }: NonNullable<Live['run']>) {
  const launcher = started && launchers(started.handle.launcher);
  if (!started || !launcher) return 'unknown';
  const [look] = await launcher.look([{ handle: started.handle, folder: store.runs.folder(run) }]);
  return look?.is ?? 'unknown';
}
