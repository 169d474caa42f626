import { noControls } from '../core/controls.ts';
import { Failure } from '../core/failure.ts';
import { emptyHead, type Finished, type Head, lastMax } from '../core/head.ts';
import { dayOf, orderOf } from '../core/layout.ts';
import { liveRunOf, type TaskRecord } from '../core/task.ts';
import { queueFolders } from '../core/vocabulary.ts';
import { supersede } from './asks.ts';
import { finishedOf, mirrorSettled } from './mirror.ts';
import { freshMemory, type Live, type RunMemory, type State, type World } from './world.ts';

/** Takes up every live task that the queue names and we do not know yet. */
export function discover(world: World, state: State): void {
  readRefused(world, state);
  const seen = new Set<number>();
  for (const folder of queueFolders) {
    for (const { number, order } of world.store.queue.live(folder)) {
      const known = state.live.get(number);
      if (known) {
        // Two entries after a crash between two renames: what the record says will be kept.
        if (seen.has(number) && known.entry?.folder !== folder)
          world.store.queue.leave(folder, order);
        else known.entry = { folder, order };
      } else if (!state.unreadable.has(number)) adopt(world, state, number, { folder, order });
      seen.add(number);
    }
  }
  for (const live of state.live.values()) if (!seen.has(live.task.number)) live.entry = undefined;
}

/** Once is no answer: a task would be left lying, and whoever waits for it would wait for ever. */
function readRefused(world: World, state: State): void {
  const refused = [...state.refused];
  state.refused.clear();
  for (const number of refused) {
    state.unreadable.delete(number);
    state.waiting.touched.add(number);
    const task = readTask(world, state, number);
    if (task && !task.settled && !state.live.has(number))
      state.live.set(number, remember(world, task, undefined));
  }
}

/** Whether something that the machine refused to read can be read by now. */
export const canReadRefused = ({ store }: World, { refused }: State): boolean =>
  [...refused].some((number) => {
    try {
      return store.tasks.read(number) !== undefined;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return false;
    }
  });

function adopt(
  world: World,
  state: State,
  number: number,
  entry: NonNullable<Live['entry']>,
): void {
  const task = readTask(world, state, number);
  if (task) keep(world, state, task, entry);
  else if (!state.unreadable.has(number)) world.store.queue.leave(entry.folder, entry.order);
}

/** Takes a task among the live ones, unless a crash only kept it from the finished ones. */
function keep(world: World, state: State, task: TaskRecord, entry: Live['entry']): void {
  const live = remember(world, task, entry ?? (task.settled ? undefined : enter(world, task)));
  if (task.settled && showAway(world, state, task, task.settled, entry)) return;
  state.live.set(task.number, live);
  if (!task.settled) return;
  // Its fsync may have failed, and the index, once it says so, is believed after a power cut.
  if (world.store.tasks.isTaken(task.number)) world.store.tasks.replace(task);
  mirrorSettled(world, state, live);
}

/** A creator may be so slow that its task has ended and was put away before it shows it: there it stays. */
function showAway(
  { store: { tasks, queue } }: World,
  state: State,
  { number }: TaskRecord,
  { status, endedAt }: NonNullable<TaskRecord['settled']>,
  entry: Live['entry'],
): boolean {
  const end = { number, status, day: dayOf(endedAt) };
  if (tasks.isTaken(number) || queue.isFinished(end.day, number, status)) return false;
  if (entry) queue.leave(entry.folder, entry.order);
  queue.archive([end]);
  state.standings.set(number, status);
  return true;
}

/**
 * An entry for a record that had none, whatever its status is: once the head has counted it as
 * seen, which may be written at any time, nobody looks for it again.
 */
function enter({ store }: World, task: TaskRecord): NonNullable<Live['entry']> {
  const order = orderOf(task);
  store.queue.enter('pending', order);
  return { folder: 'pending', order };
}

/** A record, or undefined when it is gone or damaged; a damaged one is put out of the way. */
export function readTask(world: World, state: State, number: number): TaskRecord | undefined {
  try {
    return world.store.tasks.read(number);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.warn(error.message);
    if (error.code === 'invalid') world.store.tasks.quarantine(number);
    else state.unreadable.add(number);
    if (isRefusal(error)) state.refused.add(number);
    return undefined;
  }
}

/** It says nothing of a file that the machine would not read; what another version wrote stays so. */
const isRefusal = ({ code, cause }: Failure): boolean =>
  code === 'unavailable' && cause !== undefined;

/** The memory of a live task, with what its run's folder says of it. */
export function remember(world: World, task: TaskRecord, entry: Live['entry']): Live {
  const attempt = liveRunOf(task);
  return { task, entry, run: attempt && readRun(world, attempt.run) };
}

