import { describeHolder, standingOf } from '../core/lock.ts';
import { liveRunOf, type TaskRecord, taskIdOf } from '../core/task.ts';
import type { Mended } from './mend.ts';
import type { Context } from './operation.ts';
import { unseenOf } from './unseen.ts';
import { taskNamed } from './words.ts';

const patienceMs = 15_000;
const pollMs = 100;

type Repair = Mended['repairs'][number];

/**
 * Leaves word that what ran these tasks is gone for good, where nobody can see it: then the run
 * is judged as any that vanished, and tried again where that is wanted.
 */
export async function vouchGone(
  context: Context,
  words: readonly string[],
  dryRun: boolean,
): Promise<Mended> {
  const tasks = words.map((word) => taskNamed(context, word));
  const repairs: Repair[] = [];
  for (const task of new Map(tasks.map((one) => [one.number, one])).values()) {
    const refusal = whyNot(context, task);
    if (refusal !== undefined) repairs.push({ is: 'left', says: refusal });
    else if (dryRun)
      repairs.push({ is: 'found', says: `${whoRuns(context, task)}: it is given up` });
    else repairs.push(await giveUp(context, task));
  }
  return { repairs };
}

const whoRuns = (context: Context, task: TaskRecord): string =>
  `${taskIdOf(task.number)} is run by ${unseenOf(context, task)}, which cannot be seen from here`;

/** Why a person's word is not needed, or would not count. */
function whyNot(context: Context, task: TaskRecord): string | undefined {
  const { store, processes } = context;
  const id = taskIdOf(task.number);
  if (task.settled) return `${id} is ${task.settled.status} already`;
  const live = liveRunOf(task);
  if (!live) return `${id} is not running`;
  if (unseenOf(context, task) !== undefined) return undefined;
  const identity = store.runs.hasStarted(live.run)
    ? store.runs.started(live.run)?.handle.identity
    : undefined;
  return identity && processes.livenessOf(identity) === 'alive'
    ? `${id} can be seen from here, and is alive: orchestra cancel ${task.number} ends it`
    : `${id} can be seen from here, and has ended: orchestra status settles it`;
}

async function giveUp(context: Context, task: TaskRecord): Promise<Repair> {
  const { store, clock, conducting, wake } = context;
  const run = liveRunOf(task)?.run ?? 0;
  const who = whoRuns(context, task);
  store.runs.vouchGone(run, clock.now().at);
  const settled = await conducting.settle();
  const since = clock.now().monotonicMs;
  for (;;) {
    const now = store.tasks.read(task.number);
    const outcome = now?.runs.find((one) => one.run === run)?.outcome;
    if (now && outcome) {
      const is = now.settled ? `it is ${now.settled.status}` : 'it is tried again';
      if (!now.settled) await conducting.ensure();
      return { is: 'done', says: `${who}, and is given up: ${is}` };
    }
    const holder = settled === 'elsewhere' ? store.lock.look() : undefined;
    const isStuck = holder && standingOf(holder) === 'held' && holder.liveness !== 'alive';
    if (isStuck)
      return {
        is: 'left',
        says: `${who}: your word is kept, but ${describeHolder(holder)}, who conducts, cannot be seen either: orchestra unlock tells how to go on`,
      };
    if (settled === 'elsewhere') await conducting.ensure();
    if (clock.now().monotonicMs - since > patienceMs)
      return { is: 'left', says: `${who}: your word is kept, and counts once somebody conducts` };
    await wake.sleep(pollMs);
  }
}
