import type { TaskRecord } from '../../src/core/task.ts';
import type { Place } from './machine.ts';
import type { Rule } from './rules.ts';
import { isAliveFrom, type SimulatedRun } from './runs.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly record: TaskRecord | undefined;
  /** All runs of the task that there ever were. */
  readonly others: readonly SimulatedRun[];
  /** From where a run was judged: from elsewhere its last sweep cannot be seen. */
  readonly judgeOf: (run: number) => Place | undefined;
  readonly isStarted: boolean;
}

/** Whether a run may be let go: alone, known to its record, wanted, and not once too often. */
export function checkLaunch(run: SimulatedRun, known: Known): void {
  const { broken, record } = known;
  const told = `run ${run.run} of task ${run.task}`;
  const others = known.others.filter((one) => one !== run);
  const twin = others.find((one) => isAliveFrom(known.judgeOf(one.run) ?? run.place, one));
  if (twin) broken('I2 one live run', `${told} is let go while run ${twin.run} is alive`);
  const attempt = record?.runs.at(-1);
  if (attempt?.run !== run.run || attempt.outcome)
    broken('I2 one live run', `${told} is let go, and its record does not name it`);
  if (record?.cancelled) broken('I1 nothing is lost', `${told} is let go, and was cancelled`);
  if (!known.isStarted)
    broken('I2 one live run', `${told} is let go, and nothing says that it was started`);
  const opened = new Set(others.filter(({ goneMs }) => goneMs !== undefined).map((r) => r.run));
  const used = record?.runs.filter((one) => one.ask === attempt?.ask && opened.has(one.run));
  const allowed = 1 + (record?.retry?.retries ?? 0);
  if ((used?.length ?? 0) >= allowed)
    broken('attempts are counted', `${told} is one more than the ${allowed} that are allowed`);
}
