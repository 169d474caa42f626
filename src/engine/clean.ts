import { waitersOf, whyKept } from '../core/clean.ts';
import { Failure } from '../core/failure.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { type DatedEntry, dayOf } from '../core/layout.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { once } from '../lib/once.ts';
import { stillOurs } from './batch.ts';
import { liveTask } from './change.ts';
import { discover, readTask, rebuildHead } from './discover.ts';
import { situation } from './situation.ts';
import type { State, World } from './world.ts';

/** So many are removed between two heartbeats, and share what has to be fsynced. */
const portion = 100;

/**
 * Removes finished tasks with all they left. Of each: the numbers are taken for good, then what
 * its runs left, the entry in the index, and the record last; then the head is counted anew.
 * Killed anywhere, the wish is met again, and whatever is gone already is passed over.
 */
export function clean(world: World, state: State, intent: IntentOf<'clean'>): IntentResult[] {
  const unread = lookAgain(world, state);
  if (unread !== undefined)
    return intent.tasks.map((task) => ({
      ok: 'no',
      task,
      message: `${taskIdOf(task)} is kept: ${taskIdOf(unread)} cannot be read, and may wait for it`,
    }));
  const waiters = waitersOf([...state.live.values()].map(({ task }) => task));
  const strays = once(() => strayEntries(world));
  const requests = once(() => requestsByTask(world));
  const wishes = once(() => new Set(world.store.intents.open()));
  // The highest first: so the floors are mostly raised once.
  const numbers = [...new Set(intent.tasks)].sort((a, b) => b - a);
  const results: IntentResult[] = [];
  for (let at = 0; at < numbers.length; at += portion) {
    stillOurs(state.lease);
    const judged = numbers
      .slice(at, at + portion)
      .map((number) => judge(world, state, number, waiters, strays, wishes));
    results.push(...remove(world, state, judged, requests()));
  }
  if (results.some(({ ok }) => ok === 'yes')) countAnew(world, state);
  return results.reverse();
}

/**
 * Takes up what nobody has yet, such as the tasks of a batch before this wish. Answers with one that
 * cannot be read: it may wait for anything, so until it can, nothing is removed.
 */
function lookAgain(world: World, state: State): number | undefined {
  const unread = [...state.unreadable];
  state.unreadable.clear();
  discover(world, state);
  for (const number of unread) liveTask(world, state, number);
  const [first] = state.unreadable;
  return first;
}

interface Doomed {
  readonly number: number;
  /** Undefined when it is gone, or was never there. */
  readonly task: TaskRecord | undefined;
  readonly entries: readonly DatedEntry[];
}

type Judged = Doomed | { readonly number: number; readonly kept: string };

function judge(
  world: World,
  state: State,
  number: number,
  waiters: ReadonlyMap<number, number>,
  strays: () => ReadonlyMap<number, DatedEntry[]>,
  wishes: () => ReadonlySet<string>,
): Judged {
  const { tasks } = world.store;
  const wasThere = tasks.isTaken(number);
  const live = state.live.get(number);
  const task = live?.task ?? readTask(world, state, number);
  if (task) {
    const status = live
      ? situation(world, state, live, world.clock.now()).projection.status
      : (task.settled?.status ?? 'pending');
    const kept =
      isOfAnother(task, number) ?? isBeingMade(task, wishes) ?? whyKept(task, status, waiters);
    return kept === undefined ? { number, task, entries: entriesOf(task) } : { number, kept };
  }
  const id = taskIdOf(number);
  if (wasThere) return { number, kept: `the record of ${id} cannot be read; orchestra doctor` };
  const entries = strays().get(number) ?? [];
  // Up to the floor there is one only of what was removed, as by this very wish before a crash.
  if (entries.length > 0 || number <= tasks.floor()) return { number, task: undefined, entries };
  return { number, kept: `there is no ${id}` };
}

/** Somebody may have copied a record: what it names belongs to the original. */
const isOfAnother = (task: TaskRecord, number: number): string | undefined =>
  task.number === number
    ? undefined
    : `the record of ${taskIdOf(number)} is that of ${taskIdOf(task.number)}`;

/** The batch it is of is met again until it is answered, and would make it a second time. */
const isBeingMade = (
  { number, from }: TaskRecord,
  wishes: () => ReadonlySet<string>,
): string | undefined =>
  from && wishes().has(from.intent)
    ? `${taskIdOf(number)} is kept: its batch has not been answered yet`
    : undefined;

const entriesOf = ({ number, settled }: TaskRecord): DatedEntry[] =>
  settled ? [{ number, status: settled.status, day: dayOf(settled.endedAt) }] : [];

/** All finished entries by number: only asked for those that no record explains any more. */
function strayEntries({ store }: World): ReadonlyMap<number, DatedEntry[]> {
  const found = new Map<number, DatedEntry[]>();
  for (const day of store.queue.days())
    for (const entry of store.queue.finishedOn(day))
      found.set(entry.number, [...(found.get(entry.number) ?? []), { ...entry, day }]);
  return found;
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
  takeNumbers(world, doomed, requests);
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

/** No number of what goes is ever given again. */
function takeNumbers({ store }: World, doomed: readonly Doomed[], requests: ByTask): void {
  const known = doomed.flatMap(({ task }) => task ?? []);
  const highest = (numbers: readonly number[]) => Math.max(0, ...numbers);
  store.tasks.raiseFloor(highest(known.map(({ number }) => number)));
  store.runs.raiseFloor(highest(known.flatMap(({ runs }) => runs.map(({ run }) => run))));
  store.requests.raiseFloor(highest(known.flatMap(({ number }) => requests.get(number) ?? [])));
}

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
  { number, task }: Doomed,
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
function countAnew(world: World, state: State): void {
  const { complete, failed, cancelled, last } = rebuildHead(world, state);
  state.head = { ...state.head, complete, failed, cancelled, last };
  world.store.queue.compact(state.head);
}
