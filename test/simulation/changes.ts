import { decisionIn } from '../../src/core/approval.ts';
import { dependencyKinds } from '../../src/core/dependency.ts';
import type { Intent, IntentOf } from '../../src/core/intent.ts';
import { type Place, placeOf } from '../../src/core/place.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Promises } from './promises.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly wishOf: Promises['wishOf'];
  readonly records: ReadonlyMap<number, TaskRecord>;
}

/** What only people say about a task. */
const said = [
  ...['agent', 'prompt', 'cwd', 'priority', 'group', 'hold', 'approve', 'key', 'approved', 'rank'],
  ...dependencyKinds,
] as (keyof TaskRecord)[];

/** A record changes as a wish says, for whom it says so, and once. */
export function createChanges({ broken, wishOf, records }: Known) {
  /** The places that each wish for a switch gives away. */
  const places = new Map<string, ReadonlyMap<number, Place>>();
  /** What is on the disk to stay. */
  const done = new Set<string>();
  /** Tasks of whose record that is not known: who wrote it has the one before in mind. */
  const unsure = new Set<number>();
  const wrong = (message: string) => broken('wishes are carried out once', message);

  return {
    check(before: TaskRecord, now: TaskRecord, isFirm: boolean): void {
      const order = now.by.find((one) => !before.by.includes(one));
      const wish = order === undefined ? undefined : wishOf(order);
      const told = `task ${now.number}`;
      const name = `${now.number} ${order}`;
      if (order !== undefined && done.has(name))
        wrong(`${told} is changed by the ${wish?.kind} ${order} a second time`);
      if (order !== undefined && isFirm) done.add(name);
      if (wish?.kind === 'switch') checkPlace(before, now, order ?? '', wish);
      else checkFields(before, now, wish);
      if (isFirm) unsure.delete(now.number);
      else unsure.add(now.number);
    },
  };

  function checkFields(before: TaskRecord, now: TaskRecord, wish: Intent | undefined): void {
    const told = `task ${now.number}`;
    for (const field of said.filter((one) => isOther(before[one], now[one])))
      if (!isAsked(field, now, wish))
        wrong(`the ${field} of ${told} changes to ${JSON.stringify(now[field])}`);
    if (before.approved && now.approved && before.prompt !== now.prompt)
      wrong(`${told} has another prompt than the one that was approved`);
  }

  function checkPlace(
    before: TaskRecord,
    now: TaskRecord,
    order: string,
    { tasks: [one = 0, other = 0] }: IntentOf<'switch'>,
  ): void {
    const from = new Map(places.get(order));
    const partner = now.number === one ? other : one;
    const there = records.get(partner);
    // Where the other one has its new place already, nobody can tell any more where it was.
    const isKnown = there && !there.by.includes(order) && !unsure.has(partner);
    if (from.size === 0 && isKnown && !unsure.has(before.number))
      places.set(order, from.set(before.number, placeOf(before)).set(partner, placeOf(there)));
    const given = from.get(partner);
    if (given && isOther(placeOf(now), given))
      wrong(`task ${now.number} does not get the place of task ${partner}`);
  }
}

export type Changes = ReturnType<typeof createChanges>;

function isAsked(field: keyof TaskRecord, now: TaskRecord, wish: Intent | undefined): boolean {
  const value = now[field];
  switch (wish?.kind) {
    case 'change': {
      const { set = {}, clear = [] } = wish;
      if (field in set) return !isOther(value, set[field as keyof typeof set]);
      if ((clear as string[]).includes(field)) return value === undefined;
      return field === 'approved' && value === undefined;
    }
    case 'answer':
      return (
        field === 'approved' &&
        now.approved?.request === wish.request &&
        decisionIn(wish.answer)?.decision === 'approve'
      );
    case 'retry':
      return field === 'approved' && value === undefined;
    default:
      return false;
  }
}

const isOther = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one || null) !== JSON.stringify(other || null);
