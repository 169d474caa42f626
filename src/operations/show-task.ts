import { awaitsApproval } from '../core/approval.ts';
import { timestamp } from '../core/instant.ts';
import { obstaclesOf, project } from '../core/projection.ts';
import { requestIdOf } from '../core/request.ts';
import { Needs } from '../core/resources.ts';
import {
  Approved,
  Attempt,
  dependencyPolicies,
  liveRunOf,
  number,
  RetryPolicy,
  type TaskRecord,
  taskIdOf,
  titleOf,
} from '../core/task.ts';
import { reasons, type Status, statuses } from '../core/vocabulary.ts';
import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../lib/schema.ts';
import { firstLine } from '../lib/text.ts';
import { circumstancesOf, nameOf } from './circumstances.ts';
import { type OpenRequests, openRequests } from './open-requests.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { RequestView, viewOfRequest } from './request-view.ts';
import { unseenOf } from './unseen.ts';

const rowFields = {
  id: string('Its id.'),
  number: number('Its number.'),
  agent: string('Who does it.'),
  group: optional(string('Its group; absent for finished ones in a table.')),
  title: string('Its title, or the first line of its prompt.'),
  status: oneOf(statuses, 'Where it is in its life.'),
  reason: optional(oneOf(reasons, 'Why.')),
  waitsFor: optional(
    string('What it waits for first: a task, a request, a group, an agent or a time.'),
  ),
  priority: integer('Higher runs first.'),
  attempt: integer('Which attempt; 0 before the first.', { minimum: 0 }),
  createdAt: optional(timestamp('When it was accepted; absent for finished ones in a table.')),
  startedAt: optional(timestamp('When its last run began.')),
  endedAt: optional(timestamp('When it ended.')),
  elapsedMs: optional(integer('How long its last run has taken.', { minimum: 0 })),
  labels: optional(record(string('A value.'), 'Its labels; absent for finished ones in a table.')),
  simulated: boolean('True when no real agent does it.'),
  archived: optional(boolean('True when it was put away; absent otherwise.')),
};

/** A task as a line of a table. */
export const TaskRow = object(rowFields);
export type TaskRow = Infer<typeof TaskRow>;

/** A task in full; values of its environment are never shown. */
export const TaskView = object({
  ...rowFields,
  prompt: string('What was asked.'),
  cwd: string('Where the agent works.'),
  model: optional(string('The model it is asked to use.')),
  message: optional(string('What was last said about it.')),
  notBefore: optional(timestamp('It does not start earlier.')),
  timeoutMs: optional(integer('An attempt is stopped after this long.')),
  after: list(number('A task.'), 'Tasks it waits for.'),
  key: optional(string('What it is about, where that was said.')),
  afterAny: optional(list(number('A task.'), 'Tasks whose end it waits for.')),
  afterFailed: optional(list(number('A task.'), 'Tasks whose failure it waits for.')),
  ifDependencyFails: optional(
    oneOf(dependencyPolicies, 'What becomes of it when that can no longer happen, where said.'),
  ),
  retry: optional(RetryPolicy),
  needs: optional(Needs),
  env: list(string('A name.'), 'Names of its own environment variables.'),
  runs: list(Attempt, 'Its attempts, oldest first.'),
  folder: optional(string('The folder of its last run.')),
  plan: optional(string('The file of its plan, under the classic name.')),
  log: optional(string('The file of its log, under the classic name.')),
  unseen: optional(string('Who runs it, where nobody can tell from here whether it is alive.')),
  putAside: list(string('A name.'), 'Classic sentinels that did not count, kept in that folder.'),
  requests: list(RequestView, 'What people are asked, the oldest first.'),
  approved: optional(Approved),
});
export type TaskView = Infer<typeof TaskView>;

/**
 * The row of a task that may be live. Looks at the records of what it waits for, if anything;
 * who shows many has them share one look at what people are asked.
 */
