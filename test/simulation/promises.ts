import { type Intent, type IntentKind, type IntentOf, retriedBy } from '../../src/core/intent.ts';

/** A task that somebody was promised. */
interface Promised {
  /** Counts up; what is promised after a hurt must be kept without another push. */
  readonly at: number;
  /** The turn in which it was promised: who conducts knows of it from the next one on. */
  readonly turn: number;
}

/** What people have asked for, and what they were promised. */
export function createPromises() {
  const accepted = new Map<number, Promised>();
  const wishes = new Set<string>();
  const asked = new Map<string, Intent>();
  const about = new Map<number, string[]>();
  let promises = 0;
  let hurtAt = 0;
  let turn = 0;

  return {
    accepted: accepted as ReadonlyMap<number, Promised>,
    wishes: wishes as ReadonlySet<string>,
    beginTurn(): void {
      turn += 1;
    },
    hurt(): void {
      hurtAt = promises;
    },
    accept(task: number, isSeen: boolean): void {
      accepted.set(task, { at: isSeen ? ++promises : 0, turn });
    },
    wished: (order: string): void => void wishes.add(order),
    /** A wish is about to be left, whatever becomes of it. */
    asks(order: string, intent: Intent): void {
      asked.set(order, intent);
      for (const task of tasksOf(intent)) about.set(task, [...(about.get(task) ?? []), order]);
    },
    wishOf: (order: string): Intent | undefined => asked.get(order),
    /** The wishes of a kind that name a task. */
    ofKind: <K extends IntentKind>(task: number, kind: K): (readonly [string, IntentOf<K>])[] =>
      (about.get(task) ?? []).flatMap((order) => {
        const intent = asked.get(order);
        return intent?.kind === kind ? [[order, intent as IntentOf<K>] as const] : [];
      }),
    isPromised: (task: number): boolean => (accepted.get(task)?.at ?? 0) > hurtAt,
    /** Promised before the turn that is now: its queue entry was there when it began. */
    isOld: (task: number): boolean => (accepted.get(task)?.turn ?? turn) < turn,
  };
}

export type Promises = ReturnType<typeof createPromises>;

function tasksOf(intent: Intent): readonly number[] {
  switch (intent.kind) {
    case 'cancel':
    case 'clean':
    case 'archive':
    case 'pause':
    case 'change':
    case 'switch':
      return intent.tasks;
    case 'retry':
      return retriedBy(intent);
    case 'timeout':
      return [intent.task];
    default:
      return [];
  }
}
