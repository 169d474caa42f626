import type { BatchLine } from '../../src/core/batch-line.ts';
import { dependencyKinds } from '../../src/core/dependency.ts';
import type { Intent } from '../../src/core/intent.ts';
import { isAboutStart, isOpen } from '../../src/core/request.ts';
import type { Event, Wanted } from './events.ts';
import type { Names } from './names.ts';
import type { SimulatedWorld } from './world.ts';

type WishOf<I> = I extends Intent ? Omit<I, 'version' | 'at'> : never;
export type Wish = WishOf<Intent>;

type WishEvent = Extract<Event, { do: Intent['kind'] }>;
const who = 'somebody';

/** What an event asks for; undefined where there is nothing that it could be about. */
export function wishOf(world: SimulatedWorld, names: Names, event: WishEvent): Wish | undefined {
  if (event.do === 'batch')
    return { kind: 'batch', tasks: event.tasks.map((one) => lineOf(names, one)) };
  if (event.do === 'control') {
    const { do: kind, id: _, place: __, fate: ___, ...wanted } = event;
    return { kind, who, ...wanted };
  }
  if (event.do === 'answer') return answerOf(world, event);

  const named = 'tasks' in event ? event.tasks : [event.task];
  const tasks = named.flatMap((one) => numberOf(world, names, one) ?? []);
  const [task] = tasks;
  if (task === undefined) return undefined;
  switch (event.do) {
    case 'cancel':
    case 'clean':
    case 'archive':
      return { kind: event.do, tasks };
    case 'retry':
      return { kind: event.do, task };
    case 'timeout':
      return { kind: event.do, task, mode: event.mode, ms: event.ms };
    case 'pause':
      return { kind: event.do, who, tasks, paused: event.paused };
    case 'change': {
      const { set, clear } = event.change;
      return {
        kind: event.do,
        tasks,
        ...(set && { set: awaited(set, (name) => numberOf(world, names, name)) }),
        ...(clear && { clear }),
      };
    }
    case 'switch':
      return new Set(tasks).size === 2 ? { kind: event.do, tasks } : undefined;
  }
}

function answerOf(
  { store }: SimulatedWorld,
  { nth, approves = true }: Extract<Event, { do: 'answer' }>,
): Wish | undefined {
  const all = store.requests.numbers().flatMap((number) => store.requests.read(number) ?? []);
  const open = all.filter(isOpen);
  // Now and then also what nobody need answer any more.
  const some = nth < 3 && open.length > 0 ? open : all;
  const request = some[nth % Math.max(1, some.length)];
  if (!request) return undefined;
  const decision = { decision: approves ? 'approve' : 'reject' };
  const answer = isAboutStart(request) ? decision : 'yes';
  return { kind: 'answer', who, request: request.number, answer };
}

/** A task as a record or a line of a batch names what it waits for. */
export const lineOf = (names: Names, wanted: Wanted): BatchLine =>
  ({
    ...awaited(wanted, (name) => names.numberOf(name, () => undefined)),
    cwd: '/w',
  }) as BatchLine;

/** The number behind the name that an event gave. */
export const numberOf = (world: SimulatedWorld, names: Names, name: string): number | undefined =>
  names.numberOf(name, world.model.books.lineOf);

function awaited(wanted: object, of: (name: string) => number | undefined): object {
  const numbers = dependencyKinds.flatMap((kind) => {
    const others = ((wanted as Partial<Wanted>)[kind] ?? []).flatMap((name) => of(name) ?? []);
    return others.length > 0 ? [[kind, others] as const] : [];
  });
  const rest = Object.entries(wanted).filter(([name]) => !kinds.has(name));
  return Object.fromEntries([...rest, ...numbers]);
}

const kinds: ReadonlySet<string> = new Set(dependencyKinds);
