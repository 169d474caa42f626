import { readJson } from '../lib/json.ts';
import { placesIn } from '../lib/json-places.ts';
import { type Infer, type Issue, object, optional, parse, string } from '../lib/schema.ts';
import { type Asked, labelsOption, spelled, taskOptions } from './asked.ts';
import type { BatchLine } from './batch-line.ts';
import type { Draft, Drafted } from './draft.ts';
import { Failure } from './failure.ts';
import type { Timing } from './occurrence.ts';
import { ScheduleFile, timingOf } from './schedule-file.ts';
import { isScheduleName, scheduleKey, scheduleLabel } from './schedule-name.ts';

/** What can be said of one task, and not of all that a schedule starts. */
const single = {
  key: 'a schedule has one of its own',
  ifExists: '"overlap" says that',
  draft: 'nobody would be there to enqueue it',
  at: '"cron" says that',
  tz: 'it stands beside "cron"',
  after: 'a schedule outlives what it would wait for',
  afterAny: 'a schedule outlives what it would wait for',
  afterFailed: 'a schedule outlives what it would wait for',
  ifDependencyFails: 'its tasks wait for none',
} as const;
type Single = keyof typeof single;

/** What can be said of the tasks of a schedule. */
export const repeatedOptions = Object.fromEntries(
  Object.entries(taskOptions).filter(([key]) => !Object.hasOwn(single, key)),
) as Omit<typeof taskOptions, Single>;

/** What a schedule starts. */
export const ScheduledTask = object({
  agent: optional(string('The agent; else the default one.')),
  prompt: optional(string('What it should do, byte for byte.')),
  promptFile: optional(
    string('A file that holds the prompt, read each time; named from beside .orchestra/.', {
      pattern: '\\S',
    }),
  ),
  ...repeatedOptions,
  labels: labelsOption,
});
export type ScheduledTask = Infer<typeof ScheduledTask>;

/** A schedule that was read, and is in order. */
export interface Schedule {
  readonly name: string;
  readonly file: ScheduleFile;
  readonly timing: Timing;
  readonly task: ScheduledTask;
}

/** Such a file as it was read, or all that is wrong with it, each with where it stands. */
export type ReadSchedule =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly problems: readonly string[] };

/** `schedules/`: what people want to be started when. */
export interface Schedules {
  /** Every file of it by its name; the very same map until one of them changes. */
  all(): ReadonlyMap<string, ReadSchedule>;
  /** Reads what is to be one, as those are read. */
  parse(name: string, text: string): ReadSchedule;
  /** The text of a prompt, named from beside `.orchestra/`. Throws a Failure. */
  promptFrom(file: string): string;
  isFolder(path: string): boolean;
  pathOf(name: string): string;
  /** False, and nothing changed, where one is and is not to be replaced. */
  write(name: string, text: string, replaces: boolean): boolean;
  remove(name: string): void;
}

/** Reads the text of `schedules/<name>.json`. */
export function readSchedule(name: string, written: string, localZone: string): ReadSchedule {
  const named = isScheduleName(name) ? [] : [nameProblem];
  const text = written.replace(/^\ufeff/, '');
  const json = readJson(text);
  if (!json.ok) {
    const { line, column } = json.place;
    return { ok: false, problems: [...named, `${line}:${column}: is no JSON: ${json.problem}`] };
  }
  const places = placesIn(text);
  const at = (path: string, says: string, what: 'value' | 'name' = 'value'): string => {
    const place = places.find(path, what) ?? places.find(path.replace(/\.[^.]*$/, ''));
    return place ? `${place.line}:${place.column}: ${says}` : says;
  };
  const wrong = [
    ...named,
    ...places.repeated.map(({ path }) => at(path, `${path} is there twice`, 'name')),
  ];
  const file = parse(ScheduleFile, json.value);
  const { cron, tz, ifMissed, task: asked } = valuesOf(json.value);
  const timing = typeof cron === 'string' ? timingIn(cron, tz, ifMissed, localZone) : undefined;
  const task = asked === undefined ? undefined : readTask(asked);
  wrong.push(
    ...(file.ok ? [] : file.issues.map((issue) => toldAt(issue, '', at))),
    ...(timing && !timing.ok ? timing.problems.map((says) => at(firstWord(says), says)) : []),
    ...(task && !task.ok ? task.issues.map((issue) => toldAt(issue, 'task', at)) : []),
  );
  return file.ok && timing?.ok && task?.ok && wrong.length === 0
    ? { ok: true, schedule: { name, file: file.value, timing: timing.timing, task: task.task } }
    : { ok: false, problems: [...new Set(wrong)] };
}

const nameProblem =
  'its name is none for a schedule: letters, digits and _ . -, beginning with a letter or digit, at most 64';

const valuesOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** The schema has told already what is no text, or none of the words. */
const timingIn = (cron: string, tz: unknown, ifMissed: unknown, localZone: string) =>
  timingOf(
    {
      cron,
      ...(typeof tz === 'string' && { tz }),
      ...(ifMissed === 'skip' && { ifMissed }),
    },
    localZone,
  );

const firstWord = (says: string): string => says.split(' ')[0] ?? '';

type ReadTask =
  | { readonly ok: true; readonly task: ScheduledTask }
  | { readonly ok: false; readonly issues: readonly Issue[] };

function readTask(asked: unknown): ReadTask {
  const read = parse(ScheduledTask, spelled(asked));
  if (!read.ok) return { ok: false, issues: read.issues.map(inOurWords) };
  const { prompt, promptFile } = read.value;
  if ((prompt === undefined) !== (promptFile === undefined)) return { ok: true, task: read.value };
  const message =
    prompt === undefined
      ? 'needs a prompt, or a promptFile'
      : 'has a prompt and a promptFile: leave out one of them';
  return { ok: false, issues: [{ path: '(root)', message }] };
}

function inOurWords(issue: Issue): Issue {
  const { path, isName } = issue;
  if (!isName || !Object.hasOwn(single, path)) return issue;
  return {
    ...issue,
    message: `is not for what is started again and again: ${single[path as Single]}`,
  };
}

function toldAt(
  { path, message, isName }: Issue,
  within: string,
  at: (path: string, says: string, what?: 'value' | 'name') => string,
): string {
  const whole = [within, path === '(root)' ? '' : path].filter((part) => part !== '').join('.');
  return at(whole, `${whole === '' ? 'it' : whole} ${message}`, isName ? 'name' : 'value');
}

export type ScheduledLine =
  | { readonly ok: true; readonly line: BatchLine; readonly drafted: Drafted }
  | { readonly ok: false; readonly problems: readonly Failure[] };

/**
 * The line that a schedule leaves when it fires: its key keeps its tasks apart, and its label
 * finds them. Or all that speaks against it now.
 */
export function lineOf(
  { name, file, task }: Schedule,
  draft: (asked: Asked) => Draft,
  promptFrom: (file: string) => string,
): ScheduledLine {
  const { promptFile, prompt: written, ...rest } = task;
  let prompt = written ?? '';
  try {
    if (promptFile !== undefined) prompt = promptFrom(promptFile);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ok: false, problems: [error] };
  }
  const drafted = draft({
    ...rest,
    prompt,
    labels: { ...task.labels, [scheduleLabel]: name },
    key: scheduleKey(name),
    ifExists: file.overlap,
  });
  if (!drafted.ok) return drafted;
  return { ok: true, line: { ...drafted.wanted, ifExists: file.overlap }, drafted };
}
