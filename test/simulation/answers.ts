import type { Answered, Intent } from '../../src/core/intent.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly records: ReadonlyMap<number, TaskRecord>;
  readonly cleaned: ReadonlySet<number>;
  readonly isTainted: (task: number) => boolean;
  /** The tasks that the lines of a batch became. */
  readonly madeBy: (order: string) => readonly number[];
}

/** An answer comes after its effect: whether what it says was done is done. */
export function checkAnswer(order: string, answered: Answered, known: Known): void {
  const { broken, records } = known;
  const intent = answered.intent as Intent;
  const left = (what: string): void =>
    broken('wishes are carried out once', `the ${intent.kind} ${order} is answered, and ${what}`);

  if (intent.kind === 'batch') {
    const made = known.madeBy(order).filter((one) => records.has(one) || known.cleaned.has(one));
    if (made.length !== intent.tasks.length) left(`made ${made.length} tasks`);
  }
  for (const { ok, task } of answered.results) {
    if (ok !== 'yes' || task === undefined || known.isTainted(task)) continue;
    const record = records.get(task);
    const isNamed = record?.by.includes(order) === true || known.cleaned.has(task);
    switch (intent.kind) {
      case 'cancel':
        if (!isNamed && !record?.cancelled && !record?.settled) left(`task ${task} goes on`);
        break;
      case 'retry':
      case 'timeout':
        if (!isNamed) left(`task ${task} is as it was`);
        break;
      case 'clean':
        if (record) left(`task ${task} is there`);
        break;
      default:
    }
  }
}
