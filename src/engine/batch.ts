import { Failure } from '../core/failure.ts';
import type { BatchPlan, IntentOf, IntentResult } from '../core/intent.ts';
import { orderOf } from '../core/layout.ts';
import type { Lease } from '../core/store.ts';
import { newRecord, protocolVersion, type TaskRecord, taskIdOf } from '../core/task.ts';
import type { State, World } from './world.ts';

/**
 * Creates the tasks of a batch, all of them: the numbers are reserved by raising the floor, the
 * plan that names them is made durable, and then each record is linked. Killed in between, the
 * next one finds the plan; a record that exists and names this line is one that was done.
 */
export function expandBatch(
  world: World,
  state: State,
  intent: IntentOf<'batch'>,
  order: string,
): IntentResult[] {
  const { store } = world;
  const plan = store.intents.plan(order) ?? reserve(world, state, intent.tasks.length, order);
  return intent.tasks.map((wanted, at) => {
    if (at % beatEvery === 0) stillOurs(state.lease);
    const record = createLine(world, plan, order, at, (number) => ({
      ...newRecord(number, wanted, intent.at),
      from: { intent: order, line: at + 1 },
    }));
    if (!record.settled && !state.live.has(record.number))
      store.queue.enter('pending', orderOf(record));
    return { ok: 'yes', task: record.number, message: `${taskIdOf(record.number)} is queued` };
  });
}

const beatEvery = 100;

/** What does thousands takes longer than the patience of those who hear our heartbeat. */
export function stillOurs(lease: Lease): void {
  if (!lease.isMine())
    throw new Failure('conflict', 'another conductor has taken over', {
      hint: 'it goes on with the queue; there is nothing to do',
    });
  if (lease.heartbeatMs !== undefined) lease.beat();
}

function reserve({ store }: World, state: State, count: number, order: string): BatchPlan {
  const highest = store.tasks.highest(state.head.highest);
  store.tasks.raiseFloor(highest + count);
  const numbers = Array.from({ length: count }, (_, at) => highest + 1 + at);
  const plan = { version: protocolVersion, numbers };
  store.intents.writePlan(order, plan);
  return plan;
}

/** Links one line's record; a stranger under its number makes it take another one. */
function createLine(
  { store }: World,
  plan: BatchPlan,
  order: string,
  at: number,
  make: (number: number) => TaskRecord,
): TaskRecord {
  for (;;) {
    const record = make(plan.numbers[at] ?? 0);
    if (store.tasks.createNumbered(record)) return record;
    const there = store.tasks.read(record.number);
    if (there?.from?.intent === order && there.from.line === at + 1) return there;
    // A creator linked it before it could see the floor; it will leave, or died and stays.
    const number = store.tasks.highest(store.tasks.floor()) + 1;
    store.tasks.raiseFloor(number);
    plan.numbers[at] = number;
    store.intents.writePlan(order, plan);
  }
}
