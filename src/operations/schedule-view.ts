import { controlOf } from '../core/controls.ts';
import { timestamp } from '../core/instant.ts';
import { scheduleFields } from '../core/schedule-file.ts';
import type { Schedule } from '../core/scheduled.ts';
import { taskIdOf } from '../core/task.ts';
import { nextAfter } from '../lib/cron-times.ts';
import { anything, type Infer, integer, list, object, optional, string } from '../lib/schema.ts';
import { controlsOf } from './controlled.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { rowOf, TaskRow } from './show-task.ts';

/** A schedule, and how far it has come. */
export const ScheduleView = object({
  name: string('Its name.'),
  path: string('Its file.'),
  ...scheduleFields,
  zone: string('The zone whose clocks count.'),
  task: anything('What it starts, as its file says.'),
  paused: optional(
    object({ by: string('Who.'), at: timestamp('When.') }, 'Set while it starts nothing.'),
  ),
  next: list(
    object({
      at: timestamp('When.'),
      local: string('The same by the clocks of its zone, and how far they are from UTC.'),
    }),
    'Its next times, also where it is paused.',
  ),
  last: optional(
    object(
      {
        at: timestamp('The time that it was for.'),
        task: optional(TaskRow),
        skipped: optional(string('Why it started none.')),
      },
      'When it last fired.',
    ),
  ),
  missed: optional(
    integer('How many of its times have gone by since then without anything.', { minimum: 1 }),
  ),
});
export type ScheduleView = Infer<typeof ScheduleView>;

/** A problem of a file behind its path, and the place in it where one is told. */
export const toldOf = (path: string, problem: string): string =>
  `${path}:${/^\d+:\d+: /.test(problem) ? '' : ' '}${problem}`;

/** The schedules that would start something: in order, and not paused. */
export async function awakeSchedules(context: Context): Promise<Schedule[]> {
  const controls = controlsOf(context);
  return [...(await context.schedules()).all()].flatMap(([name, read]) =>
    read.ok && !controlOf(controls, 'schedule', name)?.paused ? [read.schedule] : [],
  );
}

/** How a schedule stands, with so many of its next times. */
export function scheduleView(context: Context, schedule: Schedule, path: string, times: number) {
  const { name, file, timing } = schedule;
  const { store } = context;
  const table = readQuietly(() => store.timetables.read(name));
  const paused = controlOf(controlsOf(context), 'schedule', name)?.paused;
  const { last, missed } = table ?? {};
  const record = readQuietly(() =>
    last?.task === undefined ? undefined : store.tasks.read(last.task),
  );
  return {
    name,
    path,
    ...file,
    zone: timing.zone.name,
    ...(paused && { paused }),
    next: nextTimes(schedule, Date.parse(context.clock.now().at), times),
    ...(last && {
      last: {
        at: last.at,
        ...(record && { task: rowOf(context, record) }),
        ...(last.skipped !== undefined && { skipped: last.skipped }),
        ...(!record && last.task !== undefined && gone(last.task)),
      },
    }),
    ...(missed !== undefined && { missed }),
  } satisfies ScheduleView;
}

const gone = (task: number) => ({ skipped: `${taskIdOf(task)} has been cleaned since` });

function nextTimes({ timing }: Schedule, nowMs: number, times: number): ScheduleView['next'] {
  const next: ScheduleView['next'] = [];
  let afterMs: number | undefined = nowMs;
  while (next.length < times) {
    afterMs = nextAfter(timing.cron, timing.zone, afterMs);
    if (afterMs === undefined) return next;
    next.push({
      at: new Date(afterMs).toISOString(),
      local: localTime(timing.zone.offsetMs(afterMs), afterMs),
    });
  }
  return next;
}

/** `2026-03-29 03:00 +02:00` */
function localTime(offsetMs: number, atMs: number): string {
  const [day = '', time = ''] = new Date(atMs + offsetMs).toISOString().split('T');
  const minutes = Math.abs(Math.round(offsetMs / 60_000));
  const parts = [Math.floor(minutes / 60), minutes % 60].map((one) => String(one).padStart(2, '0'));
  return `${day} ${time.slice(0, 5)} ${offsetMs < 0 ? '-' : '+'}${parts.join(':')}`;
}
