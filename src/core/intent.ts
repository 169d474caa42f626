import {
  anything,
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import { BatchLine } from './batch-line.ts';
import { changeFields } from './change.ts';
import { pausable } from './controls.ts';
import { timestamp } from './instant.ts';
import { Decided } from './occurrence.ts';
import { Place } from './queue-place.ts';
import { recoveryScopes } from './survey.ts';
import { namePattern, number, version } from './task.ts';

const common = {
  version,
  at: timestamp('When it was left.'),
};

/** Ten years: nobody waits longer, and dates beyond the year 9999 could not be written. */
const limitMsMax = 10 * 365 * 86_400_000;

/** A wish: left by anyone, carried out by the lock holder, harmless twice. */
export const intents = {
  cancel: object({
    ...common,
    kind: oneOf(['cancel'], 'Stops tasks for good.'),
    tasks: list(number('A task.'), 'These.'),
    message: optional(string('Why, in words; what is told of them then.')),
  }),
  retry: object({
    ...common,
    kind: oneOf(['retry'], 'Asks for another run of a settled task.'),
    task: optional(number('This one.')),
    tasks: optional(list(number('A task.'), 'These.')),
    prompt: optional(string('Replaces the prompt.', { pattern: '\\S' })),
    approve: optional(boolean('True where that prompt must be approved.')),
    timeoutMs: optional(
      integer('Replaces the time that an attempt may take; 0: no limit.', {
        minimum: 0,
        maximum: limitMsMax,
      }),
    ),
  }),
  batch: object({
    ...common,
    kind: oneOf(['batch'], 'Creates tasks, all or none.'),
    tasks: list(BatchLine, 'One a line.'),
    schedule: optional(
      object(
        {
          name: string('Its name.', { pattern: namePattern }),
          at: timestamp('The time that it is for.'),
          decided: Decided,
        },
        'The schedule that fires by it; what it decided is written down before the answer.',
      ),
    ),
  }),
  clean: object({
    ...common,
    kind: oneOf(['clean'], 'Removes finished tasks with all they left.'),
    tasks: list(number('A task.'), 'These.'),
  }),
  archive: object({
    ...common,
    kind: oneOf(['archive'], 'Puts finished tasks away, where they can still be read.'),
    tasks: list(number('A task.'), 'These.'),
  }),
  timeout: object({
    ...common,
    kind: oneOf(['timeout'], 'Changes how long a task may run.'),
    task: number('This one.'),
    mode: oneOf(['set', 'extend'], 'Another limit, or more time for the run that runs now.'),
    ms: integer('How long; 0 sets no limit at all.', { minimum: 0, maximum: limitMsMax }),
  }),
  control: object({
    ...common,
    kind: oneOf(['control'], 'Pauses or limits the queue, a group or an agent; pauses a schedule.'),
    who: string('Who asks.'),
    what: oneOf(pausable, 'Which of them.'),
    name: optional(string('The group, the agent or the schedule.', { pattern: namePattern })),
    paused: optional(boolean('Whether nothing new of it starts.')),
    maxParallel: optional(
      integer('At most this many at once; 0: as the config says.', { minimum: 0, maximum: 1000 }),
    ),
    exists: optional(boolean('Of a group: false removes it.')),
  }),
  pause: object({
    ...common,
    kind: oneOf(['pause'], 'Has the processes of running tasks stand still, or go on.'),
    who: string('Who asks.'),
    tasks: list(number('A task.'), 'These.'),
    paused: boolean('Whether they stand still.'),
  }),
  change: object({
    ...common,
    kind: oneOf(['change'], 'Changes tasks that wait.'),
    tasks: list(number('A task.'), 'These.'),
    ...changeFields,
  }),
  switch: object({
    ...common,
    kind: oneOf(['switch'], 'Has two tasks that wait change places.'),
    tasks: list(number('A task.'), 'These two.'),
  }),
  deliver: object({
    ...common,
    kind: oneOf(['deliver'], 'Has callbacks told once more.'),
    deliveries: list(string('A delivery that was given up.'), 'These.'),
  }),
  recover: object({
    ...common,
    kind: oneOf(['recover'], 'Mends what is out of order.'),
    scope: oneOf(recoveryScopes, 'All there is, or the index alone.'),
  }),
  answer: object({
    ...common,
    kind: oneOf(['answer'], 'Answers a request.'),
    request: number('The request.'),
    answer: anything('What the asker gets: {"decision", "note"} where something may be approved.'),
    who: optional(string('Who answers, by login name.')),
  }),
} as const;

export type IntentKind = keyof typeof intents;
export type Intent = { [K in IntentKind]: Infer<(typeof intents)[K]> }[IntentKind];
export type IntentOf<K extends IntentKind> = Extract<Intent, { kind: K }>;

/** The tasks for which a wish asks for another run. */
export const retriedBy = ({ task, tasks = [] }: IntentOf<'retry'>): readonly number[] =>
  task === undefined ? tasks : [task, ...tasks];

/** `intents/answered/<order>.json`: what became of a wish, one line for each thing it named. */
export const Answered = object({
  version,
  intent: anything('The wish as it was left.'),
  at: timestamp('When it was answered.'),
  results: list(
    object({
      ok: oneOf(['yes', 'no'], 'Whether it was done.'),
      task: optional(number('The task it is about.')),
      message: string('In words.'),
      bytes: optional(integer('How many were freed.', { minimum: 0 })),
      existing: optional(
        boolean('True when it was there, with the key of a line that was skipped.'),
      ),
    }),
    'Results.',
  ),
});
export type Answered = Infer<typeof Answered>;
export type IntentResult = Answered['results'][number];

/** `intents/<order>.plan.json`: what a wish decided before its first effect. */
export const BatchPlan = object({
  version,
  numbers: list(number('A task.'), 'One for each line of a batch; or those that change places.'),
  skipped: optional(
    list(
      integer('A line.', { minimum: 1 }),
      'Lines whose number is that of a live task with their key.',
    ),
  ),
  places: optional(list(Place, 'What each of those gets.')),
});
export type BatchPlan = Infer<typeof BatchPlan>;

/** A name that sorts by time; `tail` makes it unique. */
export const intentOrder = (atMs: number, tail: string): string =>
  `${String(atMs).padStart(14, '0')}-${tail}`;

/** True for names that `intentOrder` makes. */
export const isIntentOrder = (text: string): boolean => /^\d{14}-[0-9a-f]{8,32}$/.test(text);

/** How many lines one batch may have. */
export const batchMax = 100_000;
