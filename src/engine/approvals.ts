import { awaitsApproval, decisionIn } from '../core/approval.ts';
import type { Instant } from '../core/instant.ts';
import { isAboutStart, type Request } from '../core/request.ts';
import { protocolVersion, type TaskRecord } from '../core/task.ts';
import { close } from './asks.ts';
import { change, liveTask } from './change.ts';
import type { State, World } from './world.ts';

/** So many are asked for in one pass: each is made durable, and others wait for us. */
const portion = 100;

/**
 * Sees to it that each task that awaits approval has one request, and that no other has. Answers
 * with how many were made; there may be more to make.
 */
export function takeApprovals(world: World, state: State, now: Instant): number {
  const asked = new Set<number>();
  for (const request of [...state.requests.values()].filter(isAboutStart)) {
    const live = state.live.get(request.task);
    if (request.answer)
      decide(world, state, request); // Recorded by one who was killed before it had its effect.
    else if (live && awaitsApproval(live.task)) asked.add(request.task);
    else withdraw(world, state, request);
  }
  const unasked = [...state.live.values()]
    .filter(({ task }) => awaitsApproval(task) && !asked.has(task.number))
    .slice(0, portion);
  for (const { task } of unasked) ask(world, state, task, now);
  return unasked.length;
}

function ask(world: World, state: State, task: TaskRecord, since: Instant): void {
  const request = world.store.requests.create(
    (number) => ({
      version: protocolVersion,
      number,
      task: task.number,
      kind: 'approval',
      question: 'May it start?',
      since,
    }),
    state.lastRequest,
  );
  state.lastRequest = request.number;
  state.requests.set(request.number, request);
  const { number, kind } = request;
  world.tell?.({ is: 'waiting', task: task.number, request: number, kind });
}

/**
 * Does to the task what was decided, and closes the request. The record names the wish that
 * decided: met again after a crash, or after somebody asked for another run, nothing is done.
 */
export function decide(world: World, state: State, request: Request): void {
  const { number, answer } = request;
  const decision = decisionIn(answer?.value);
  const live = liveTask(world, state, request.task);
  if (
    answer &&
    decision &&
    live &&
    awaitsApproval(live.task) &&
    !live.task.by.includes(answer.by)
  ) {
    const { who = 'somebody', at, by } = answer;
    const { note } = decision;
    const said = note !== undefined && { note };
    const decided: Partial<TaskRecord> =
      decision.decision === 'approve'
        ? { approved: { request: number, by: who, at: at.at, ...said } }
        : { cancelled: { by, at: at.at, reason: 'rejected', message: rejection(who, note) } };
    change(world, live, by, { ...live.task, ...decided });
  }
  close(world, state, request, 'answered');
  state.requests.delete(number);
}

const rejection = (who: string, note: string | undefined): string =>
  note === undefined ? `rejected by ${who}` : `rejected by ${who}: ${note}`;

/** Closes the request of a task that is over, or is about to become another one. */
export function withdrawApproval(world: World, state: State, task: TaskRecord): void {
  if (!task.approve) return;
  for (const request of state.requests.values())
    if (request.task === task.number && isAboutStart(request)) withdraw(world, state, request);
}

/** Nobody need answer any more: the task is over, held back, or asks for nothing now. */
function withdraw(world: World, state: State, request: Request): void {
  close(world, state, request, 'superseded');
  state.requests.delete(request.number);
}
