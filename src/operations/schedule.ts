import { labelsOption } from '../core/asked.ts';
import { keyPolicies } from '../core/batch-line.ts';
import { controlOf } from '../core/controls.ts';
import { draftedOrThrow } from '../core/draft.ts';
import { Failure } from '../core/failure.ts';
import { missedPolicies } from '../core/schedule-file.ts';
import { repeatedOptions, type Schedule, type Schedules } from '../core/scheduled.ts';
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
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { queueBatch } from './batch.ts';
import { ControlResult, control, controlsOf } from './controlled.ts';
import { type Context, conductors, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { checkSchedules } from './schedule-check.ts';
import { conductorOf } from './schedule-conductor.ts';
import { draftSchedule, kebab, lineNow } from './schedule-draft.ts';
import { ScheduleView, scheduleView } from './schedule-view.ts';
import { TaskView, viewOf } from './show-task.ts';
import { taskNamed } from './words.ts';

/** So many of the next times are shown of one schedule. */
const timesShown = 5;

const Output = object({
  schedules: list(ScheduleView, 'Those in question: all of them, or one.'),
  problems: list(
    object({
      name: string('The schedule.'),
      path: string('Its file.'),
      problem: string('What is wrong with it, and where.'),
    }),
    'What is wrong with files of schedules; those start nothing.',
  ),
  checked: optional(integer('How many files were looked at, by check.', { minimum: 0 })),
  result: optional(ControlResult),
  task: optional(TaskView),
  existing: optional(boolean('True where run started none, as the last one has not ended.')),
  conductor: oneOf(conductors, 'Who watches the clock; with none, nobody does.'),
});
export type ScheduleOutput = Infer<typeof Output>;

const input = object({
  action: oneOf(
    ['list', 'show', 'add', 'check', 'pause', 'resume', 'run', 'remove'],
    'What to do.',
    { default: 'list' },
  ),
  name: optional(string('The schedule; to check, a file.')),
  prompt: optional(string('What the agent should do each time; - reads stdin, @FILE a file, now.')),
  cron: optional(string('When: minute, hour, day of month, month, day of week; or @daily.')),
  tz: optional(string('The zone whose clocks count; else the one of the machine.')),
  overlap: optional(
    oneOf(
      keyPolicies,
      'While its last task has not ended: skip starts none, queue waits, replace cancels it. Default skip.',
    ),
  ),
  ifMissed: optional(
    oneOf(
      missedPolicies,
      'Of times at which nobody conducted: once makes up for the last, skip for none. Default once.',
    ),
  ),
  description: optional(string('What it is for; shown in lists.')),
  promptFile: optional(string('A file with the prompt, read each time.')),
  agent: optional(string('The agent; else the default one.')),
  ...repeatedOptions,
  label: labelsOption,
  replace: optional(boolean('With add: change the one that has this name.')),
});
type Input = Infer<typeof input>;

/** Tasks that are started by the clock. */
export const schedule = operation({
  summary: 'Start tasks at certain times, again and again',
  examples: [
    'orchestra schedule add nightly --cron "0 3 * * *" --tz Europe/Berlin "update the dependencies"',
    'orchestra schedule add review --cron "*/30 9-17 * * mon-fri" --agent claude --prompt-file review.md',
    'orchestra schedule list',
    'orchestra schedule show nightly',
    'orchestra schedule pause nightly',
    'orchestra schedule run nightly',
  ],
  route: 'POST /schedules',
  positionals: ['action', 'name', 'prompt'],
  rest: 'text',
  short: { g: 'group' },
  writes: true,
  input,
  output: Output,
  async run(context, { action, name, ...more }): Promise<ScheduleOutput> {
    if (action !== 'add') refuseMore(action, more);
    const schedules = await context.schedules();
    if (action === 'list') return look(context, schedules, name);
    if (action === 'check')
      return {
        ...(await checkSchedules(context, schedules, name)),
        conductor: conductorOf(context),
      };
    if (name === undefined)
      throw new Failure('usage', `${action} which schedule?`, {
        hint: `orchestra schedule ${action} NAME`,
      });
    if (action === 'add') return add(context, schedules, name, more);
    if (action === 'remove') return remove(context, schedules, name);
    const found = named(schedules, name);
    if (action === 'show') return about(context, schedules, found);
    if (action === 'run') return runNow(context, schedules, found);
    return setPaused(context, schedules, found, action === 'pause');
  },
});

/** What makes a schedule is given once; what changes it later stands in its file. */
function refuseMore(action: string, more: Omit<Input, 'action' | 'name'>): void {
  const [given] = Object.entries(more).find(([, value]) => value !== undefined) ?? [];
  if (given === undefined) return;
  const word = given === 'prompt' ? 'a prompt' : `--${kebab(given)}`;
  throw new Failure('usage', `${word} is for a schedule that is added`, {
    hint: `orchestra schedule add NAME … makes one; ${action} takes its name alone`,
  });
}

async function look(
  context: Context,
  schedules: Schedules,
  only: string | undefined,
): Promise<ScheduleOutput> {
  if (only !== undefined) return about(context, schedules, named(schedules, only), 1);
  const all = [...schedules.all()];
  return {
    schedules: all.flatMap(([name, read]) =>
      read.ok ? [scheduleView(context, read.schedule, schedules.pathOf(name), 1)] : [],
    ),
    problems: all.flatMap(([name, read]) =>
      read.ok
        ? []
        : read.problems.map((problem) => ({ name, path: schedules.pathOf(name), problem })),
    ),
    conductor: conductorOf(context),
  };
}

function about(
  context: Context,
  schedules: Schedules,
  found: Schedule,
  times = timesShown,
): ScheduleOutput {
  const view = scheduleView(context, found, schedules.pathOf(found.name), times);
  return { schedules: [view], problems: [], conductor: conductorOf(context) };
}

/** The schedule of that name. Throws a Failure where there is none, or it is broken. */
function named(schedules: Schedules, name: string): Schedule {
  const all = schedules.all();
  const found = all.get(name);
  if (found?.ok) return found.schedule;
  if (found)
    throw new Failure('invalid', `schedule ${name} is broken: ${found.problems.join('; ')}`, {
      hint: `mend ${schedules.pathOf(name)}, then: orchestra schedule check`,
    });
  const names = [...all.keys()];
  const near = suggest(name, names);
  throw new Failure(
    'not_found',
    `no schedule is called ${quoted(name)}${near === undefined ? '' : `; did you mean ${near}?`}`,
    {
      hint:
        names.length === 0 ? 'orchestra schedule add NAME makes one' : `known: ${names.join(', ')}`,
    },
  );
}

async function add(
  context: Context,
  schedules: Schedules,
  name: string,
  { replace = false, ...wanted }: Omit<Input, 'action' | 'name'>,
): Promise<ScheduleOutput> {
  const text = await draftSchedule(context, schedules, name, wanted);
  const isKnown = readQuietly(() => context.store.timetables.read(name)) !== undefined;
  const isNew = !schedules.all().has(name);
  if (!schedules.write(name, text, replace))
    throw new Failure('conflict', `there is a schedule ${name}`, {
      hint: '--replace changes it; or take another name',
    });
  // One of that name has left its timetable: what was missed since is nothing to this one.
  if (isNew && isKnown) await control(context, { what: 'schedule', name }, { paused: false });
  const conductor = await context.conducting.ensure();
  return { ...about(context, schedules, named(schedules, name)), conductor };
}

async function remove(
  context: Context,
  schedules: Schedules,
  name: string,
): Promise<ScheduleOutput> {
  if (!schedules.all().has(name)) named(schedules, name);
  schedules.remove(name);
  // Another one of that name would be paused from the start.
  if (controlOf(controlsOf(context), 'schedule', name)?.paused)
    await control(context, { what: 'schedule', name }, { paused: false });
  const result = { ok: 'yes', message: `schedule ${name} is removed` } as const;
  return { schedules: [], problems: [], result, conductor: conductorOf(context) };
}

async function setPaused(
  context: Context,
  schedules: Schedules,
  found: Schedule,
  paused: boolean,
): Promise<ScheduleOutput> {
  const result = await control(context, { what: 'schedule', name: found.name }, { paused });
  const conductor = paused ? conductorOf(context) : await context.conducting.ensure();
  return { ...about(context, schedules, found), result, conductor };
}

async function runNow(
  context: Context,
  schedules: Schedules,
  found: Schedule,
): Promise<ScheduleOutput> {
  const line = await lineNow(context, found, schedules);
  const drafted = line.ok ? line.drafted : draftedOrThrow(line);
  const [queued] = await queueBatch(context, [drafted]);
  const conductor = await context.conducting.ensure();
  const task = viewOf(context, taskNamed(context, queued?.id ?? ''));
  return {
    ...about(context, schedules, found),
    task,
    ...(queued?.existing && { existing: true }),
    conductor,
  };
}
