import { Failure } from '../core/failure.ts';
import type { BatchPlan, IntentOf, IntentResult } from '../core/intent.ts';
import { type Place, placeOf } from '../core/queue-place.ts';
import { liveRunOf, protocolVersion, taskIdOf } from '../core/task.ts';
import { answerOfEnded, change, liveTask } from './change.ts';
import { readTask } from './discover.ts';
import { situation } from './situation.ts';
import type { State, World } from './world.ts';

/**
 * Two tasks that wait change places in the queue. What each of them gets is made durable first:
 * after the first record is written, nobody could tell any more where it was.
 */
export function switchPlaces(
  world: World,
  state: State,
  { tasks: [one = 0, other = 0] }: IntentOf<'switch'>,
  by: string,
): IntentResult[] {
  const { intents } = world.store;
  const pair = [one, other];
  const hasBegun = isBegun(world, state, pair, by);
  if (!hasBegun) {
    const problems = pair.flatMap((number) => refusal(world, state, number));
    if (problems.length > 0) return problems;
    finishSwitches(world, state, pair);
  }
  // A plan that was not begun may be older than another switch of one of them.
  const places = hasBegun ? (intents.plan(by)?.places ?? []) : reserve(world, state, pair, by);
  give(world, state, pair, places, by);
  return pair.map((number, at) => {
    // It may have ended between the two records.
    if (!liveTask(world, state, number)?.task.by.includes(by))
      return answerOfEnded(world, state, number, by);
    const message = `${taskIdOf(number)} has the place of ${taskIdOf(pair[1 - at] ?? 0)}`;
    return { ok: 'yes', task: number, message };
  });
}

/**
 * A switch that was half made has given a place away that its other task still has. Before anything
 * else moves one of the two it is finished, or keeps that waiting as well.
 */
export function finishSwitches(world: World, state: State, tasks: readonly number[]): void {
  for (const order of world.store.intents.planned()) {
    const { numbers = [], places } = planOf(world, order) ?? {};
    if (
      places &&
      numbers.some((one) => tasks.includes(one)) &&
      isBegun(world, state, numbers, order)
    )
      give(world, state, numbers, places, order);
  }
}

/** What a switch has to give while it is not answered; where that is damaged, its own turn tells. */
function planOf({ store: { intents } }: World, order: string): BatchPlan | undefined {
  try {
    return intents.answered(order) ? undefined : intents.plan(order);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    return undefined;
  }
}

const isBegun = (world: World, state: State, pair: readonly number[], by: string): boolean =>
  pair.some((number) => readTask(world, state, number)?.by.includes(by));

function give(
  world: World,
  state: State,
  pair: readonly number[],
  places: readonly Place[],
  by: string,
): void {
  for (const [at, number] of pair.entries()) {
    const live = liveTask(world, state, number);
    const place = places[at];
    if (live && place && !live.task.by.includes(by))
      change(world, live, by, { ...live.task, ...place });
  }
}

function reserve(world: World, state: State, pair: readonly number[], by: string): Place[] {
  const places = pair
    .toReversed()
    .flatMap((number) => liveTask(world, state, number)?.task ?? [])
    .map(placeOf);
  world.store.intents.writePlan(by, { version: protocolVersion, numbers: [...pair], places });
  return places;
}

function refusal(world: World, state: State, number: number): IntentResult[] {
  const no = (message: string): IntentResult[] => [{ ok: 'no', task: number, message }];
  const live = liveTask(world, state, number);
  const id = taskIdOf(number);
  if (!live) {
    const task = readTask(world, state, number);
    return no(task ? `${id} is already ${task.settled?.status ?? 'gone'}` : `there is no ${id}`);
  }
  if (live.task.cancelled) return no(`${id} is being cancelled`);
  if (!liveRunOf(live.task)) return [];
  const { projection } = situation(world, state, live, world.clock.now());
  return no(`${id} is ${projection.status}; only tasks that wait can change places`);
}
