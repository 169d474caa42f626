import type { RunSpec, Verdict } from '../../src/core/run.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { checkLimits } from './limits.ts';
import type { Promises } from './promises.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly verdictOf: (run: number) => Verdict | undefined;
  readonly specOf: (run: number) => RunSpec | undefined;
  readonly wishOf: Promises['wishOf'];
  readonly retriesAsked: number;
  /** The task that has had this run first. */
  readonly ownerOf: (run: number) => number | undefined;
}

/** Whether a record may be followed by this one. */
export function checkRecord(before: TaskRecord | undefined, now: TaskRecord, known: Known): void {
  const { broken } = known;
  const told = `task ${now.number}`;
  const last = now.runs.at(-1);

  if (now.runs.slice(0, -1).some(({ outcome }) => !outcome))
    broken('I2 one live run', `${told} has two runs without an end`);
  for (const { run, outcome } of now.runs) {
    const owner = known.ownerOf(run);
    if (owner !== now.number)
      broken('I2 one live run', `${told} and task ${owner} have run ${run}`);
    const verdict = known.verdictOf(run);
    const isSo = verdict?.status === outcome?.status && verdict?.reason === outcome?.reason;
    if (outcome && !isSo)
      broken('I3 one verdict', `${told} has an outcome of run ${run} of its own`);
  }
  if (now.settled && last && !last.outcome)
    broken('I3 one verdict', `${told} is settled while run ${last.run} is open`);
  if (now.asked > 1 + known.retriesAsked)
    broken('wishes are carried out once', `${told} is asked for ${now.asked} times`);
  if (!before) return;
  checkStep(before, now, known);
  checkLimits(before, now, known);
}

function checkStep(before: TaskRecord, now: TaskRecord, { broken, wishOf }: Known): void {
  const told = `task ${now.number}`;
  const isKept = before.runs.every(({ run, outcome }, at) => {
    const same = now.runs[at];
    return same?.run === run && (!outcome || same.outcome?.status === outcome.status);
  });
  if (!isKept) broken('I3 one verdict', `${told} forgets a run`);

  const isLaunch = now.runs.length > before.runs.length;
  if (isLaunch && (before.cancelled || before.settled))
    broken('I1 nothing is lost', `${told} runs again after its end`);
  const isRevived = before.settled && !now.settled;
  // What fell with another task comes back with it, and has had no run for which to be asked.
  const hasFallen = before.settled?.reason === 'dependency' && now.asked === before.asked;
  const isForOther = hasFallen && wishOf(now.by.at(-1) ?? '')?.kind === 'retry';
  if (isRevived && now.asked !== before.asked + 1 && !isForOther)
    broken('wishes are carried out once', `${told} comes back, and nobody has asked`);
  if (now.asked > before.asked && !now.by.some((order) => wishOf(order)?.kind === 'retry'))
    broken('wishes are carried out once', `${told} is retried without a wish`);
  if (before.cancelled && !now.cancelled && now.asked === before.asked)
    broken('I1 nothing is lost', `${told} forgets that it was cancelled`);
}
