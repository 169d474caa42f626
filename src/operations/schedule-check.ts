import { basename } from 'node:path';
import type { ReadSchedule, Schedules } from '../core/scheduled.ts';
import type { Context } from './operation.ts';
import type { ScheduleOutput } from './schedule.ts';
import { problemsNow } from './schedule-draft.ts';
import { scheduleView } from './schedule-view.ts';

/** Looks at one file, or at all that are there, and at whether what they start could start now. */
export async function checkSchedules(
  context: Context,
  schedules: Schedules,
  file: string | undefined,
): Promise<Omit<ScheduleOutput, 'conductor'>> {
  const found =
    file === undefined
      ? [...schedules.all()].map(([name, read]) => ({ name, path: schedules.pathOf(name), read }))
      : [await readOne(context, schedules, file)];
  const checked = await Promise.all(
    found.map(async (one) => ({
      ...one,
      problems: await problemsOf(context, schedules, one.read),
    })),
  );
  return {
    checked: found.length,
    schedules: checked.flatMap(({ path, read, problems }) =>
      read.ok && problems.length === 0 ? [scheduleView(context, read.schedule, path, 1)] : [],
    ),
    problems: checked.flatMap(({ name, path, problems }) =>
      problems.map((problem) => ({ name, path, problem })),
    ),
  };
}

/** A name stands for the file of that schedule, where there is one. */
async function readOne(context: Context, schedules: Schedules, file: string) {
  const known = schedules.all().get(file);
  if (known) return { name: file, path: schedules.pathOf(file), read: known };
  const name = basename(file).replace(/\.json$/, '');
  return { name, path: file, read: schedules.parse(name, await context.readText({ file })) };
}

const problemsOf = async (context: Context, schedules: Schedules, read: ReadSchedule) =>
  read.ok ? problemsNow(context, read.schedule, schedules) : [...read.problems];
