import { intentOrder } from '../../core/intent.ts';
import type { Holder } from '../../core/lock.ts';
import { liveRunOf, protocolVersion, taskIdOf } from '../../core/task.ts';
import { timerMsMax } from '../../lib/duration.ts';
import type { Context } from '../../operations/operation.ts';
import { readQuietly } from '../../operations/read-quietly.ts';
import { printJson } from '../print/json.ts';
import { exits, type Stage } from '../stage.ts';
import { end, isGone, reachableHolder, stillRunning } from './holder.ts';

const pollMs = 100;

export interface Stopping {
  readonly how: 'leave' | 'drain' | 'now';
  /** How long a drain may take. */
  readonly withinMs: number | undefined;
}

/** `orchestra daemon stop`: returns when nobody conducts any more. */
export async function stopDaemon(stage: Stage, { how, withinMs }: Stopping): Promise<number> {
  const { context, terminal, json } = stage;
  const holder = await reachableHolder(context);
  if (how === 'leave') {
    if (holder) await end(context, holder);
  } else if (!(await windUp(stage, holder, how === 'now', withinMs))) return exits.interrupted;
  const running = context.store.queue.live('running').length;
  if (json) printJson(terminal, { is: 'absent', running });
  else {
    terminal.out(holder ? 'stopped\n' : 'nobody conducts\n');
    if (running > 0) terminal.err(stillRunning(running));
  }
  return exits.ok;
}

/** False when it was interrupted: then who conducts goes on to wind up. */
async function windUp(
  stage: Stage,
  holder: Holder | undefined,
  cancels: boolean,
  withinMs: number | undefined,
): Promise<boolean> {
  const { context, terminal, json } = stage;
  const heard = stage.listenForInterruption();
  const asked = new Set<number>();
  // First of all: what is cancelled must not make room for what waits.
  if (holder) await context.processes.signal(holder.record.holder, 'USR2');
  if (cancels) cancelRuns(context, asked);
  const numbers = atWork(context);
  if (!json && numbers.length > 0)
    terminal.err(`waiting for the end of ${numbers.map(taskIdOf).join(', ')}; Ctrl-C lets it be\n`);
  if (!holder) return numbers.length === 0 || seeThrough(stage, withinMs);

  const since = context.clock.now().monotonicMs;
  while (!isGone(context, holder)) {
    if (heard.aborted) {
      if (!json)
        terminal.err('it goes on to wind up; orchestra daemon stop has it leave at once\n');
      return false;
    }
    if (withinMs !== undefined && context.clock.now().monotonicMs - since >= withinMs) {
      await end(context, holder);
      break;
    }
    if (cancels) cancelRuns(context, asked); // One may have started a moment before it heard us.
    await context.wake.sleep(pollMs);
  }
  // What it has not got round to is about runs that have ended by themselves.
  if (context.store.intents.open().length > 0) await context.conducting.settle();
  return true;
}

/** Nobody conducts: what runs is seen through right here, and nothing new is started. */
async function seeThrough(stage: Stage, withinMs: number | undefined): Promise<boolean> {
  const heard = stage.listenForInterruption();
  const enough =
    withinMs === undefined ? [] : [AbortSignal.timeout(Math.min(withinMs, timerMsMax))];
  await stage.hold({
    kind: 'run',
    leaves: 'at once',
    drain: AbortSignal.abort(),
    signal: AbortSignal.any([heard, ...enough]),
  });
  return !heard.aborted;
}

/** Leaves a wish to cancel what runs, once for each. Nobody is to come only to carry it out. */
function cancelRuns({ store, clock, who }: Context, asked: Set<number>): void {
  const tasks = atWork({ store }).filter((number) => !asked.has(number));
  if (tasks.length === 0) return;
  for (const number of tasks) asked.add(number);
  const { at } = clock.now();
  const message = `stopped by ${who()} with the daemon (daemon stop --now)`;
  store.intents.leave(intentOrder(Date.parse(at), clock.random(8)), {
    version: protocolVersion,
    at,
    kind: 'cancel',
    tasks,
    message,
  });
}

/** The tasks that have a live run, be it that it waits for a person. */
const atWork = ({ store }: Pick<Context, 'store'>): number[] =>
  (['running', 'awaiting'] as const).flatMap((folder) =>
    store.queue.live(folder).flatMap(({ number }) => {
      const task = readQuietly(() => store.tasks.read(number));
      return task && !task.settled && liveRunOf(task) ? [number] : [];
    }),
  );
