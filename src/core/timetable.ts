import { type Infer, integer, object, optional, string } from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { Decided } from './occurrence.ts';
import { number, version } from './task.ts';

/** `timetable/<name>.json`: how far a schedule has come. */
export const Timetable = object({
  version,
  decided: Decided,
  last: optional(
    object(
      {
        at: timestamp('The time that it was for.'),
        task: optional(number('The task that it started, or that was in its way.')),
        skipped: optional(string('Why it started none.')),
      },
      'When it last fired.',
    ),
  ),
  missed: optional(
    integer('How many of its times have gone by since then without anything.', { minimum: 1 }),
  ),
});
export type Timetable = Infer<typeof Timetable>;
