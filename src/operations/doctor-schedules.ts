import { Failure } from '../core/failure.ts';
import { count, type Finding, fine, warning } from './doctor-finding.ts';
import type { Context } from './operation.ts';
import { conductorOf } from './schedule-conductor.ts';
import { problemsNow } from './schedule-draft.ts';
import { awakeSchedules, toldOf } from './schedule-view.ts';

/** What there is to say of what is started by the clock; nothing where that is nothing. */
export const scheduleFindings = (context: Context): Promise<Finding[]> =>
  unlessRefused(() => findingsOf(context));

async function findingsOf(context: Context): Promise<Finding[]> {
  if (context.store.timetables.scheduled().length === 0) return [];
  const schedules = await context.schedules();
  const broken = [...schedules.all()].flatMap(([name, read]) =>
    read.ok ? [] : read.problems.map((problem) => toldOf(schedules.pathOf(name), problem)),
  );
  const awake = await awakeSchedules(context);
  const idle: string[] = [];
  for (const schedule of awake)
    for (const problem of await unlessRefused(() => problemsNow(context, schedule, schedules)))
      idle.push(`${schedule.name} would start nothing: ${problem}`);
  const isWatched = awake.length === 0 || conductorOf(context) !== 'none';
  const findings = [
    ...[...broken, ...idle].map((says) =>
      warning('schedules', says, 'mend it, then: orchestra schedule check'),
    ),
    ...(isWatched
      ? []
      : [
          warning(
            'schedules',
            `nobody conducts, so ${count(awake.length, 'schedule')} will start nothing`,
            'orchestra daemon start',
          ),
        ]),
  ];
  if (findings.length > 0) return findings;
  return [fine('schedules', `${count(awake.length, 'schedule')} will start something`)];
}

/** Without a config or a folder that can be read nobody can tell, and that is told elsewhere. */
async function unlessRefused<T>(ask: () => Promise<T[]>): Promise<T[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
