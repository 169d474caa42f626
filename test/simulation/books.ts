import type { TaskRecord } from '../../src/core/task.ts';
import type { Rule } from './rules.ts';

/** The records as they are, and what is remembered of those that are gone. */
export function createBooks(broken: (rule: Rule, message: string) => void) {
  const records = new Map<number, TaskRecord>();
  const open = new Set<number>();
  const cleaned = new Set<number>();
  const lines = new Map<string, Map<number, number>>();
  const owners = new Map<number, number>();

  const forget = (number: number): void => {
    records.delete(number);
    open.delete(number);
  };
  return {
    records: records as ReadonlyMap<number, TaskRecord>,
    /** Tasks that are not settled. */
    open: open as ReadonlySet<number>,
    /** Tasks that are gone on purpose. */
    cleaned: cleaned as ReadonlySet<number>,
    /** The task that a line of a batch became. */
    lineOf: (order: string, line: number) => lines.get(order)?.get(line),
    madeBy: (order: string): readonly number[] => [...(lines.get(order)?.values() ?? [])],
    /** The task that has had this run first. */
    ownerOf: (run: number) => owners.get(run),
    /** Nothing can come of it any more: settled, or removed after that. */
    isOver: (number: number): boolean =>
      cleaned.has(number) || records.get(number)?.settled !== undefined,
    keep(record: TaskRecord): void {
      const { number, from, settled, runs } = record;
      records.set(number, record);
      cleaned.delete(number);
      if (settled) open.delete(number);
      else open.add(number);
      for (const { run } of runs) if (!owners.has(run)) owners.set(run, number);
      if (!from) return;
      const made = lines.get(from.intent) ?? new Map<number, number>();
      const twin = made.get(from.line);
      if (twin !== undefined && twin !== number)
        broken('wishes are carried out once', `tasks ${twin} and ${number} are the same line`);
      lines.set(from.intent, made.set(from.line, number));
    },
    forget,
    clean(number: number): void {
      forget(number);
      cleaned.add(number);
    },
  };
}

export type Books = ReturnType<typeof createBooks>;
