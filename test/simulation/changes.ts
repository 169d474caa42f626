import { decisionIn } from '../../src/core/approval.ts';
import { dependencyKinds } from '../../src/core/dependency.ts';
import type { Answered, Intent, IntentOf } from '../../src/core/intent.ts';
import { type Place, placeOf } from '../../src/core/queue-place.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Promises } from './promises.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly wishOf: Promises['wishOf'];
  readonly records: ReadonlyMap<number, TaskRecord>;
  readonly isTainted: (task: number) => boolean;
  readonly isAnswered: (order: string) => boolean;
}

/** What only people say about a task. */
const said = [
  ...['agent', 'prompt', 'cwd', 'priority', 'group', 'hold', 'approve', 'key', 'approved', 'rank'],
  ...dependencyKinds,
] as (keyof TaskRecord)[];

/** A record changes as a wish says, for whom it says so, and once. */
export function createChanges({ broken, wishOf, records, ...known }: Known) {
  /** The places that each wish for a switch gives away. */
  const places = new Map<string, ReadonlyMap<number, Place>>();
  /** What is on the disk to stay. */
  const done = new Set<string>();
  /** Tasks of whose record that is not known: who wrote it has the one before in mind. */
  const unsure = new Set<number>();
  /** Tasks that may share a place: the other one of a switch that was half made has ended in it. */
  const loose = new Set<number>();
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
    },
    /** A record is there now, whoever is excused for it. */
    kept(before: TaskRecord | undefined, now: TaskRecord, isFirm: boolean): void {
      const isSwitch = wishOf(now.by.at(-1) ?? '')?.kind === 'switch';
      if (isFirm) unsure.delete(now.number);
      // A switch that was half made is finished before another one, so that it has nothing in mind.
      else if (!isSwitch) unsure.add(now.number);
      // Who did not know of it, as its fsync had failed, has taken it back: it is decided anew.
      const lost = before?.by.filter((one) => !now.by.includes(one)) ?? [];
      for (const one of lost.filter(isUnmade)) places.delete(one);
    },
    /** Two that have changed places share theirs with nobody, when that is told. */
    switched({ results }: Answered): void {
      const pair = results.flatMap(({ task = [] }) => task);
      const isMade = results.some(({ ok }) => ok === 'yes');
      const isWhole = results.every(({ ok }) => ok === 'yes') && !pair.some(isLoose);
      if (isMade && !isWhole) for (const one of pair) loose.add(one);
      for (const one of isMade ? pair : []) checkAlone(one);
    },
  };

  function isUnmade(order: string): boolean {
    return ![...(places.get(order)?.keys() ?? [])].some((one) =>
      records.get(one)?.by.includes(order),
    );
  }

  function isLoose(task: number): boolean {
    return loose.has(task) || known.isTainted(task);
  }

  function checkAlone(task: number): void {
    const record = records.get(task);
    if (!record || !isAtRest(record)) return;
    for (const other of [...records.values()].filter((one) => one.number !== task && isAtRest(one)))
      if (placeOf(other).rank === placeOf(record).rank)
        wrong(`task ${task} and task ${other.number} have the same place`);
  }

  /** Whether nothing more will be done to it by a switch that has begun. */
  function isAtRest({ number, by }: TaskRecord): boolean {
    return !isLoose(number) && !by.some((one) => isOpenSwitch(one));
  }

  function isOpenSwitch(order: string): boolean {
    return wishOf(order)?.kind === 'switch' && !known.isAnswered(order);
  }

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