export function rowOf(
  context: Context,
  task: TaskRecord,
  shownIn?: Status,
  asked: () => OpenRequests = () => openRequests(context, new Set([task.number])),
): TaskRow {
  const last = task.runs.at(-1);
  const startedAt = last && startOf(context, last.run);
  const ended = task.settled ?? last?.outcome;
  return {
    id: taskIdOf(task.number),
    number: task.number,
    agent: task.agent,
    ...(task.group !== undefined && { group: task.group }),
    title: firstLine(titleOf(task)),
    ...statusOf(context, task, shownIn, asked),
    priority: task.priority,
    attempt: last?.attempt ?? 0,
    createdAt: task.createdAt,
    ...(startedAt && { startedAt }),
    ...(ended && { endedAt: ended.endedAt }),
    ...elapsed(context, last?.outcome?.elapsedMs, last?.outcome ? undefined : startedAt),
    ...(task.labels && { labels: task.labels }),
    simulated: task.simulated ?? false,
    ...(task.settled && !context.store.tasks.isTaken(task.number) && { archived: true }),
  };
}

/** A task in full. */
export function viewOf(context: Context, task: TaskRecord): TaskView {
  const last = task.runs.at(-1);
  const message = task.settled?.message ?? last?.outcome?.message;
  const unseen = unseenOf(context, task);
  return {
    ...rowOf(context, task),
    prompt: task.prompt,
    cwd: task.cwd,
    ...(task.model !== undefined && { model: task.model }),
    ...(message !== undefined && { message }),
    ...(task.notBefore !== undefined && { notBefore: task.notBefore }),
    ...(task.timeoutMs !== undefined && { timeoutMs: task.timeoutMs }),
    after: task.after ?? [],
    ...(task.key !== undefined && { key: task.key }),
    ...(task.afterAny && { afterAny: task.afterAny }),
    ...(task.afterFailed && { afterFailed: task.afterFailed }),
    ...(task.ifDependencyFails && { ifDependencyFails: task.ifDependencyFails }),
    ...(task.retry && { retry: task.retry }),
    ...(task.needs && { needs: task.needs }),
    env: Object.keys(task.env ?? {}),
    runs: task.runs,
    ...context.store.tasks.papers(task.number),
    ...(unseen !== undefined && { unseen }),
    ...(last && { folder: context.store.runs.folder(last.run) }),
    putAside: last ? context.store.runs.putAside(last.run) : [],
    requests: requestsOf(context, task),
    ...(task.approved && { approved: task.approved }),
  };
}

const requestsOf = (context: Context, task: TaskRecord): RequestView[] =>
  mayAsk(context, task)
    ? (openRequests(context).get(task.number) ?? []).map((one) => viewOfRequest(one, task))
    : [];

function statusOf(
  context: Context,
  task: TaskRecord,
  shownIn: Status | undefined,
  asked: () => OpenRequests,
): Pick<TaskRow, 'status' | 'reason' | 'waitsFor'> {
  if (shownIn === 'awaiting' || mayAsk(context, task)) {
    const [request] = asked().get(task.number) ?? [];
    const waitsFor = request && requestIdOf(request.number);
    if (request && waitsFor) return { status: 'awaiting', reason: request.kind, waitsFor };
    // An open question is known to the queue, not to the record.
    if (shownIn === 'awaiting' && !awaitsApproval(task)) return { status: shownIn };
  }
  const circumstances = circumstancesOf(context);
  const { status, reason } = project(task, circumstances);
  const [first] = status === 'blocked' ? obstaclesOf(task, circumstances) : [];
  const waitsFor = first && nameOf(first);
  return { status, ...(reason && { reason }), ...(waitsFor !== undefined && { waitsFor }) };
}

/** Whether people may be asked something: the task is to be approved, or its agent has a question. */
export function mayAsk({ store }: Context, task: TaskRecord): boolean {
  const run = liveRunOf(task)?.run;
  return run === undefined ? awaitsApproval(task) : store.runs.asks(run).length > 0;
}

const startOf = ({ store }: Context, run: number): string | undefined =>
  readQuietly(() => store.runs.started(run))?.since.at;

function elapsed({ clock }: Context, known: number | undefined, startedAt: string | undefined) {
  if (known !== undefined) return { elapsedMs: known };
  if (startedAt === undefined) return {};
  return { elapsedMs: Math.max(0, Date.parse(clock.now().at) - Date.parse(startedAt)) };
}
