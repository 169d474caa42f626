import { awaitsApproval, decisionIn, outcomeOf, whyOver } from '../core/approval.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { isAboutStart, type Request, requestIdOf } from '../core/request.ts';
import { taskIdOf } from '../core/task.ts';
import { decide } from './approvals.ts';
import { deliver } from './asks.ts';
import { liveTask } from './change.ts';
import type { State, World } from './world.ts';

/**
 * Answers a request: recorded first (the first answer wins); then it has its effect on the task,
 * or gets the deadline anew and goes into the inbox of the run; then the request is closed.
 */
export function answer(
  world: World,
  state: State,
  wish: IntentOf<'answer'>,
  by: string,
): IntentResult {
  const { requests } = world.store;
  const request = state.requests.get(wish.request) ?? requests.read(wish.request);
  const id = requestIdOf(wish.request);
  if (!request) return { ok: 'no', message: `there is no request ${id}` };
  const { task } = request;
  const wasOurs = request.answer?.by === by;
  const refusal = wasOurs ? whyVain(request) : whyNot(world, state, request, wish.answer);
  if (refusal !== undefined) return { ok: 'no', task, message: refusal };

  const { who } = wish;
  const at = world.clock.now();
  const answered = wasOurs
    ? request
    : { ...request, answer: { by, at, value: wish.answer, ...(who !== undefined && { who }) } };
  if (!wasOurs) requests.replace(answered);
  if (!answered.closed) {
    state.requests.set(answered.number, answered);
    if (isAboutStart(answered)) decide(world, state, answered);
    else deliver(world, state, answered);
  }
  return { ok: 'yes', task, message: told(answered) };
}

/** It was recorded, and before it had its effect somebody changed what it was about. */
const whyVain = (request: Request): string | undefined =>
  isAboutStart(request) && request.closed?.as === 'superseded' ? noLonger(request) : undefined;

const noLonger = ({ task, number }: Request): string =>
  `${taskIdOf(task)} does not wait for ${requestIdOf(number)} any more`;

function whyNot(world: World, state: State, request: Request, answer: unknown): string | undefined {
  const over = whyOver(request);
  if (over !== undefined || !isAboutStart(request)) return over;
  const live = liveTask(world, state, request.task);
  const id = requestIdOf(request.number);
  if (!live || !awaitsApproval(live.task)) return noLonger(request);
  return decisionIn(answer) ? undefined : `${id} is to be approved or rejected`;
}

function told(request: Request): string {
  const what = isAboutStart(request) ? taskIdOf(request.task) : requestIdOf(request.number);
  return `${what} is ${outcomeOf(request) ?? 'answered'}`;
}
