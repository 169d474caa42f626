import { deadDependency } from '../core/dependency.ts';
import { type IntentOf, type IntentResult, retriedBy } from '../core/intent.ts';
import { next } from '../core/lifecycle.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { once } from '../lib/once.ts';
import { change, liveTask, readSurely } from './change.ts';
import { mirrorRevived } from './mirror.ts';
import { type Fallen, fallenWith, reviveDependents, showComeback } from './revival.ts';
import { situation, standingOf } from './situation.ts';
import type { Live, State, World } from './world.ts';

type Wish = IntentOf<'retry'>;

/**
 * Asks for another run of settled tasks; each is answered for itself. What fell because of one comes
 * back before it does: so the wish, met again after a crash, finds what is left to do.
 */
export function retryTasks(world: World, state: State, wish: Wish, by: string): IntentResult[] {
  const numbers = retriedBy(wish);
  const fallen = once(() => {
    const settled = numbers.filter((number) => !state.live.has(number));
    const causes = settled.flatMap((number) => readSurely(world, state, number) ?? []);
    return fallenWith(world, state, causes, by);
  });
  return numbers.map((number) => retryOne(world, state, number, wish, by, fallen));
}

function retryOne(
  world: World,
  state: State,
  number: number,
  wish: Wish,
  by: string,
  fallen: () => Fallen,
): IntentResult {
  const known = liveTask(world, state, number);
  if (known?.task.by.includes(by)) {
    showComeback(world, state, known.task);
    return queuedAgain(known.task);
  }
  const no = (message: string): IntentResult => ({ ok: 'no', task: number, message });
  if (known) {
    const { status } = situation(world, state, known, world.clock.now()).projection;
    return no(`${taskIdOf(number)} is ${status}; only a finished task can be retried`);
  }
  const task = readSurely(world, state, number);
  if (!task) return no(`there is no ${taskIdOf(number)}`);
  if (task.by.includes(by)) {
    showComeback(world, state, task);
    return queuedAgain(task);
  }
  if (!task.settled || !next(task.settled.status, 'retry'))
    return no(`${taskIdOf(number)} is already ${task.settled?.status ?? 'gone'}`);
  const back = reviveDependents(world, state, task, fallen(), (one) => {
    if (isSettled(one)) revive(world, state, one, asItWas(one), by);
  });
  if (isSettled(task)) revive(world, state, task, asAsked(task, wish), by);
  const done = queuedAgain({ ...task, ...asAsked(task, wish) });
  const others = back === 1 ? 'the task that fell' : `the ${back} tasks that fell`;
  const withOthers = back === 0 ? '' : `, with ${others} because of it`;
  return { ...done, message: `${done.message}${withOthers}${inVain(world, state, task, wish)}` };
}

/** Whoever asks for a run that cannot come is told so; what is asked for in the same wish may yet. */
function inVain(world: World, state: State, task: TaskRecord, wish: Wish): string {
  const named = new Set(retriedBy(wish));
  const standing = (other: number) => (named.has(other) ? 'open' : standingOf(world, state, other));
  const dead = deadDependency(task, standing);
  if (!dead) return '';
  const end = dead.standing === 'missing' ? 'gone' : dead.standing;
  const wayOut = dead.standing === 'missing' ? `edit ${task.number}` : `retry ${dead.task}`;
  return `, but ${taskIdOf(dead.task)}, which it waits for, is ${end}: orchestra ${wayOut}`;
}

const queuedAgain = ({ number, approve }: TaskRecord): IntentResult => ({
  ok: 'yes',
  task: number,
  message: `${taskIdOf(number)} ${approve ? 'waits for approval' : 'is queued again'}`,
});

type Settled = TaskRecord & Required<Pick<TaskRecord, 'settled'>>;
const isSettled = (task: TaskRecord): task is Settled => task.settled !== undefined;

/** What fell without having run is as if it never had. */
const asItWas = ({ approved, notBefore }: TaskRecord): Partial<TaskRecord> => ({
  ...(approved && { approved }),
  ...(notBefore !== undefined && { notBefore }),
});

/** Another run is asked for, as a change of the record that was settled. */
function asAsked(task: TaskRecord, { prompt, timeoutMs, approve }: Wish): Partial<TaskRecord> {
  return {
    asked: task.asked + 1,
    ...(prompt !== undefined && { prompt }),
    ...(approve && { approve }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** Brings a settled task back into the live part: record, index, journal. */
function revive(
  world: World,
  state: State,
  task: Settled,
  changes: Partial<TaskRecord>,
  by: string,
): void {
  const { settled, cancelled: _, notBefore: __, approved: ___, ...rest } = task;
  const live: Live = { task, entry: undefined, run: undefined };
  world.store.tasks.consume(task.number, 'cancelled'); // It came too late, and is not meant for this run.
  // Where the disk refuses half of this, the record tells whether what waits for it falls again.
  state.standings.delete(task.number);
  change(world, live, by, { ...rest, queuedAt: world.clock.now().at, ...changes });
  world.store.tasks.unarchive(task.number);
  state.live.set(task.number, live);
  mirrorRevived(world, state, live, { status: settled.status, at: settled.endedAt });
}
