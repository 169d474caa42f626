import type { Intent, IntentOf } from '../../src/core/intent.ts';
import { layout } from '../../src/core/layout.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Timetable } from '../../src/core/timetable.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly parse: <T>(path: string) => T | undefined;
  readonly records: ReadonlyMap<number, TaskRecord>;
  readonly wishOf: (order: string) => Intent | undefined;
}

/** What schedules have started for which times: nothing twice for one of them. */
export function createFired({ broken, parse, records, wishOf }: Known) {
  const tasks = new Map<string, number>();

  return {
    /** A task is there that was not. */
    made({ number, from }: TaskRecord): void {
      const wish = from && wishOf(from.intent);
      if (wish?.kind !== 'batch' || !wish.schedule) return;
      const time = `${wish.schedule.name} ${wish.schedule.at}`;
      const other = tasks.get(time);
      tasks.set(time, number);
      if (other !== undefined && other !== number && records.has(other))
        broken('a time fires once', `tasks ${other} and ${number} are both for ${time}`);
    },
    /** Once its wish is answered, the time is over, whoever conducts next. */
    answered({ name, at }: NonNullable<IntentOf<'batch'>['schedule']>): void {
      const table = parse<Timetable>(layout.timetable(name));
      const isOver = table?.decided.over.some(({ after, until }) => after < at && at <= until);
      if (table && !isOver)
        broken('a time fires once', `${name} ${at} is answered, and its timetable has it not`);
    },
  };
}
