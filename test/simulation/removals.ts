import type { TaskRecord } from '../../src/core/task.ts';
import type { Promises } from './promises.ts';

interface Known {
  readonly records: ReadonlyMap<number, TaskRecord>;
  readonly open: ReadonlySet<number>;
  readonly promises: Promises;
  readonly isAnswered: (order: string) => boolean;
}

/**
 * Why nobody may remove a task or what it left, or put it away; undefined where a person has asked
 * for it, it has settled, and nobody waits for it that a conductor knows of.
 */
export function whyKept(
  number: number,
  asked: 'clean' | 'archive',
  { records, open, promises, isAnswered }: Known,
): string | undefined {
  const wishes = promises.ofKind(number, asked);
  if (!wishes.some(([order]) => !isAnswered(order))) return 'nobody has asked for that';
  const record = records.get(number);
  if (record && !record.settled) return 'it is not settled';
  // Who conducts has made the tasks of a batch itself; others may have come this very moment.
  const isKnown = (one: TaskRecord) => promises.isOld(one.number) || one.from !== undefined;
  const waiter = [...open]
    .flatMap((one) => records.get(one) ?? [])
    .find((one) => one.after?.includes(number) && isKnown(one));
  return waiter && `task ${waiter.number} waits for it`;
}
