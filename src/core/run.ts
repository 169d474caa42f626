import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import { Instant, timestamp } from './instant.ts';
import { type Attempt, number, outcomeFields, version } from './task.ts';
import { reasons, settledStatuses } from './vocabulary.ts';

/** How the end of a run is recognised. */
export const completions = ['either', 'sentinel', 'exit', 'event'] as const;
export type Completion = (typeof completions)[number];

/** How the prompt reaches the agent. */
export const promptChannels = ['arg', 'stdin', 'file'] as const;

/** The signals of a stop, in order; KILL always follows. */
export const stopSignals = ['INT', 'TERM', 'HUP', 'QUIT'] as const;
export type StopSignal = (typeof stopSignals)[number];

/** `runs/37/spec.json`: what exactly is run. Holds names of environment variables, never values. */
export const RunSpec = object({
  version,
  run: number('The run.'),
  task: number('The task.'),
  attempt: integer('Counts from 1 within one request for a run.', { minimum: 1 }),
  agent: string('The agent.'),
  argv: list(string('One argument.'), 'Program and arguments, exactly.'),
  cwd: string('Where it runs.'),
  environment: list(string('A name.'), 'Names of the variables that were added for this run.'),
  stdin: oneOf(['prompt', 'none'], 'What the agent reads.'),
  launcher: string('Which launcher runs it.'),
  token: string('Secret mark of every process of this run.', { pattern: '^[0-9a-f]{32}$' }),
  epoch: integer('The epoch of the conductor that wrote this.', { minimum: 1 }),
  slot: integer('A dense number from 0 among the running.', { minimum: 0 }),
  completion: oneOf(completions, 'How its end is recognised.'),
  format: optional(string('How its output is read; absent means plain lines.')),
  trustExit: boolean('Whether exit code 0 means done.'),
  stopSignals: list(oneOf(stopSignals, 'A signal.'), 'Sent in this order; KILL follows.'),
  graceMs: integer('Wait after each signal.', { minimum: 0 }),
  lingerMs: integer('How long it may go on after it has reported.', { minimum: 0 }),
  timeoutMs: optional(integer('Running time allowed.', { minimum: 1 })),
  classic: boolean('Whether sentinels under the classic names count for this run.'),
  simulated: boolean('True when no real agent ran.'),
});
export type RunSpec = Infer<typeof RunSpec>;

/** What holds for a run whose spec cannot be read: it may be alive, and is not run again. */
export const lostSpec = {
  completion: 'either',
  trustExit: true,
  stopSignals: ['INT', 'TERM'],
  graceMs: 5_000,
  lingerMs: 5_000,
} satisfies Partial<RunSpec>;

/** Whose process it is: never a bare pid, which is reused and differs between namespaces. */
export const Identity = object({
  host: string('Host name.'),
  pidNamespace: string('The pid namespace, as the kernel names it; empty where there is none.'),
  bootId: string('Which boot of the machine.'),
  pid: integer('Process id.', { minimum: 1 }),
  startTime: string('When the process began, in the unit of the machine.'),
});
export type Identity = Infer<typeof Identity>;

/** `runs/37/started`: who runs it, durable before it may run anything. */
export const Started = object({
  version,
  handle: object({
    launcher: string('The launcher that understands this handle.'),
    identity: Identity,
    token: string('The secret mark of the run.'),
  }),
  since: Instant,
});
export type Started = Infer<typeof Started>;

/** What a launcher needs to find a run again after a restart; plain JSON. */
export type Handle = Started['handle'];

/** `runs/37/stop.json`: why and since when we end it; once there, it decides the verdict. */
export const Stop = object({
  version,
  status: oneOf(settledStatuses, 'What the verdict will be.'),
  reason: optional(oneOf(reasons, 'Why, unless it completed.')),
  message: optional(string('In words.')),
  by: string('The intent, or which rule of ours.'),
  since: Instant,
});
export type Stop = Infer<typeof Stop>;

/** `runs/37/verdict.json`: how the run ended. Linked once, last, for ever. */
export const Verdict = object({
  version,
  run: number('The run.'),
  task: number('The task.'),
  attempt: integer('The attempt.', { minimum: 1 }),
  ...outcomeFields,
  by: string('What decided: stop, overdue, sentinel, event, exit, lost or launch.'),
  exit: optional(integer('The exit status of the agent, as its shell saw it.', { minimum: 0 })),
  session: optional(string("The agent CLI's own session id.")),
  startedAt: optional(timestamp('When it was let go.')),
  epoch: integer('The epoch of the conductor that judged.', { minimum: 1 }),
});
export type Verdict = Infer<typeof Verdict>;

/** Running time that people allow a run, without their own slowness; undefined is no limit. */
export const limitMsOf = (
  attempt: Pick<Attempt, 'timeoutMs'> | undefined,
  spec: Pick<RunSpec, 'timeoutMs'> | undefined,
): number | undefined => (attempt?.timeoutMs ?? spec?.timeoutMs) || undefined;
