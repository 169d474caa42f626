import {
  boolean,
  number as fraction,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../lib/schema.ts';
import { Instant, timestamp } from './instant.ts';
import { Needs } from './resources.ts';
import { cancelReasons, reasons, settledStatuses } from './vocabulary.ts';

/** The version of the on-disk protocol that this code reads and writes. */
export const protocolVersion = 1;

/** A task's id as people and agents write it. */
export const taskIdOf = (number: number): string => `task_${number}`;

/** The number in `12` or `task_12`, or undefined: checked before it comes near a path. */
export function parseTaskNumber(text: string): number | undefined {
  const match = /^(?:task_)?([1-9][0-9]{0,9})$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

export const number = (description: string) =>
  integer(description, { minimum: 1, maximum: 9_999_999_999 });

export const version = integer('The version of the on-disk protocol.', {
  minimum: protocolVersion,
  maximum: protocolVersion,
});

/** How failed attempts are repeated; every field has a default in `core/retry.ts`. */
export const RetryPolicy = object(
  {
    retries: optional(integer('Attempts after the first.', { minimum: 0, maximum: 1000 })),
    delayMs: optional(integer('Wait before the second attempt.', { minimum: 0 })),
    factor: optional(fraction('Each further wait is this many times longer.', { minimum: 1 })),
    ceilingMs: optional(integer('No wait is longer.', { minimum: 0 })),
    jitter: optional(
      fraction('How much of each wait is left to chance.', { minimum: 0, maximum: 1 }),
    ),
    on: optional(list(oneOf(reasons, 'A reason.'), 'Only these failures are repeated.')),
  },
  'When and how often a failed attempt is repeated.',
);
export type RetryPolicy = Infer<typeof RetryPolicy>;

/** How one attempt ended, copied from its verdict so that a record can be shown alone. */
export const outcomeFields = {
  status: oneOf(settledStatuses, 'How the run ended.'),
  reason: optional(oneOf(reasons, 'Why, unless it completed.')),
  message: optional(string('What the agent or orchestra said about it.')),
  endedAt: timestamp('When the verdict was given.'),
  elapsedMs: integer('How long the agent ran.', { minimum: 0 }),
};
export const Outcome = object(outcomeFields);
export type Outcome = Infer<typeof Outcome>;

export const Attempt = object({
  run: number('The run, as in runs/37.'),
  ask: integer('Which request for a run this belongs to: 1 is the first.', { minimum: 1 }),
  attempt: integer('Counts from 1 within the request.', { minimum: 1 }),
  timeoutMs: optional(
    integer('Running time allowed, where somebody changed it while it ran; 0: no limit.', {
      minimum: 0,
    }),
  ),
  pauses: optional(
    list(
      object({ since: Instant, until: optional(Instant), by: optional(string('Who.')) }),
      'When people had its processes stopped; without an end it still is.',
    ),
  ),
  outcome: optional(Outcome),
});
export type Attempt = Infer<typeof Attempt>;

/** When what a task waits for can no longer happen, it fails, or it waits for people. */
export const dependencyPolicies = ['fail', 'block'] as const;
export type DependencyPolicy = (typeof dependencyPolicies)[number];

/** How agents and groups are called. */
export const namePattern = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$';

/** What is wanted of a task. */
export const newTaskFields = {
  agent: string('The agent that does it, by its name in the config.', { pattern: namePattern }),
  prompt: string('What the agent should do, byte for byte.', { pattern: '\\S' }),
  title: optional(string('A short name for tables; else the first line of the prompt.')),
  cwd: string('The folder the agent works in, absolute.'),
  priority: integer('Higher runs first.', { default: 0, minimum: -999, maximum: 999 }),
  timeoutMs: optional(integer('An attempt is stopped after this long; 0: never.', { minimum: 0 })),
  retry: optional(RetryPolicy),
  group: optional(string('The group whose limit it shares.', { pattern: namePattern })),
  after: optional(list(number('A task.'), 'Starts only when all of these completed.')),
  afterAny: optional(list(number('A task.'), 'Starts only when all of these ended, however.')),
  afterFailed: optional(list(number('A task.'), 'Starts only when all of these failed.')),
  ifDependencyFails: optional(
    oneOf(dependencyPolicies, 'What becomes of it when what it waits for can no longer happen.'),
  ),
  approve: optional(boolean('True keeps it from starting until a person approves.')),
  key: optional(
    string('What it is about: two live tasks of one key can be told apart.', {
      minLength: 1,
      maxLength: 200,
    }),
  ),
  env: optional(record(string('A value.'), 'Environment of the agent; values are never shown.')),
  model: optional(string('The model that the agent is asked to use.')),
  needs: optional(Needs),
  hold: optional(boolean('True keeps it in the queue until it is released.')),
  draft: optional(boolean('True keeps it out of the queue until it is enqueued.')),
  notBefore: optional(timestamp('It does not start earlier.')),
  labels: optional(record(string('A value.'), 'Free text for filters.')),
  simulated: optional(boolean('True when no real agent is configured under this name.')),
};
export const NewTask = object(newTaskFields);
export type NewTask = Infer<typeof NewTask>;

/** Who let a task start. */
export const Approved = object(
  {
    request: number('The request.'),
    by: string('Who approved it.'),
    at: timestamp('When.'),
    note: optional(string('What was said.')),
  },
  'Set once a person has approved it; falls when it is retried.',
);

/**
 * `tasks/task_12.json`: what is wanted, and the runs it has. Written once by its creator,
 * then only by the lock holder. Its status is projected from it (`core/projection.ts`).
 */
export const TaskRecord = object({
  version,
  number: number('The number, never reused.'),
  createdAt: timestamp('When it was accepted.'),
  ...newTaskFields,
  from: optional(
    object(
      {
        intent: string('The intent that asked for it.'),
        line: integer('Its line there.', { minimum: 1 }),
      },
      'Set on tasks that a batch created.',
    ),
  ),
  rank: optional(number('Its place among equals instead of its number.')),
  queuedAt: optional(timestamp('Since when it waits, where that is not since its creation.')),
  approved: optional(Approved),
  asked: integer('Runs asked for so far: 1, and one more for each retry by a person.', {
    minimum: 1,
  }),
  cancelled: optional(
    object(
      {
        by: string('The wish.'),
        at: timestamp('When.'),
        reason: optional(oneOf(cancelReasons, 'Why, where nobody just wanted it gone.')),
        message: optional(string('What was said about it.')),
      },
      'Set while it is to be cancelled.',
    ),
  ),
  by: list(string('An intent.'), 'The intents that changed this record, the latest last.'),
  runs: list(Attempt, 'Its runs, oldest first.'),
  settled: optional(
    object(
      { ...outcomeFields, elapsedMs: optional(outcomeFields.elapsedMs) },
      'How it ended, until somebody asks for another run.',
    ),
  ),
});
export type TaskRecord = Infer<typeof TaskRecord>;

/** True while the last run of the task has no verdict yet. */
export const liveRunOf = (task: Pick<TaskRecord, 'runs'>): Attempt | undefined => {
  const last = task.runs.at(-1);
  return last && !last.outcome ? last : undefined;
};

/** What tables call the task: its title, or the first line of its prompt that says something. */
export const titleOf = (task: Pick<NewTask, 'title' | 'prompt'>): string =>
  task.title ??
  task.prompt
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ??
  '';

/** The record of a task that was just accepted. */
export const newRecord = (number: number, wanted: NewTask, createdAt: string): TaskRecord => ({
  version: protocolVersion,
  number,
  createdAt,
  ...wanted,
  asked: 1,
  by: [],
  runs: [],
});
