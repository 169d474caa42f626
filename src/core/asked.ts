import {
  boolean,
  type Infer,
  integer,
  object,
  optional,
  parse,
  record,
  string,
} from '../lib/schema.ts';
import { dependencyOptions } from './awaited.ts';
import { dependencyKinds } from './dependency.ts';
import { needsOptions } from './needs-options.ts';
import { queueOptions } from './queue-options.ts';
import { retryOptions } from './retry-options.ts';
import { startTimeOptions } from './start-time.ts';

/** What can be said of a new task besides who does it, and what. */
export const taskOptions = {
  priority: optional(integer('Higher runs first.', { minimum: -999, maximum: 999 })),
  timeout: optional(string('Stop an attempt after this long (30m; bare numbers are seconds).')),
  ...retryOptions,
  ...needsOptions,
  ...dependencyOptions,
  ...startTimeOptions,
  group: optional(string('The group whose limit it shares.')),
  cwd: optional(string('The folder the agent works in; else this one.')),
  env: optional(record(string('A value.'), 'Environment of the agent, NAME=VALUE.')),
  title: optional(string('A short name for tables.')),
  model: optional(string('The model the agent is asked to use.')),
  ...queueOptions,
  approve: optional(boolean('Do not start it before a person approves it.')),
};
export const labelsOption = optional(
  record(string('A value.'), 'A mark to filter by, such as area=parser.'),
);

const TaskOptions = object({ ...taskOptions, labels: labelsOption });
/** A new task in the words of a person; without an agent, the default one does it. */
export type Asked = Infer<typeof TaskOptions> & {
  readonly agent?: string;
  readonly prompt: string;
};

/** A task in a file of JSON: a line of a batch, or what a schedule makes. */
export const AskedTask = object({
  agent: optional(string('The agent; else the one that the command names, or the default one.')),
  prompt: string('What it should do, byte for byte.'),
  ...taskOptions,
  labels: labelsOption,
});
export type AskedTask = Infer<typeof AskedTask>;

/** What of such a task is in order, and all that is not. */
export interface ReadTask {
  readonly value?: AskedTask;
  readonly problems: readonly string[];
}

/** Reads one that was JSON. What is in order is there even so: more may be wrong with it. */
export function readAsked(given: unknown): ReadTask {
  const value = spelled(given);
  const read = parse(AskedTask, value);
  if (read.ok) return { value: read.value, problems: [] };
  const problems = read.issues.map(({ path, message }) =>
    path === '(root)' ? message : `${path} ${message}`,
  );
  const bad = new Set(read.issues.map(({ path }) => path.split(/[.[]/)[0]));
  if (bad.has('(root)')) return { problems };
  const good = Object.entries(value as object).filter(([key]) => !bad.has(key));
  const rest = parse(AskedTask, {
    ...(bad.has('prompt') && { prompt: '?' }),
    ...Object.fromEntries(good),
  });
  return { ...(rest.ok && { value: rest.value }), problems };
}

const durations = ['timeout', 'delay', 'retryDelay', 'retryCeiling'];

/** In JSON, durations and tasks may be bare numbers, as they are on a command line. */
export function spelled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const spell = (given: unknown) => (typeof given === 'number' ? String(given) : given);
  const entries = Object.entries(value).map(([key, given]): [string, unknown] => {
    if (durations.includes(key)) return [key, spell(given)];
    if (!dependencyKinds.some((kind) => kind === key)) return [key, given];
    return [key, (Array.isArray(given) ? given : [given]).map(spell)];
  });
  return Object.fromEntries(entries);
}
