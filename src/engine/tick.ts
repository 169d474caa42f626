import { sleepMs } from '../core/alarm.ts';
import { Failure } from '../core/failure.ts';
import type { Policy } from '../core/observation.ts';
import { type Decision, reconcile } from '../core/reconcile.ts';
import type { Lease } from '../core/store.ts';
import { protocolVersion } from '../core/task.ts';
import { takeApprovals } from './approvals.ts';
import { takeAsks } from './asks.ts';
import { stillOurs } from './batch.ts';
import { doChores } from './chores.ts';
import { takeClassics } from './classics.ts';
import { conclude, settle } from './conclude.ts';
import { discover } from './discover.ts';
import { launch } from './launch.ts';
import { mirrorLive, mirrorSettled } from './mirror.ts';
import { observe } from './observe.ts';
import { lineUp } from './places.ts';
import { signal, suspend } from './signal.ts';
import { situation } from './situation.ts';
import { answerAll, handleWishes } from './wishes.ts';
import type { Live, State, World } from './world.ts';

/** What the machine refuses is tried again after so long. */
export const retryMs = 1_000;

export interface Tick {
  /** Whether anything was done; then there may be more to do at once. */
  readonly didSomething: boolean;
  readonly sleepMs: number;
  /** What there is beside the tasks: work that is stayed for, and what is waited for in the background. */
  readonly isWork: boolean;
  readonly isDuty: boolean;
}

/** One pass: take up what is new, carry out wishes, look, decide, do, and show it in the queue. */
export async function tick(world: World, state: State, policy: Policy): Promise<Tick> {
  discover(world, state);
  const trouble: Failure[] = [];
  const handled = await handleWishes(world, state, (act) => apart(state, trouble, act));
  const now = world.clock.now();
  takeClassics(world, state, now.monotonicMs);
  takeAsks(world, state, now);
  const asked = takeApprovals(world, state, now);

  const seen = await observe(world, state, now);
  const decisions = reconcile(seen, policy);
  let acts = handled.length + asked;
  let isShort = false;
  state.isInLine &&= decisions.some((one) => one.do === 'lineUp');
  await together(state.lease, decisions, (decision) =>
    apart(state, trouble, async () => {
      if (await perform(world, state, decision, policy)) acts += 1;
      else isShort ||= decision.do === 'start' || decision.do === 'lineUp';
    }),
  );
  mirrorAll(world, state, trouble);
  answerAll(world, handled);
  const { dueMs, isWork, isDuty, ...done } = await doChores(world, state, policy, (act) =>
    apart(state, trouble, act),
  );
  if (trouble[0]) throw trouble[0];

  const adopted = [...state.live.values()].some(({ run }) => run?.started && !run.isChild);
  const after = world.clock.now();
  const nowMs = Date.parse(after.at);
  const pauseMs = Math.min(
    sleepMs(seen, nowMs, { adopted, picky: isPicky(policy) }),
    Math.max(1, dueMs - nowMs),
    isShort ? retryMs : Number.POSITIVE_INFINITY,
  );
  return { didSomething: acts + done.acts > 0, sleepMs: pauseMs, isWork, isDuty };
}

const isPicky = ({ needs = {} }: Policy): boolean => Object.keys(needs).length > 0;

/**
 * What the disk refuses for one task or wish is told when all others have had their turn. Who was
 * followed does nothing any more.
 */
async function apart(
  state: State,
  trouble: Failure[],
  act: () => void | Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    trouble.push(failureOf(error, state));
  }
}

function failureOf(error: unknown, { lease }: State): Failure {
  if (!(error instanceof Failure) || !lease.isMine()) throw error;
  return error;
}

/** So many are written at one time: each has files open meanwhile. */
const portion = 100;

/**
 * No task waits for another: what they write at one time reaches the disk together. All are over
 * before the first error is thrown, so that nothing goes on behind the back of who looks next.
 */
async function together<T>(
  lease: Lease,
  all: readonly T[],
  act: (one: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += portion) {
    if (at > 0) stillOurs(lease);
    for (const done of await Promise.allSettled(all.slice(at, at + portion).map(act)))
      if (done.status === 'rejected') throw done.reason;
  }
}

/** Of thousands that wait, most are shown already: none of them is worth a turn of its own. */
function mirrorAll(world: World, state: State, trouble: Failure[]): void {
  const now = world.clock.now();
  for (const live of [...state.live.values()])
    try {
      mirror(world, state, live, now);
    } catch (error) {
      trouble.push(failureOf(error, state));
    }
}

/** Makes the queue show a task as its record says, live or settled. */
export function mirror(world: World, state: State, live: Live, now = world.clock.now()): void {
  if (live.task.settled) mirrorSettled(world, state, live);
  else mirrorLive(world, live, situation(world, state, live, now).projection);
}

/** What is decided again in every pass is told where it is done. */
const repeated: readonly Decision['do'][] = ['signal', 'suspend', 'continue', 'lineUp'];

/** Carries out one decision; false when it was carried out before. */
async function perform(
  world: World,
  state: State,
  decision: Decision,
  { machineMaxParallel }: Policy,
): Promise<boolean> {
  const live = state.live.get(decision.task);
  if (!live) return false;
  if (!repeated.includes(decision.do)) world.log(JSON.stringify(decision));
  switch (decision.do) {
    case 'settle':
      await settle(world, state, live, decision);
      return true;
    case 'conclude':
      await conclude(world, state, live, decision.judgement);
      return true;
    case 'stop':
      return stop(world, live, decision.plan);
    case 'signal':
      return signal(world, live, decision);
    case 'suspend':
    case 'continue':
      return suspend(world, live, decision.do === 'suspend' ? 'STOP' : 'CONT');
    case 'start':
      return launch(world, state, live, decision.slot, machineMaxParallel);
    case 'lineUp':
      lineUp(world, state, decision.task, machineMaxParallel);
      return false;
  }
}

/** Why we end it is on disk before the first signal; the first reason stays. */
function stop(world: World, live: Live, plan: Extract<Decision, { do: 'stop' }>['plan']): boolean {
  const { run } = live;
  if (!run) return false;
  const wanted = { version: protocolVersion, ...plan, since: world.clock.now() };
  run.stop = world.store.runs.writeStop(run.run, wanted) ? wanted : world.store.runs.stop(run.run);
  return true;
}
