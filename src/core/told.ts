import { firstLine } from '../lib/text.ts';
import { hasLabel } from './approval.ts';
import type { Callback, CallbackEvent, CallbackRule } from './callback.ts';
import { type Delivery, type Facts, shorten } from './delivery.ts';
import { type Request, requestIdOf } from './request.ts';
import { protocolVersion, type TaskRecord, taskIdOf, titleOf } from './task.ts';

/** All that is to be told of the end of a task. */
export const deliveriesOfEnd = (
  callbacks: readonly Callback[],
  workspace: string,
  task: TaskRecord,
): Delivery[] => {
  const { settled } = task;
  if (!settled) return [];
  const { status, reason, message, elapsedMs } = settled;
  const events: CallbackEvent[] = status === 'failed' ? ['onFinish', 'onFail'] : ['onFinish'];
  return events.flatMap((event) =>
    deliveries(callbacks, String(task.number), {
      ...factsOf(event, settled.endedAt, workspace, task),
      status,
      ...(reason && { reason }),
      ...(message !== undefined && { message: shorten(message) }),
      ...(elapsedMs !== undefined && { durationMs: elapsedMs }),
    }),
  );
};

/** All that is to be told of a request; `task` is whom it is about, where that can be read. */
export const deliveriesOfRequest = (
  callbacks: readonly Callback[],
  workspace: string,
  { number: request, task: of, kind, question, since }: Request,
  task: TaskRecord | undefined,
): Delivery[] =>
  deliveries(callbacks, requestIdOf(request), {
    ...(task
      ? factsOf('onAwaiting', since.at, workspace, task)
      : { event: 'onAwaiting', at: since.at, workspace, number: of, id: taskIdOf(of) }),
    status: 'awaiting',
    reason: kind,
    message: shorten(question),
    request: requestIdOf(request),
  });

/** All that is to be told of a queue that is idle; `since`, when the first of it ended, names it. */
export const deliveriesOfIdle = (
  callbacks: readonly Callback[],
  workspace: string,
  since: string,
  at: string,
): Delivery[] =>
  deliveries(
    callbacks,
    'idle',
    { event: 'onIdle', at, workspace, message: 'the queue is idle' },
    since,
  );

/** The same of a group whose last task has ended. */
export const deliveriesOfGroup = (
  callbacks: readonly Callback[],
  workspace: string,
  group: string,
  since: string,
  at: string,
): Delivery[] =>
  deliveries(
    callbacks,
    group,
    { event: 'onGroupFinished', at, workspace, group, message: `all of group ${group} has ended` },
    since,
  );

/** What somebody is told who only tries a callback. */
export const deliveryOfTest = (
  callback: Callback,
  workspace: string,
  at: string,
): Delivery | undefined => {
  const { event } = callback;
  const task = { number: 1, id: taskIdOf(1), title: 'a test', agent: 'nobody' };
  const facts: Facts = {
    event,
    at,
    workspace,
    ...(event === 'onIdle' || event === 'onGroupFinished' ? {} : task),
    ...testFacts[event],
    message: 'only a test',
    test: 'yes',
  };
  return deliveries([{ ...callback, only: [] }], 'test', facts)[0];
};

const testFacts: Readonly<Record<CallbackEvent, Partial<Facts>>> = {
  onFinish: { status: 'complete', durationMs: 0 },
  onFail: { status: 'failed', reason: 'exit', durationMs: 0 },
  onIdle: {},
  onAwaiting: { status: 'awaiting', reason: 'question', request: 'r1' },
  onGroupFinished: { group: 'test' },
};

const factsOf = (event: CallbackEvent, at: string, workspace: string, task: TaskRecord): Facts => ({
  event,
  at,
  workspace,
  number: task.number,
  id: taskIdOf(task.number),
  title: shorten(firstLine(titleOf(task)), titleMax),
  agent: task.agent,
  ...(task.group !== undefined && { group: task.group }),
  ...(task.labels && { labels: task.labels }),
});

const titleMax = 200;

function deliveries(
  callbacks: readonly Callback[],
  subject: string,
  facts: Facts,
  since = facts.at,
): Delivery[] {
  return callbacks
    .filter(({ event, only }) => event === facts.event && (only.length === 0 || only.some(fits)))
    .map(({ name }) => ({
      version: protocolVersion,
      id: deliveryId(since, facts.event, subject, name),
      callback: name,
      facts,
      attempts: 0,
    }));

  function fits({ agent, group, label, status, reason }: CallbackRule): boolean {
    return (
      (agent === undefined || agent === facts.agent) &&
      (group === undefined || group === facts.group) &&
      (label === undefined || hasLabel(facts.labels ?? {}, label)) &&
      (status === undefined || status === facts.status) &&
      (reason === undefined || reason === facts.reason)
    );
  }
}

const deliveryId = (at: string, event: CallbackEvent, subject: string, name: string): string =>
  `${String(Date.parse(at)).padStart(14, '0')}-${event}-${subject}-${name}`;
