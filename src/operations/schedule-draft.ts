import { dirname, relative, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import { isScheduleName } from '../core/schedule-name.ts';
import { lineOf, type Schedule, type ScheduledLine, type Schedules } from '../core/scheduled.ts';
import { quoted } from '../lib/text.ts';
import { createDrafter } from './new-task.ts';
import type { Context } from './operation.ts';
import { promptOf } from './start.ts';

/** What a person says of a schedule that is to be made. */
export interface Wanted {
  readonly cron?: string;
  readonly tz?: string;
  readonly overlap?: string;
  readonly ifMissed?: string;
  readonly description?: string;
  readonly prompt?: string;
  readonly promptFile?: string;
  readonly cwd?: string;
  readonly label?: Readonly<Record<string, string>>;
}

/** The text of the file that says the same, checked. Throws a Failure with all that is wrong. */
export async function draftSchedule(
  context: Context,
  schedules: Schedules,
  name: string,
  wanted: Wanted,
): Promise<string> {
  const { cron, tz, overlap, ifMissed, description, prompt, promptFile, cwd, label, ...task } =
    wanted;
  if (!isScheduleName(name))
    throw new Failure('usage', `${quoted(name)} is no name of a schedule`, {
      hint: 'letters, digits and _ . -, beginning with a letter or digit, at most 64',
    });
  const home = dirname(context.store.root);
  const fromHome = (path: string) => relative(home, resolve(context.cwd, path));
  const folder = fromHome(cwd ?? '.');
  const file = {
    cron,
    ...(tz !== undefined && { tz }),
    ...(overlap !== undefined && { overlap }),
    ...(ifMissed !== undefined && { ifMissed }),
    ...(description !== undefined && { description }),
    task: {
      ...task,
      ...(folder !== '' && { cwd: folder }),
      ...(label && { labels: label }),
      ...(promptFile !== undefined && { promptFile: fromHome(promptFile) }),
      ...(prompt !== undefined && { prompt: await promptOf(context, prompt) }),
    },
  };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const read = schedules.parse(name, text);
  const other = read.ok ? read : schedules.parse(name, JSON.stringify(standingIn(file.task)));
  const problems = [
    ...(read.ok ? [] : read.problems.map(inFlags)),
    ...(other.ok ? await problemsNow(context, other.schedule, schedules) : []),
  ];
  if (problems.length === 0) return text;
  throw new Failure('usage', problems.join('; '), {
    hint: 'orchestra schedule add nightly --cron "0 3 * * *" --tz Europe/Berlin "tidy up"',
  });
}

/** Whatever its times are, what is wrong with its task is told with them. */
const standingIn = (task: object) => ({
  cron: '@yearly',
  task: { ...(!('promptFile' in task) && { prompt: '?' }), ...task },
});

/** What is wrong is told by what was typed, and not by a place in a file that is not there yet. */
function inFlags(problem: string): string {
  const [, path = '', says = ''] = /^(?:\d+:\d+: )?(\S+) (.*)$/s.exec(problem) ?? [];
  if (path !== 'task') return `--${kebab(path.replace(/^task\./, ''))} ${says}`;
  return says.startsWith('needs') ? 'PROMPT is required' : 'PROMPT or --prompt-file, not both';
}

/** `ifMissed` as it is typed: `if-missed`. */
export const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What keeps it from starting anything, if its time came now. */
export async function problemsNow(
  context: Context,
  schedule: Schedule,
  schedules: Schedules,
): Promise<string[]> {
  const line = await lineNow(context, schedule, schedules);
  return line.ok ? [] : line.problems.map(({ message }) => message);
}

/** The task that it would start, if its time came now. */
export async function lineNow(
  context: Context,
  schedule: Schedule,
  schedules: Schedules,
): Promise<ScheduledLine> {
  const draft = await createDrafter({ ...context, cwd: dirname(context.store.root) });
  return lineOf(schedule, draft, schedules.promptFrom);
}