/** What a run's folder says of it; where it cannot be read now, that is no news of the run. */
export function readRun(world: World, run: number): RunMemory {
  const { runs } = world.store;
  // It is linked once: a damaged one would be in the way for ever.
  const putAside = (file: 'stop.json' | 'verdict.json') => () => runs.quarantine(run, file);
  try {
    return {
      ...freshMemory(run),
      spec: readable(world, () => runs.spec(run)),
      started: readable(world, () => runs.started(run)),
      hasStarted: runs.hasStarted(run),
      stop: readable(world, () => runs.stop(run), putAside('stop.json')),
      verdict: readable(world, () => runs.verdict(run), putAside('verdict.json')),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.warn(error.message);
    return { ...freshMemory(run), isUnread: true };
  }
}

/**
 * A damaged file of a run counts as missing: it is what a crash would have left. One that the
 * machine refuses to read says nothing, and that it was refused is thrown.
 */
function readable<T>(
  world: World,
  read: () => T | undefined,
  onDamage: () => void = () => undefined,
): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (isRefusal(error)) throw error;
    world.warn(error.message);
    if (error.code === 'invalid') onDamage();
    return undefined;
  }
}

/**
 * The first look under an epoch: the head, rebuilt where it may lie; numbers that no conductor
 * has accounted for, such as those of a creator that was killed before its queue entry; requests.
 */
export function openBooks(world: World, state: State, isInDoubt: boolean): void {
  const { store } = world;
  const head = isInDoubt ? undefined : store.queue.head();
  state.head = head ?? rebuildHead(world, state);
  if (!head) store.queue.compact(state.head);
  discover(world, state);

  state.controls = readable(world, store.controls.read, store.controls.quarantine) ?? noControls;

  const { bootId } = world.clock.now();
  if (state.head.boot === bootId) accountFor(world, state, state.head.highest);
  else {
    accountForAll(world, state);
    // Written with the head, when that is: who is killed before is followed by one who does it again.
    if (state.refused.size === 0) state.head = { ...state.head, boot: bootId };
  }
  for (const number of store.requests.numbers()) {
    state.lastRequest = Math.max(state.lastRequest, number);
    const request = readable(world, () => store.requests.read(number));
    if (!request) continue;
    const { run } = request;
    const isLive = run !== undefined && state.live.get(request.task)?.run?.run === run;
    if (isLive || !request.closed) state.requests.set(number, request);
    if (run !== undefined && !isLive && !request.closed) supersede(world, state, run);
  }
}

/** Takes up the numbers above one that are neither live nor known to be finished; all count as seen. */
export function accountFor(world: World, state: State, above: number): void {
  const { tasks } = world.store;
  const highest = tasks.highest(state.head.highest);
  for (let number = above + 1; number <= highest; number += 1) {
    if (state.live.has(number) || state.standings.has(number)) continue;
    if (state.unreadable.has(number) || !tasks.isTaken(number)) continue;
    const task = readTask(world, state, number);
    if (task) keep(world, state, task, undefined);
  }
  const seen = seenOf(state, highest);
  if (seen > state.head.highest) state.head = { ...state.head, highest: seen };
}

/** What could not be read has not been seen: without an entry, nobody would look for it again. */
const seenOf = ({ refused, head }: State, highest: number): number =>
  Math.min(highest, ...[...refused].filter((one) => one > head.highest).map((one) => one - 1));

/**
 * After a power cut a record may be on the disk and its queue entry not: entries are never fsynced.
 * So every record that no folder names is looked at, once for each boot.
 */
function accountForAll(world: World, state: State): void {
  const { queue, tasks } = world.store;
  const finished = queue.days().flatMap((day) => queue.finishedOn(day).map(({ number }) => number));
  const indexed = new Set([...state.live.keys(), ...state.unreadable, ...finished]);
  for (const number of tasks.numbers().filter((one) => !indexed.has(one))) {
    const task = readTask(world, state, number);
    if (task) keep(world, state, task, undefined);
  }
  state.head = { ...state.head, highest: seenOf(state, tasks.highest(state.head.highest)) };
}

/** Counts the folders of finished tasks, and reads the records of the last few. */
export function rebuildHead(world: World, state: State): Head {
  const { queue } = world.store;
  // Which numbers were accounted for is no count: that the old head knows for sure.
  const { highest, boot } = queue.storedHead() ?? emptyHead;
  const head: Head = { ...emptyHead, highest, ...(boot !== undefined && { boot }) };
  const latest: Finished[] = [];
  for (const day of queue.days()) {
    const entries = queue.finishedOn(day);
    for (const { status } of entries) head[status] += 1;
    if (latest.length >= lastMax) continue;
    const byAge = entries
      .map((entry) => ({ ...entry, atMs: queue.enteredAt(day, entry.number, entry.status) }))
      .sort((a, b) => b.atMs - a.atMs)
      .slice(0, lastMax * 2);
    for (const { number } of byAge) {
      const task = readTask(world, state, number);
      if (task?.settled) latest.push(finishedOf(task));
    }
  }
  head.last = latest.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, lastMax);
  return head;
}
