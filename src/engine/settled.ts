import { waitersOf, whyKept } from '../core/clean.ts';
import { type DatedEntry, dayOf, type FinishedEntry } from '../core/layout.ts';
import type { QueueIndex } from '../core/store.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { once } from '../lib/once.ts';
import { liveTask } from './change.ts';
import { discover, readTask } from './discover.ts';
import { situation } from './situation.ts';
import type { State, World } from './world.ts';

/** A task of which nothing that lives needs anything. */
export interface Spare {
  readonly number: number;
  /** Undefined when it is gone, or was never there. */
  readonly task: TaskRecord | undefined;
  readonly entries: readonly DatedEntry[];
}

/** Whether a task can be spared, or why it is kept. */
export type Judged = Spare | { readonly number: number; readonly kept: string };

/**
 * Takes up what nobody has yet, such as the tasks of a batch before this wish, and then says of
 * tasks whether they can be spared. Who cannot be read may wait for anything, so until it can,
 * nothing is.
 */
export function sparing(world: World, state: State): (number: number) => Judged {
  const unread = lookAgain(world, state);
  if (unread !== undefined)
    return (number) => ({
      number,
      kept: `${taskIdOf(number)} is kept: ${taskIdOf(unread)} cannot be read, and may wait for it`,
    });
  const waiters = waitersOf([...state.live.values()].map(({ task }) => task));
  const strays = once(() => strayEntries(world));
  const wishes = once(() => new Set(world.store.intents.open()));
  return (number) => judge(world, state, number, waiters, strays, wishes);
}

/** Every entry of a finished task since a day, archived ones too: a listing, so rarely asked for. */
export function everEnded(queue: QueueIndex, since = ''): DatedEntry[] {
  const among = (days: readonly string[], on: (day: string) => FinishedEntry[]): DatedEntry[] =>
    days
      .filter((day) => day >= since)
      .flatMap((day) => on(day).map((entry) => ({ ...entry, day })));
  return [
    ...among(queue.days(), queue.finishedOn),
    ...among(queue.archivedDays(), queue.archivedOn),
  ];
}

/** Answers with one that cannot be read. */
function lookAgain(world: World, state: State): number | undefined {
  const unread = [...state.unreadable];
  state.unreadable.clear();
  discover(world, state);
  for (const number of unread) liveTask(world, state, number);
  const [first] = state.unreadable;
  return first;
}

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

/** All entries of finished ones by number: only asked for those that no record explains any more. */
function strayEntries({ store }: World): ReadonlyMap<number, DatedEntry[]> {
  const found = new Map<number, DatedEntry[]>();
  for (const entry of everEnded(store.queue))
    found.set(entry.number, [...(found.get(entry.number) ?? []), entry]);
  return found;
}
