import { awaitsApproval } from '../../src/core/approval.ts';
import { dependenciesOf, fulfils } from '../../src/core/dependency.ts';
import type { Answered, Intent, IntentOf } from '../../src/core/intent.ts';
import { isPaused } from '../../src/core/pause.ts';
import { liveRunOf, type TaskRecord } from '../../src/core/task.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly records: ReadonlyMap<number, TaskRecord>;
  readonly cleaned: ReadonlySet<number>;
  readonly isTainted: (task: number) => boolean;
  readonly isAnswered: (order: string) => boolean;
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
    const skipped = answered.results.filter(({ existing }) => existing).length;
    if (made.length + skipped !== intent.tasks.length) left(`made ${made.length} tasks`);
  }
  for (const { ok, task } of answered.results) {
    if (ok !== 'yes' || task === undefined || known.isTainted(task)) continue;
    const record = records.get(task);
    // Where another wish came right after it, in the same pass, all that is seen is what that did.
    const last = record?.by.at(-1) ?? order;
    const isLast = last === order || known.isAnswered(last);
    const isNamed = record?.by.includes(order) === true || known.cleaned.has(task) || !isLast;
    switch (intent.kind) {
      case 'cancel':
        if (!isNamed && !record?.cancelled && !record?.settled) left(`task ${task} goes on`);
        break;
      case 'retry':
        if (!isNamed) left(`task ${task} is as it was`);
        for (const { number } of [...records.values()].filter((one) =>
          isDownWith(task, one, known),
        ))
          left(`task ${number}, which fell with task ${task}, stays down`);
        break;
      case 'timeout':
        if (!isNamed) left(`task ${task} is as it was`);
        break;
      case 'change':
        if (!isNamed && !isSaid(record, intent)) left(`task ${task} is not changed`);
        break;
      case 'switch':
        if (!isNamed) left(`task ${task} is where it was`);
        break;
      case 'pause':
        // What has ended meanwhile does not stand still any more, whoever said that it does.
        if (!isNamed && record && liveRunOf(record) && isPaused(record) !== intent.paused)
          left(`task ${task} ${intent.paused ? 'runs on' : 'is paused'}`);
        break;
      case 'answer':
        if (!isNamed && record && awaitsApproval(record)) left(`task ${task} waits for it`);
        break;
      case 'clean':
        if (record) left(`task ${task} is there`);
        break;
      default:
    }
  }
}

/** Whether a task is as a change wants it. */
function isSaid(record: TaskRecord | undefined, { set = {}, clear = [] }: IntentOf<'change'>) {
  const wanted = [...Object.entries(set), ...clear.map((name) => [name, undefined] as const)];
  const textOf = (value: unknown) => JSON.stringify(value || null);
  return wanted.every(
    ([name, value]) => textOf(record?.[name as keyof TaskRecord]) === textOf(value),
  );
}

/** Whether it fell with another task, and nothing else keeps it down now. */
function isDownWith(cause: number, { settled, ...task }: TaskRecord, known: Known): boolean {
  if (settled?.reason !== 'dependency' || known.isTainted(task.number)) return false;
  const waits = dependenciesOf(task);
  if (!waits.some((one) => one.task === cause)) return false;
  if (waits.some((one) => known.isTainted(one.task))) return false;
  return waits.every(({ task: other, wants }) => {
    const record = known.records.get(other);
    const standing = record ? (record.settled?.status ?? 'open') : 'missing';
    return fulfils(standing, wants) !== 'never';
  });
}
