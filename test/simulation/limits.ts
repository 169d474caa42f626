import type { IntentOf } from '../../src/core/intent.ts';
import type { RunSpec, Started, Stop } from '../../src/core/run.ts';
import { type Attempt, liveRunOf, type TaskRecord } from '../../src/core/task.ts';
import type { Promises } from './promises.ts';
import type { Rule } from './rules.ts';

type Broken = (rule: Rule, message: string) => void;

interface Known {
  readonly broken: Broken;
  readonly wishOf: Promises['wishOf'];
  readonly specOf: (run: number) => RunSpec | undefined;
}

/** How long a run may take by its record and its spec; undefined without a limit. */
export const limitMsOf = (
  attempt: Attempt | undefined,
  spec: RunSpec | undefined,
): number | undefined => (attempt?.timeoutMs ?? spec?.timeoutMs) || undefined;

/** A limit changes as a wish says, for whom it says so, and once. */
export function checkLimits(before: TaskRecord, now: TaskRecord, known: Known): void {
  const { broken, wishOf, specOf } = known;
  const told = `task ${now.number}`;
  const wish = now.by
    .filter((order) => !before.by.includes(order))
    .map(wishOf)
    .find((one) => one?.kind === 'timeout');
  const ownMs = wish?.mode === 'set' ? wish.ms : before.timeoutMs;
  if (now.timeoutMs !== ownMs)
    broken('wishes are carried out once', `${told} may run ${now.timeoutMs} ms, and not ${ownMs}`);

  const running = liveRunOf(before);
  for (const [at, attempt] of before.runs.entries()) {
    const isMeant = attempt === running && wish !== undefined;
    const allowed = isMeant ? limitsBy(wish, attempt, specOf(attempt.run)) : [attempt.timeoutMs];
    const { timeoutMs } = now.runs[at] ?? {};
    if (!allowed.includes(timeoutMs))
      broken(
        'wishes are carried out once',
        `run ${attempt.run} of ${told} may take ${timeoutMs} ms, and not ${allowed.join(' or ')}`,
      );
  }
}

/** What is being ended keeps its limit; only what is not can be extended. */
function limitsBy(
  { mode, ms }: IntentOf<'timeout'>,
  attempt: Attempt,
  spec: RunSpec | undefined,
): readonly (number | undefined)[] {
  if (mode === 'set') return [ms, attempt.timeoutMs];
  return [(limitMsOf(attempt, spec) ?? 0) + ms];
}

/** However the clocks jump, and whatever is changed, nobody is stopped before its time. */
export function checkDeadline(
  stop: Stop,
  started: Started | undefined,
  /** How long ago it was spawned in truth, whatever the clocks say. */
  ageMs: number,
  limitMs: number | undefined,
  broken: (message: string) => void,
): void {
  const { since } = stop;
  const ranMs = Math.min(ageMs, since.monotonicMs - (started?.since.monotonicMs ?? 0));
  const isSameBoot = started?.since.bootId === since.bootId;
  if (limitMs === undefined || !isSameBoot || ranMs < limitMs)
    broken(`ran ${ranMs} ms of ${limitMs} and is out of time`);
}
