import { forwardLine, wantedOf } from '../core/batch-line.ts';
import { Failure } from '../core/failure.ts';
import type { BatchPlan, IntentOf, IntentResult } from '../core/intent.ts';
import { orderOf } from '../core/layout.ts';
import { folderOf, project } from '../core/projection.ts';
import type { Lease } from '../core/store.ts';
import { newRecord, protocolVersion, type TaskRecord, taskIdOf } from '../core/task.ts';
import { addKey, behindRivals, inTheWayOf, type Keys, keysIn, supersedeRivals } from './keys.ts';
import type { Live, State, World } from './world.ts';

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
  const forward = forwardLine(intent.tasks);
  if (forward !== undefined)
    return [{ ok: 'no', message: `line ${forward} waits for one that is not before it` }];
  const keys = keysIn(state, intent.tasks);
  const plan = store.intents.plan(order) ?? reserve(world, state, intent, order, keys);
  const skipped = new Set(plan.skipped);
  const numberOf = (line: number): number => plan.numbers[line - 1] ?? 0;
  return intent.tasks.map((line, at) => {
    if (at % beatEvery === 0) stillOurs(state.lease);
    if (skipped.has(at + 1)) return skippedFor(plan.numbers[at] ?? 0);
    const record = createLine(world, plan, order, at, (number) =>
      behindRivals(keys, {
        ...newRecord(number, wantedOf(line, numberOf), intent.at),
        from: { intent: order, line: at + 1 },
      }),
    );
    const live = show(world, state, record);
    if (line.ifExists === 'replace') supersedeRivals(world, keys, record, order);
    if (live && line.key !== undefined) {
      state.live.set(record.number, live); // Others of its key, in this very pass, must see it.
      addKey(keys, live);
    }
    return { ok: 'yes', task: record.number, message: `${taskIdOf(record.number)} is queued` };
  });
}

const skippedFor = (task: number): IntentResult => ({
  ok: 'yes',
  task,
  existing: true,
  message: `${taskIdOf(task)} has not ended: nothing was queued`,
});

/** Has the queue show a task that it does not show yet. */
function show({ store }: World, state: State, record: TaskRecord): Live | undefined {
  if (record.settled || state.live.has(record.number)) return undefined;
  const order = orderOf(record);
  // Where it belongs, or as near as is known: the next pass may be far off when nobody conducts.
  const nowMs = Date.parse(record.createdAt);
  const { status } = project(record, { nowMs, standing: () => 'open', controls: state.controls });
  const folder = folderOf(status) ?? 'pending';
  store.queue.enter(folder, order);
  return { task: record, entry: { folder, order }, run: undefined };
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

function reserve(
  { store }: World,
  state: State,
  { tasks }: IntentOf<'batch'>,
  order: string,
  keys: Keys,
): BatchPlan {
  const highest = store.tasks.highest(state.head.highest);
  const skipped: number[] = [];
  const planned = new Map<string, number>();
  let last = highest;
  const numbers = tasks.map((line, at) => {
    const there = inTheWayOf(keys, line, planned);
    if (there !== undefined) {
      skipped.push(at + 1);
      return there;
    }
    last += 1;
    if (line.key !== undefined && !line.draft && !planned.has(line.key))
      planned.set(line.key, last);
    return last;
  });
  if (last > highest) store.tasks.raiseFloor(last);
  const plan = { version: protocolVersion, numbers, ...(skipped.length > 0 && { skipped }) };
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
    plan.numbers = plan.numbers.map((one) => (one === record.number ? number : one));
    store.intents.writePlan(order, plan);
  }
}
