import { Failure } from '../core/failure.ts';
import type { IntentResult } from '../core/intent.ts';
import { dayOf } from '../core/layout.ts';
import { taskIdOf } from '../core/task.ts';
import { once } from '../lib/once.ts';
import { stillOurs } from './batch.ts';
import { readTask, rebuildHead } from './discover.ts';
import { type Judged, type Spare, sparing } from './settled.ts';
import type { State, World } from './world.ts';

/** So many are removed between two heartbeats, and share what has to be fsynced. */
const portion = 100;

/**
 * Removes finished tasks with all they left. Of each: the numbers are taken for good, then what
 * its runs left, the entry in the index, and the record last; then the head is counted anew.
 * Killed anywhere, the wish is met again, and whatever is gone already is passed over.
 */
export function clean(world: World, state: State, tasks: readonly number[]): IntentResult[] {
  const judge = sparing(world, state);
  const requests = once(() => requestsByTask(world));
  // The highest first: so the floors are mostly raised once.
  const numbers = [...new Set(tasks)].sort((a, b) => b - a);
  const results: IntentResult[] = [];
  for (let at = 0; at < numbers.length; at += portion) {
    stillOurs(state.lease);
    const judged = numbers.slice(at, at + portion).map(judge);
    results.push(...remove(world, state, judged, requests()));
  }
  const stay = results.flatMap(({ ok, task }) => (ok === 'no' && task !== undefined ? task : []));
  const shown = stay.filter((number) => showAgain(world, state, number));
  if (results.length > stay.length || shown.length > 0) countAnew(world, state);
  return results.reverse();
}

/** Each step for all of a portion before the next one: where one is refused, that task stays. */
function remove(
  world: World,
  state: State,
  judged: readonly Judged[],
  requests: ByTask,
): IntentResult[] {
  const { tasks, queue } = world.store;
  const doomed = judged.filter((one) => 'entries' in one);
  takeNumbers(world, doomed);
  const asked = doomed.flatMap(({ number }) => requests.get(number) ?? []);
  world.store.requests.raiseFloor(highestOf(asked));
  const freed = new Map(doomed.map((one) => [one, eraseTraces(world, state, one, requests)]));
  const gone = doomed.filter((one) => typeof freed.get(one) === 'number');
  queue.forget(gone.flatMap(({ entries }) => entries));
  // Those too that were gone already: that may not have reached the disk.
  tasks.forget(gone.map(({ number }) => number));
  for (const { number } of gone) state.standings.set(number, 'missing');
  return judged.map((one) => {
    const outcome = 'entries' in one ? (freed.get(one) ?? 0) : one.kept;
    const { number: task } = one;
    return typeof outcome === 'string'
      ? { ok: 'no', task, message: outcome }
      : { ok: 'yes', task, message: `${taskIdOf(task)} is removed`, bytes: outcome };
  });
}

/** What stays may have lost its entry, if this wish was met before and refused halfway. */
function showAgain(world: World, state: State, number: number): boolean {
  const { tasks, queue } = world.store;
  const task = state.live.has(number) ? undefined : readTask(world, state, number);
  if (!task?.settled || task.number !== number) return false;
  const { status, endedAt } = task.settled;
  const day = dayOf(endedAt);
  if (queue.isFinished(day, number, status)) return false;
  if (tasks.isTaken(number)) queue.finish(undefined, '', day, number, status);
  else queue.archive([{ number, status, day }]);
  return true;
}

/** No number of what goes, or of its runs, is ever given again. */
export function takeNumbers({ store }: World, spared: readonly Spare[]): void {
  const known = spared.flatMap(({ task }) => task ?? []);
  store.tasks.raiseFloor(highestOf(known.map(({ number }) => number)));
  store.runs.raiseFloor(highestOf(known.flatMap(({ runs }) => runs.map(({ run }) => run))));
}

const highestOf = (numbers: readonly number[]): number =>
  numbers.reduce((highest, number) => Math.max(highest, number), 0);

/** Numbers of requests by the task that asked. */
type ByTask = ReadonlyMap<number, readonly number[]>;

/** A damaged one tells nobody whose it is, and stays. */
function requestsByTask({ store: { requests } }: World): ByTask {
  const found = new Map<number, number[]>();
  for (const number of requests.numbers()) {
    const read = unlessRefused(() => requests.read(number));
    if (!read || read instanceof Failure) continue;
    found.set(read.task, [...(found.get(read.task) ?? []), number]);
  }
  return found;
}

/** What its runs and its questions left; answers with the bytes, or why something has to stay. */
function eraseTraces(
  { store }: World,
  state: State,
  { number, task }: Spare,
  requests: ByTask,
): number | string {
  if (!task) return 0;
  const erased = unlessRefused(() => {
    let bytes = 0;
    for (const { run } of task.runs) bytes += store.runs.erase(run);
    for (const request of requests.get(number) ?? []) {
      store.requests.remove(request);
      state.requests.delete(request);
    }
    return bytes + store.tasks.eraseReports(number);
  });
  return erased instanceof Failure ? `${taskIdOf(number)}: ${erased.message}` : erased;
}

/** What the system refuses of one task, such as what an agent made as another user. */
function unlessRefused<T>(act: () => T): T | Failure {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** The last of the finished may be others now; those that were not counted for long are. */
export function countAnew(world: World, state: State): void {
  const { complete, failed, cancelled, last } = rebuildHead(world, state);
  state.head = { ...state.head, complete, failed, cancelled, last };
  world.store.queue.compact(state.head);
}
