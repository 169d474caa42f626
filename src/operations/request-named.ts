import { awaitsApproval, whyOver } from '../core/approval.ts';
import { Failure } from '../core/failure.ts';
import { parseRequestNumber, type Request, requestIdOf } from '../core/request.ts';
import { parseTaskNumber, type TaskRecord, taskIdOf } from '../core/task.ts';
import { quoted } from '../lib/text.ts';
import { openRequests } from './open-requests.ts';
import type { Context } from './operation.ts';
import { taskNamed } from './words.ts';

const patienceMs = 15_000;
const pollMs = 100;

/**
 * The open request that a person means by `r5`, or by a task that asks exactly one thing. Throws
 * a Failure when there is none, `conflict` where it was answered, or is not asked any more.
 */
export async function requestNamed(context: Context, word: string): Promise<Request> {
  const number = parseRequestNumber(word);
  if (number !== undefined) return requestNumbered(context, number);
  if (parseTaskNumber(word) === undefined)
    throw new Failure('usage', `${quoted(word)} is no request, and no task`, {
      hint: 'requests are named r5, or by the task that waits: 12',
    });
  const task = taskNamed(context, word);
  const [first, ...others] = await requestsOf(context, task);
  if (first && others.length === 0) return first;
  const id = taskIdOf(task.number);
  if (!first) throw asksNothing(task);
  const ids = [first, ...others].map((one) => requestIdOf(one.number));
  throw new Failure('conflict', `${id} asks ${ids.length} things: ${ids.join(', ')}`, {
    hint: `name the one that is meant, such as ${ids[0]}; orchestra show ${task.number}`,
  });
}

function asksNothing({ number, settled }: TaskRecord): Failure {
  const standing = settled ? `is ${settled.status}, and ` : '';
  const hint = settled ? `orchestra requests ${number} --all` : 'orchestra requests';
  return new Failure('conflict', `${taskIdOf(number)} ${standing}asks nothing`, { hint });
}

function requestNumbered({ store }: Context, number: number): Request {
  const request = store.requests.read(number);
  const hint = 'orchestra requests';
  if (!request) throw new Failure('not_found', `there is no ${requestIdOf(number)}`, { hint });
  const over = whyOver(request);
  if (over !== undefined) throw new Failure('conflict', over, { hint: `${hint} --all` });
  return request;
}

/** What a task asks; where nobody has conducted since it was queued, somebody does now. */
async function requestsOf(context: Context, task: TaskRecord): Promise<readonly Request[]> {
  const { conducting, clock, wake } = context;
  const look = () => openRequests(context).get(task.number) ?? [];
  const known = look();
  if (known.length > 0 || task.settled) return known;
  const settled = await conducting.settle();
  const sinceMs = clock.now().monotonicMs;
  for (;;) {
    const found = look();
    const isDue = found.length === 0 && isStillAwaiting(context, task);
    if (!isDue || clock.now().monotonicMs - sinceMs > patienceMs) return found;
    if (settled === 'elsewhere') await conducting.ensure();
    await wake.sleep(pollMs);
  }
}

const isStillAwaiting = ({ store }: Context, { number }: TaskRecord): boolean => {
  const task = store.tasks.read(number);
  return task !== undefined && awaitsApproval(task);
};
