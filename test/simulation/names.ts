import type { TaskRecord } from '../../src/core/task.ts';

/** The names that events gave to what they made: `s12` is the task of event 12, `b15/2` a line. */
export interface Names {
  /** Who was parked between a record and its entry. */
  readonly parked: Map<string, TaskRecord>;
  nameTask(name: string, number: number): void;
  nameBatch(name: string, order: string): void;
  /** What a task is called, if an event made it. */
  of(record: Pick<TaskRecord, 'number' | 'from'>): string | undefined;
  /** The number behind a name; `lineOf` knows the lines of batches. */
  numberOf(
    name: string,
    lineOf: (order: string, line: number) => number | undefined,
  ): number | undefined;
  /** The names that were given last. */
  latest(): readonly string[];
}

const latestMax = 12;

/** No names yet. */
export function createNames(): Names {
  const tasks = new Map<string, number>();
  const numbers = new Map<number, string>();
  const batches = new Map<string, string>();
  const orders = new Map<string, string>();
  let latest: string[] = [];

  return {
    parked: new Map(),
    nameTask(name, number) {
      tasks.set(name, number);
      numbers.set(number, name);
      latest = [...latest.slice(-latestMax), name];
    },
    nameBatch(name, order) {
      batches.set(name, order);
      orders.set(order, name);
    },
    of({ number, from }) {
      const batch = from && orders.get(from.intent);
      return batch ? `${batch}/${from.line}` : numbers.get(number);
    },
    numberOf(name, lineOf) {
      const [batch = '', line] = name.split('/');
      if (line === undefined) return tasks.get(name);
      return lineOf(batches.get(batch) ?? '', Number(line));
    },
    latest: () => latest,
  };
}
