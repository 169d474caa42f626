import { type Dead, deadDependency, dependenciesOf, type Standing } from './dependency.ts';
import type { LifeEvent } from './lifecycle.ts';
import type { Observation, Policy } from './observation.ts';
import type { Projection } from './projection.ts';
import type { TaskRecord } from './task.ts';
import type { Reason, SettledStatus } from './vocabulary.ts';

/** The decision that a task which has no live run has nothing left to do. */
export interface Settling {
  readonly do: 'settle';
  readonly task: number;
  readonly event: LifeEvent;
  readonly status: SettledStatus;
  readonly reason: Reason;
  readonly message?: string;
}

/** What was held back by hand, or is a draft, stays. */
export const canFall = ({ status, reason }: Projection): boolean =>
  (status === 'blocked' && reason !== 'hold') || status === 'awaiting';

/** What becomes of a task when one that it waits for has let it down. */
export function giveUp(task: TaskRecord, dead: Dead, policy: Policy): Settling[] {
  if ((task.ifDependencyFails ?? policy.ifDependencyFails) === 'block') return [];
  const isUnneeded = dead.wants === 'failure';
  const isGone = dead.standing === 'missing';
  return [
    {
      do: 'settle',
      task: task.number,
      event: isUnneeded ? 'cancel' : 'fail',
      status: isUnneeded ? 'cancelled' : 'failed',
      reason: 'dependency',
      message: isUnneeded
        ? `task ${dead.task}, whose failure it waits for, ${isGone ? 'is gone' : 'did not fail'}`
        : `task ${dead.task}, which it waits for, ${isGone ? 'is gone' : 'did not complete'}`,
    },
  ];
}

/**
 * What waits for a task that is settled here is settled with it, and so on: a long chain falls in
 * one pass. Linear in the number of dependencies.
 */
export function inTheirWake(
  seen: readonly Observation[],
  settling: readonly Settling[],
  policy: Policy,
): Settling[] {
  if (settling.length === 0) return [];
  const dependents = new Map<number, Observation[]>();
  for (const one of seen.filter(
    ({ dead, run, projection }) => !dead && !run && canFall(projection),
  ))
    for (const { task } of dependenciesOf(one.task)) {
      const known = dependents.get(task);
      if (known) known.push(one);
      else dependents.set(task, [one]);
    }
  const settled = new Set(settling.map(({ task }) => task));
  const falling = [...settling];
  for (const { task: fallen, status } of falling)
    for (const { task } of dependents.get(fallen) ?? []) {
      const standing = (other: number): Standing => (other === fallen ? status : 'open');
      const dead = deadDependency(task, standing);
      if (!dead || settled.has(task.number) || task.cancelled) continue;
      for (const one of giveUp(task, dead, policy)) {
        settled.add(task.number);
        falling.push(one);
      }
    }
  return falling.slice(settling.length);
}
