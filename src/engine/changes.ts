import { addedDependencies, changed, isAnother, tellChange, tooLateIn } from '../core/change.ts';
import { cyclesOver, tellCycle } from '../core/cycle.ts';
import { dependenciesOf } from '../core/dependency.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { liveRunOf, type TaskRecord, taskIdOf } from '../core/task.ts';
import { and } from '../lib/text.ts';
import { withdrawApproval } from './approvals.ts';
import { change, liveTask } from './change.ts';
import { readTask } from './discover.ts';
import { situation } from './situation.ts';
import { finishSwitches } from './switch.ts';
import type { Live, State, World } from './world.ts';

type Wish = IntentOf<'change'>;

/** Changes tasks that wait, each of them whole or not at all; who asks again changes nothing more. */
export function changeTasks(world: World, state: State, wish: Wish, by: string): IntentResult[] {
  if (isMove(wish)) finishSwitches(world, state, wish.tasks);
  return wish.tasks.map((number) => changeOne(world, state, wish, by, number));
}

/** Whether it may change where a task stands in the queue. */
function isMove({ set = {}, clear = [] }: Wish): boolean {
  const names: readonly string[] = [...Object.keys(set), ...clear];
  return ['priority', 'hold', 'draft'].some((one) => names.includes(one));
}

function changeOne(
  world: World,
  state: State,
  wish: Wish,
  by: string,
  number: number,
): IntentResult {
  const id = taskIdOf(number);
  const answer = (ok: 'yes' | 'no', message: string): IntentResult => ({
    ok,
    task: number,
    message,
  });
  const live = liveTask(world, state, number);
  const task = live?.task ?? readTask(world, state, number);
  if (!task) return answer('no', `there is no ${id}`);
  if (task.by.includes(by)) return answer('yes', `${id} is changed`);
  if (!live) return answer('no', `${id} is already ${task.settled?.status ?? 'gone'}`);

  const next = changed(task, wish, wish.at);
  const problems = [
    ...tooLate(world, state, live, next),
    ...unknownDependencies(world, state, task, next),
    ...cycles(world, state, task, next),
  ];
  if (problems.length > 0) return answer('no', problems.join('; '));
  const said = tellChange(task, next);
  if (said === '') return answer('yes', `${id} is as it is wanted already`);
  // First: nobody who has read the old one approves the new one.
  if (isAnother(task, next)) withdrawApproval(world, state, task);
  change(world, live, by, next);
  return answer('yes', `${id} ${said}`);
}

function tooLate(world: World, state: State, live: Live, next: TaskRecord): string[] {
  const { task } = live;
  const fields = tooLateIn(task, next);
  const id = taskIdOf(task.number);
  if (task.cancelled) return [`${id} is being cancelled`];
  if (!liveRunOf(task) || fields.length === 0) return [];
  const { status } = situation(world, state, live, world.clock.now()).projection;
  const is = status === 'running' ? 'is running' : `runs, and is ${status}`;
  if (fields.every((name) => name === 'hold')) return [`${id} ${is}: only what waits can be held`];
  return [`${id} ${is}: its ${and(fields)} cannot be changed any more`];
}

function unknownDependencies(
  world: World,
  state: State,
  before: TaskRecord,
  after: TaskRecord,
): string[] {
  const unknown = addedDependencies(before, after).filter(
    (task) => recordOf(world, state, task) === undefined,
  );
  if (unknown.length === 0) return [];
  return [
    `there is no ${unknown.map(taskIdOf).join(', ')} for ${taskIdOf(after.number)} to wait for`,
  ];
}

/** Through finished ones as well: a retry would make them wait again. */
function cycles(world: World, state: State, before: TaskRecord, after: TaskRecord): string[] {
  const waitsFor = (task: number): number[] => {
    const record = recordOf(world, state, task);
    return record ? dependenciesOf(record).map(({ task: other }) => other) : [];
  };
  const found = cyclesOver(after.number, addedDependencies(before, after), waitsFor);
  if (found.length === 0) return [];
  return [`${taskIdOf(after.number)} would wait for itself: ${and(found.map(tellCycle))}`];
}

const recordOf = (world: World, state: State, task: number): TaskRecord | undefined =>
  state.live.get(task)?.task ?? readTask(world, state, task);
