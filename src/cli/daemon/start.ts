import { Failure } from '../../core/failure.ts';
import { layout } from '../../core/layout.ts';
import { describeHolder, type Holder } from '../../core/lock.ts';
import { object, oneOf, string } from '../../lib/schema.ts';
import type { Context } from '../../operations/operation.ts';
import { printJson } from '../print/json.ts';
import { exits, type Stage } from '../stage.ts';
import { end, held, holderOf, reachableHolder, until } from './holder.ts';

const looksMax = 3;

/** What `daemon start` and `restart` print. */
export const Started = object({
  is: oneOf(['conducting'], 'That it conducts.'),
  who: string('Who, in words.'),
});

/** `orchestra daemon start` */
export async function startDaemon(stage: Stage): Promise<number> {
  const was = await whoStays(stage.context);
  tellWho(stage, was ?? (await spawnDaemon(stage.context)), was !== undefined);
  return exits.ok;
}

/** `orchestra daemon restart`: whoever conducts leaves at once, and a new one takes over. */
export async function restartDaemon(stage: Stage): Promise<number> {
  const { context, terminal, json } = stage;
  // With a config that nobody can read, the one that is there still works, and the next would not.
  (await stage.freshAgents()).sources();
  const was = await reachableHolder(context);
  if (was) await end(context, was);
  const running = context.store.queue.live('running').length;
  tellWho(stage, await spawnDaemon(context), false);
  if (!json && !was) terminal.err('nobody conducted before\n');
  if (!json && running > 0) terminal.err(`${running} went on running\n`);
  return exits.ok;
}

function tellWho({ terminal, json }: Stage, holder: Holder, was: boolean): void {
  const who = describeHolder(holder);
  if (json) printJson(terminal, { is: 'conducting', who });
  else terminal.out(was ? `${who} conducts already\n` : `${who} conducts\n`);
}

/** Who conducts for good. One that leaves when the queue is empty makes way; agents go on. */
async function whoStays(context: Context): Promise<Holder | undefined> {
  const seen = await holderOf(context);
  if (seen?.record.kind !== 'background' || seen.liveness !== 'alive') return seen;
  await end(context, seen);
  return undefined;
}

/** Between two looks somebody may have spawned one that does not stay: ours waits until it has left. */
async function spawnDaemon(context: Context): Promise<Holder> {
  await context.conducting.spawnDaemon();
  for (let looks = 0; looks < looksMax; looks += 1) {
    if (!(await until(context, () => held(context)))) break;
    const holder = await whoStays(context);
    if (holder) return holder;
  }
  throw new Failure('unavailable', 'the daemon did not start', {
    hint: `see ${context.store.root}/${layout.conductorLog}`,
  });
}
