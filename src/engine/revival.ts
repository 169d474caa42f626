import { dependenciesOf, fulfils, standsAgainst, type Wanted } from '../core/dependency.ts';
import { type DatedEntry, dayOf } from '../core/layout.ts';
import type { TaskRecord } from '../core/task.ts';
import { stillOurs } from './batch.ts';
import { liveTask, readSurely } from './change.ts';
import { mirrorRevived, mirrorSettled } from './mirror.ts';
import { everEnded } from './settled.ts';
import { standingOf } from './situation.ts';
import type { State, World } from './world.ts';

/** So many come back between two heartbeats. */
const beatEvery = 100;

/** A task that waited for another one, and what it wanted of it. */
interface Dependent {
  readonly number: number;
  readonly wants: Wanted;
}

/** What fell with other tasks, by the numbers of those. */
export type Fallen = ReadonlyMap<number, readonly Dependent[]>;

/**
 * Looks for what fell with others since the day before the first of `causes` ended (a clock may
 * have been set back over midnight); those stay out of it. Met again after a crash, the wish finds
 * also what it has brought back already, and has the queue show it.
 */
export function fallenWith(
  world: World,
  state: State,
  causes: readonly TaskRecord[],
  by: string,
): Fallen {
  const ends = causes.flatMap(({ settled }) => settled?.endedAt ?? []).sort();
  const since = ends[0] === undefined ? undefined : dayBefore(ends[0]);
  const named = new Set(causes.map(({ number }) => number));
  const fallen = new Map<number, Dependent[]>();
  const note = (task: TaskRecord) => {
    for (const { task: other, wants } of dependenciesOf(task)) {
      const known = fallen.get(other);
      const dependent = { number: task.number, wants };
      if (known) known.push(dependent);
      else fallen.set(other, [dependent]);
    }
  };
  for (const { task } of state.live.values()) if (task.by.includes(by)) note(task);
  for (const { number } of since === undefined ? [] : endedSince(world, since)) {
    if (named.has(number)) continue;
    const known = state.live.get(number);
    const task = known?.task ?? readSurely(world, state, number);
    if (!task) continue;
    const isBack = task.by.includes(by);
    // Also one that is live: its record may have been found before the wish was met again.
    if (isBack) showComeback(world, state, task);
    if (!known && (task.settled ? task.settled.reason === 'dependency' : isBack)) note(task);
  }
  return fallen;
}

/**
 * Has the index show what a wish has brought back, wherever a crash came between: no old end, and
 * where it has ended again meanwhile, its new one.
 */
export function showComeback(world: World, state: State, task: TaskRecord): void {
  const { number, settled } = task;
  const shown = endsShown(world, number);
  const isNew = ({ status, at }: (typeof shown)[number]) =>
    status === settled?.status && dayOf(at) === dayOf(settled.endedAt);
  if (settled && shown.length < 2 && shown.every(isNew)) return;
  const live = settled
    ? { task, entry: undefined, run: undefined }
    : liveTask(world, state, number);
  if (!live) return;
  if (!settled) world.store.tasks.unarchive(number);
  for (const end of shown) mirrorRevived(world, state, live, end);
  if (settled) mirrorSettled(world, state, live);
}

/** How the index shows a task as finished: only asked when a crash left it half revived. */
const endsShown = ({ store: { queue } }: World, number: number) =>
  everEnded(queue)
    .filter((entry) => entry.number === number)
    .map(({ status, day }) => ({ status, at: `${day}T00:00:00.000Z` }));

const dayBefore = (at: string): string => dayOf(new Date(Date.parse(at) - dayMs).toISOString());

const dayMs = 86_400_000;

const endedSince = ({ store: { queue } }: World, since: string): DatedEntry[] =>
  everEnded(queue, since).filter(({ status }) => status !== 'complete');

/**
 * Brings back what fell because of a settled task that is about to run again, and what fell because
 * of that: all whose other dependencies leave them a chance. Each task and edge is looked at once.
 */
export function reviveDependents(
  world: World,
  state: State,
  cause: TaskRecord,
  fallen: Fallen,
  revive: (task: TaskRecord) => void,
): number {
  /** Those that still keep a task down. */
  const down = new Map<number, Set<number>>();
  const reached = new Map([[cause.number, cause.settled?.status]]);
  let revived = 0;
  for (const [number, was] of reached)
    for (const dependent of fallen.get(number) ?? []) {
      if (!standsAgainst(was, dependent.wants) || reached.has(dependent.number)) continue;
      const isBack = state.live.has(dependent.number);
      const task = isBack ? undefined : readSurely(world, state, dependent.number);
      if (task?.settled) {
        const left = down.get(task.number) ?? keptDownBy(world, state, task);
        down.set(task.number, left);
        left.delete(number);
        if (left.size > 0) continue;
        if (revived % beatEvery === 0) stillOurs(state.lease);
        revive(task);
        revived += 1;
      }
      if (isBack || task) reached.set(dependent.number, task?.settled?.status);
    }
  return revived;
}

const keptDownBy = (world: World, state: State, task: TaskRecord): Set<number> =>
  new Set(
    dependenciesOf(task)
      .filter(
        ({ task: other, wants }) => fulfils(standingOf(world, state, other), wants) === 'never',
      )
      .map(({ task: other }) => other),
  );
