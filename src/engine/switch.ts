import type { IntentOf, IntentResult } from '../core/intent.ts';
import { type Place, placeOf } from '../core/place.ts';
import { liveRunOf, protocolVersion, taskIdOf } from '../core/task.ts';
import { change, liveTask } from './change.ts';
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
  const isBegun = pair.some((number) => readTask(world, state, number)?.by.includes(by));
  if (!isBegun) {
    const problems = pair.flatMap((number) => refusal(world, state, number));
    if (problems.length > 0) return problems;
  }
  // A plan that was not begun may be older than another switch of one of them.
  const places = isBegun ? (intents.plan(by)?.places ?? []) : reserve(world, state, pair, by);
  for (const [at, number] of pair.entries()) {
    const live = liveTask(world, state, number);
    const place = places[at];
    if (live && place && !live.task.by.includes(by))
      change(world, live, by, { ...live.task, ...place });
  }
  return pair.map((number, at) => ({
    ok: 'yes',
    task: number,
    message: `${taskIdOf(number)} has the place of ${taskIdOf(pair[1 - at] ?? 0)}`,
  }));
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
