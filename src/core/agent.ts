import {
  boolean,
  type Infer,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../lib/schema.ts';
import { ApprovalRule } from './approval.ts';
import { Callbacks } from './callback.ts';
import { Failure } from './failure.ts';
import {
  type Completion,
  completions,
  promptChannels,
  type StopSignal,
  stopSignals,
} from './run.ts';
import { dependencyPolicies, type RetryPolicy } from './task.ts';
import { reasons } from './vocabulary.ts';

/** How durations are written, as every description of one says. */
export const durationNote = 'A number with s, m, h or d; a bare number is seconds.';

/** A hundred years. */
const daysMax = 36_525;

const duration = (description: string) => string(`${description} ${durationNote}`);

const RetrySettings = object(
  {
    retries: optional(integer('Attempts after the first.', { minimum: 0, maximum: 1000 })),
    delay: optional(duration('Wait before the second attempt.')),
    factor: optional(number('Each further wait is this many times longer.', { minimum: 1 })),
    ceiling: optional(duration('No wait is longer.')),
    jitter: optional(
      number('How much of each wait is left to chance: 0 is none of it, 1 is all.', {
        minimum: 0,
        maximum: 1,
      }),
    ),
    on: optional(list(oneOf(reasons, 'A reason.'), 'Only these failures are repeated.')),
  },
  'When and how often a failed attempt is repeated.',
);

/** What can be said about an agent; shipped profiles are values of the same type. */
export const AgentSettings = object(
  {
    extends: optional(string('Another agent or a shipped profile whose settings hold unless set.')),
    description: optional(string('What it is for; shown in lists.')),
    command: optional(string('The program: a name on PATH, or a path.', { pattern: '\\S' })),
    args: optional(list(string('One argument; may hold holes.'), 'Its arguments, never a shell.')),
    modelArgs: optional(
      list(string('One argument; may hold holes.'), 'Put before `args` when a model is asked for.'),
    ),
    model: optional(string('The model to ask for unless the task names one.')),
    prompt: optional(
      oneOf(promptChannels, 'How the prompt reaches it; unless set, by the hole that `args` hold.'),
    ),
    promptTemplate: optional(string('The prompt around {userPrompt}.')),
    promptTemplateFile: optional(
      string('A file with the text around {userPrompt}, beside this one.'),
    ),
    completion: optional(oneOf(completions, 'How its end is recognised.')),
    format: optional(string('How its output is read: claude, codex, opencode, or lines.')),
    trustExit: optional(boolean('False where its exit code 0 does not mean done.')),
    timeout: optional(duration('An attempt is stopped after this long.')),
    retry: optional(RetrySettings),
    retryOn: optional(list(oneOf(reasons, 'A reason.'), 'Short for `on` of `retry`.')),
    maxParallel: optional(integer('At most this many at once.', { minimum: 1, maximum: 1000 })),
    env: optional(record(string('A value.'), 'Added to its environment.')),
    unset: optional(
      list(string('A name, or a prefix ending in *.'), 'Taken from its environment.'),
    ),
    stopSignals: optional(list(oneOf(stopSignals, 'A signal.'), 'Sent in this order, then KILL.')),
    grace: optional(duration('Wait after each signal.')),
    linger: optional(duration('How long it may go on after it has reported.')),
    classicNames: optional(boolean('True lets it use the classic sentinel names in tasks/.')),
    verified: optional(boolean('False: its flags were only read in documentation.')),
    install: optional(string('The command that installs it; shown when it is missing.')),
    probe: optional(
      object(
        {
          version: optional(list(string('One argument.'), 'Makes it print its version.')),
          help: optional(list(string('One argument.'), 'Makes it print its flags.')),
        },
        'How the program is asked about itself; never asked without. Falls with its `command`.',
      ),
    ),
    simulated: optional(boolean('True for the built-in stand-in.')),
  },
  'An agent.',
);
export type AgentSettings = Infer<typeof AgentSettings>;

/** `agent-config.json`. */
export const Config = object(
  {
    $schema: optional(string('The published schema, for editors.')),
    version: optional(integer('The version of this file.', { minimum: 1, maximum: 1 })),
    defaultAgent: optional(string('The agent that does what names none.')),
    maxParallel: optional(
      integer('At most this many agents at once.', { minimum: 1, maximum: 1000 }),
    ),
    machineMaxParallel: optional(
      integer(
        'At most this many agents at once on the whole machine, in all your workspaces; only in your own config.',
        { minimum: 1, maximum: 1000 },
      ),
    ),
    maxAwaiting: optional(
      integer('At most this many sessions wait for a person while alive.', { minimum: 0 }),
    ),
    groups: optional(
      record(
        object({
          description: optional(string('What is in it; shown in lists.')),
          maxParallel: optional(
            integer('At most this many of it at once.', { minimum: 1, maximum: 1000 }),
          ),
        }),
        'Groups of tasks by name, each with a limit of its own.',
      ),
    ),
    aging: optional(
      duration('Waiting for so long counts as much as one more of priority; 0 turns it off.'),
    ),
    minFreeMemory: optional(string('Nothing starts while less memory is free, such as 2G.')),
    maxLoad: optional(
      number('Nothing starts while the load of the last minute is higher.', { minimum: 0 }),
    ),
    ifDependencyFails: optional(
      oneOf(
        dependencyPolicies,
        'Whether a task fails, or waits on, when what it waits for failed.',
      ),
    ),
    approve: optional(
      list(
        ApprovalRule,
        'Rules by agent, label (NAME or NAME=VALUE) and words: a task that one of them fits starts only when a person has approved it. {} fits all.',
      ),
    ),
    idleExit: optional(duration('A background conductor leaves after this long without work.')),
    drain: optional(
      duration('A daemon that TERM tells to leave waits so long for what runs; 0 leaves at once.'),
    ),
    maxCompletedAgeDays: optional(
      integer('Days after which what completed or was cancelled goes to the archive; 0: never.', {
        minimum: 0,
        maximum: daysMax,
      }),
    ),
    maxFailedAgeDays: optional(
      integer('The same for what failed.', { minimum: 0, maximum: daysMax }),
    ),
    maxQueueSize: optional(
      integer('Beyond so many finished tasks the oldest go to the archive; 0: never.', {
        minimum: 0,
      }),
    ),
    maxArchiveAgeDays: optional(
      integer('Days after its end at which what is in the archive is removed for good; 0: never.', {
        minimum: 0,
        maximum: daysMax,
      }),
    ),
    timeout: optional(duration('An attempt is stopped after this long, unless the agent says so.')),
    retry: optional(RetrySettings),
    retryOn: optional(list(oneOf(reasons, 'A reason.'), 'Short for `on` of `retry`.')),
    callbacks: optional(Callbacks),
    agents: optional(record(AgentSettings, 'Agents by name.')),
  },
  'agent-config.json of orchestra.',
);
export type Config = Infer<typeof Config>;

/** What holds where no config says otherwise. */
export const configDefaults = {
  maxParallel: 3,
  maxAwaiting: 10,
  idleExitMs: 30_000,
  drainMs: 10_000,
  agingMs: 300_000,
  ifDependencyFails: 'fail',
  maxCompletedAgeDays: 7,
  maxFailedAgeDays: 14,
  maxQueueSize: 1000,
  maxArchiveAgeDays: 90,
} as const;

/** An agent with all that it extends and every default filled in; durations in milliseconds. */
export interface ResolvedAgent {
  readonly name: string;
  readonly description: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly modelArgs: readonly string[];
  readonly model: string | undefined;
  readonly prompt: (typeof promptChannels)[number];
  /** The text around the prompt; undefined hands the prompt over as it is. */
  readonly template: string | undefined;
  readonly completion: Completion;
  readonly format: string | undefined;
  readonly trustExit: boolean;
  readonly timeoutMs: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly maxParallel: number;
  readonly env: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  readonly stopSignals: readonly StopSignal[];
  readonly graceMs: number;
  readonly lingerMs: number;
  readonly classicNames: boolean;
  readonly verified: boolean;
  readonly install: string | undefined;
  readonly probe: AgentSettings['probe'];
  readonly simulated: boolean;
}

/** The refusal for an agent whose program is not there. */
export function missingProgram({ name, command, install }: ResolvedAgent): Failure {
  const what = command.includes('/') ? 'is no executable file' : 'is not installed';
  return new Failure('unavailable', `agent ${name} needs the program "${command}", which ${what}`, {
    hint: install ?? 'put it on PATH, or set its "command" in agent-config.json',
  });
}
