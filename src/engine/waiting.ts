import type { Controls } from '../core/controls.ts';
import { dependenciesOf, fulfils, type Standing, type Wanted } from '../core/dependency.ts';
import type { Instant } from '../core/instant.ts';
import type { Observation } from '../core/observation.ts';
import { liveRunOf, type TaskRecord } from '../core/task.ts';

/** The status of a live task, and the dependency that makes it hopeless, if one does. */
export type Situation = Pick<Observation, 'projection' | 'dead'>;

interface Known {
  readonly task: TaskRecord;
  readonly controls: Controls;
  readonly is: Situation;
  /** When it may start, on the wall clock, and whether that was yet to come. */
  readonly startsMs: number | undefined;
  readonly isEarly: boolean;
  /** One that it waits for, and that is open: as long as that is so, the others hardly matter. */
  readonly open: number | undefined;
}

/**
 * How tasks without a run stand, each found out once and kept until its record, the controls, the
 * time or one of its dependencies say otherwise: what waits costs a pass next to nothing.
 */
export interface Waiting {
  /** Tasks whose standing may have changed since anybody asked. */
  readonly touched: Set<number>;
  readonly known: Map<number, Known>;
  /** Who waits for a task; undefined where in more than one way. */
  readonly waiters: Map<number, Map<number, Wanted | undefined>>;
  /** The records whose dependencies are in `waiters`. */
  readonly listed: Map<number, TaskRecord>;
}

export const nobodyWaits = (): Waiting => ({
  touched: new Set(),
  known: new Map(),
  waiters: new Map(),
  listed: new Map(),
});

/** A map by tasks that notes of which of them something was set or taken away. */
export class NotingMap<V> extends Map<number, V> {
  readonly #touched: Set<number>;

  constructor(touched: Set<number>) {
    super();
    this.#touched = touched;
  }

  override set(task: number, value: V): this {
    this.#touched.add(task);
    return super.set(task, value);
  }

  override delete(task: number): boolean {
    this.#touched.add(task);
    return super.delete(task);
  }

  override clear(): void {
    for (const task of this.keys()) this.#touched.add(task);
    super.clear();
  }
}

/** What is known of a task and still holds. */
export function recall(
  waiting: Waiting,
  task: TaskRecord,
  controls: Controls,
  now: Instant,
): Situation | undefined {
  const known = waiting.known.get(task.number);
  if (known?.task !== task || known.controls !== controls) return undefined;
  const { startsMs, isEarly } = known;
  const isSo = startsMs === undefined || Date.parse(now.at) < startsMs === isEarly;
  return isSo ? known.is : undefined;
}

/** Keeps what was found out; of a run, everything may change at any time. */
export function keep(
  waiting: Waiting,
  task: TaskRecord,
  controls: Controls,
  now: Instant,
  is: Situation,
  standing: (task: number) => Standing,
): void {
  if (task.settled || liveRunOf(task)) return;
  list(waiting, task);
  const startsMs = task.notBefore === undefined ? undefined : Date.parse(task.notBefore);
  const isWaiting = is.projection.reason === 'dependency' && !is.dead;
  // The last of them: mostly the first ones are done first.
  const open = isWaiting
    ? dependenciesOf(task).findLast((one) => fulfils(standing(one.task), one.wants) === 'notYet')
    : undefined;
  const isEarly = startsMs !== undefined && Date.parse(now.at) < startsMs;
  waiting.known.set(task.number, { task, controls, is, startsMs, isEarly, open: open?.task });
}

/** Forgets what may not hold any more of those that wait for tasks which have come or gone. */
export function forgetTouched(
  waiting: Waiting,
  isLive: (task: number) => boolean,
  standing: (task: number) => Standing,
): void {
  const { touched, known, waiters } = waiting;
  for (const task of touched) {
    if (!isLive(task)) unlist(waiting, task);
    const those = waiters.get(task);
    if (!those) continue;
    const stands = standing(task);
    for (const [waiter, wants] of those) {
      const last = known.get(waiter);
      if (!last) continue;
      const isOther = last.open !== undefined && last.open !== task;
      const isHarmless = wants !== undefined && fulfils(stands, wants) !== 'never';
      if (!isOther || !isHarmless) known.delete(waiter);
    }
  }
  touched.clear();
}

function list(waiting: Waiting, task: TaskRecord): void {
  if (waiting.listed.get(task.number) === task) return;
  unlist(waiting, task.number);
  const dependencies = dependenciesOf(task);
  if (dependencies.length === 0) return;
  waiting.listed.set(task.number, task);
  for (const { task: other, wants } of dependencies) {
    const others = waiting.waiters.get(other) ?? new Map<number, Wanted | undefined>();
    waiting.waiters.set(other, others);
    others.set(task.number, others.has(task.number) ? undefined : wants);
  }
}

function unlist({ listed, waiters, known }: Waiting, number: number): void {
  known.delete(number);
  const task = listed.get(number);
  if (!task) return;
  listed.delete(number);
  for (const { task: other } of dependenciesOf(task)) {
    const others = waiters.get(other);
    others?.delete(number);
    if (others?.size === 0) waiters.delete(other);
  }
}
