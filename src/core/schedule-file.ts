import { cronProblemText, parseCron } from '../lib/cron.ts';
import { anything, type Infer, object, oneOf, optional, string } from '../lib/schema.ts';
import { zoneNamed } from '../lib/zone.ts';
import { keyPolicies } from './batch-line.ts';
import type { Timing } from './occurrence.ts';
import { unknownZone } from './unknown-zone.ts';

/** What becomes of times at which nobody conducted. */
export const missedPolicies = ['once', 'skip'] as const;
export type MissedPolicy = (typeof missedPolicies)[number];

/** When a schedule fires, and what holds then; besides what it starts. */
export const scheduleFields = {
  cron: string('Five fields: minute, hour, day of month, month, day of week; or @daily and such.', {
    pattern: '\\S',
    maxLength: 1000,
  }),
  tz: optional(
    string('The zone whose clocks count, such as Europe/Berlin; else the one of the machine.'),
  ),
  overlap: oneOf(keyPolicies, 'What happens where its last task is not done yet.', {
    default: 'skip',
  }),
  ifMissed: oneOf(
    missedPolicies,
    'Times at which nobody conducted: the last of them is made up for, or none.',
    { default: 'once' },
  ),
  description: optional(string('What it is for.')),
};

/** A file that says what is started when; what it starts is read as a line of a batch is. */
export const ScheduleFile = object({
  ...scheduleFields,
  task: anything('What it starts: a line of a batch.'),
});
export type ScheduleFile = Infer<typeof ScheduleFile>;

export type ReadTiming =
  | { readonly ok: true; readonly timing: Timing }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The times that the fields of a schedule mean, or all that is wrong with them. */
export function timingOf(
  { cron: text, tz, ifMissed = 'once' }: { cron: string; tz?: string; ifMissed?: MissedPolicy },
  localZone: string,
): ReadTiming {
  const parsed = parseCron(text);
  const name = tz ?? localZone;
  const zone = zoneNamed(name);
  const problems = parsed.ok ? [] : parsed.problems.map((one) => `cron ${cronProblemText(one)}`);
  if (!zone) problems.push(`tz ${unknownZone(name)}`);
  if (!parsed.ok || !zone) return { ok: false, problems };
  const fingerprint = `${text.trim().split(/\s+/).join(' ')} ${name}`;
  return { ok: true, timing: { cron: parsed.cron, zone, ifMissed, fingerprint } };
}
