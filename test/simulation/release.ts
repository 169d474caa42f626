import { awaitsApproval } from '../../src/core/approval.ts';
import { pausesIn } from '../../src/core/controls.ts';
import { dependenciesOf } from '../../src/core/dependency.ts';
import { type Intent, intentOrder } from '../../src/core/intent.ts';
import { isPaused } from '../../src/core/pause.ts';
import { isAboutStart, isOpen } from '../../src/core/request.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Wish } from './wishes.ts';
import type { SimulatedWorld } from './world.ts';

const who = 'somebody';

/** Whether a task comes to its end by itself: no person, and no other task, is waited for. */
export function isFree({ model }: SimulatedWorld, task: TaskRecord): boolean {
  if (task.cancelled) return true;
  if (task.hold || awaitsApproval(task) || model.controls.whyKept(task) !== undefined) return false;
  return dependenciesOf(task).every(({ task: other }) => model.books.isOver(other));
}

/** People let go of whatever they hold back. */
export function letGoOfAll(world: SimulatedWorld, round: number): void {
  const { store, model, machine } = world;
  const open = [...model.books.open].flatMap((number) => model.books.records.get(number) ?? []);
  const held = open.filter(({ hold }) => hold).map(({ number }) => number);
  const still = open.filter(isPaused).map(({ number }) => number);
  const requests = store.requests.numbers().flatMap((number) => store.requests.read(number) ?? []);
  const wishes: Wish[] = [
    ...pausesIn(store.controls.read()).map(
      ({ what, name }): Wish => ({
        kind: 'control',
        who,
        what,
        ...(name !== undefined && { name }),
        paused: false,
      }),
    ),
    ...(held.length > 0 ? [{ kind: 'change', tasks: held, clear: ['hold'] } satisfies Wish] : []),
    ...(still.length > 0
      ? [{ kind: 'pause', who, tasks: still, paused: false } satisfies Wish]
      : []),
    ...requests
      .filter((one) => isOpen(one) && isAboutStart(one))
      .map(({ number: request }): Wish => ({ kind: 'answer', who, request, answer: approval })),
  ];
  const { at } = machine.clockAt('here').now();
  for (const [nth, wanted] of wishes.entries()) {
    const order = intentOrder(Date.parse(at), `${tail(round)}${tail(nth)}`);
    const intent = { version: 1, at, ...wanted } as Intent;
    model.promises.asks(order, intent);
    store.intents.leave(order, intent);
  }
}

const approval = { decision: 'approve' };
const tail = (number: number): string => number.toString(16).padStart(8, '0');
