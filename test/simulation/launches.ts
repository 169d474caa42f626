import { dependenciesOf, fulfils, type Standing } from '../../src/core/dependency.ts';
import { isPaused } from '../../src/core/pause.ts';
import { liveRunOf, type TaskRecord } from '../../src/core/task.ts';
import type { Books } from './books.ts';
import type { Controlled } from './controlled.ts';
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
  /** False for one that could not read a file: it does not count what it does not know. */
  readonly isSeeingAll: boolean;
  readonly books: Books;
  readonly tainted: ReadonlySet<number>;
  readonly controls: Controlled;
  /** Whether a run works as far as somebody there can tell. */
  readonly isWorking: (run: number, from: Place) => boolean;
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
  if (record) checkWanted(told, record, run, known);
}

/** Nothing starts that people hold back, or before what it waits for, or beyond a limit. */
function checkWanted(told: string, record: TaskRecord, run: SimulatedRun, known: Known): void {
  const { broken, books, controls } = known;
  const early = (what: string) =>
    broken('nothing starts too early', `${told} is let go, and ${what}`);
  if (record.hold || record.draft) early('is held');
  if (record.approve && !record.approved) early('nobody has approved it');
  const paused = controls.whyKept(record);
  if (paused !== undefined) early(paused);
  for (const { task, wants } of dependenciesOf(record)) {
    const standing = standingOf(task, known);
    if (standing !== undefined && fulfils(standing, wants) !== 'yes')
      early(`task ${task} is ${standing}, whose ${wants} it waits for`);
  }
  for (const [[what, name], limit] of known.isSeeingAll ? controls.limitsOn(record) : []) {
    const others = [...books.open]
      .flatMap((number) => books.records.get(number) ?? [])
      .filter((one) => one.number !== record.number && !known.tainted.has(one.number))
      .filter((one) => what === 'queue' || one[what] === name)
      .filter((one) => !isPaused(one) && isAtWork(one, run, known));
    if (others.length >= limit)
      early(`${others.map(({ number }) => number)} run, of ${limit} at most`);
  }
}

function isAtWork(task: TaskRecord, from: SimulatedRun, known: Known): boolean {
  const live = liveRunOf(task);
  return live !== undefined && known.isWorking(live.run, from.place);
}

function standingOf(task: number, { books, tainted }: Known): Standing | undefined {
  if (tainted.has(task)) return undefined;
  const record = books.records.get(task);
  if (record) return record.settled?.status ?? 'open';
  return books.cleaned.has(task) ? 'missing' : undefined;
}
