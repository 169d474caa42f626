import { canFall, giveUp, inTheirWake, type Settling } from './dependents.ts';
import { type Judgement, judge } from './judge.ts';
import type { Observation, Policy, RunSeen } from './observation.ts';
import { isPaused } from './pause.ts';
import { lostSpec, type RunSpec, type Stop, type StopSignal } from './run.ts';
import { schedule } from './schedule.ts';
import { liveRunOf, type TaskRecord } from './task.ts';

export type StopPlan = Omit<Stop, 'version' | 'since'>;
export type Signal = StopSignal | 'KILL';

export type Decision =
  | Settling
  | {
      readonly do: 'conclude';
      readonly task: number;
      readonly run: number;
      readonly judgement: Conclusion;
    }
  | { readonly do: 'stop'; readonly task: number; readonly run: number; readonly plan: StopPlan }
  | {
      readonly do: 'signal';
      readonly task: number;
      readonly run: number;
      readonly signal: Signal;
      readonly stage: number;
    }
  /** Everything of it stands still, or goes on: a person wants it so. */
  | { readonly do: 'suspend' | 'continue'; readonly task: number; readonly run: number }
  | { readonly do: 'start'; readonly task: number; readonly slot: number }
  /** The machine is full: this workspace waits for its turn. */
  | { readonly do: 'lineUp'; readonly task: number };

/** A judgement, or the verdict that is already on disk and only has to be carried on. */
export type Conclusion =
  | { readonly is: 'judged'; readonly judgement: Judgement }
  | { readonly is: 'given' };

/** Processes that outlive their run are asked to end, and killed after this. */
export const strayGraceMs = 400;

/**
 * Compares what is with what should be. Pure and total: any observation yields decisions, the
 * same ones for the same observation, and each may be performed twice.
 */
export function reconcile(seen: readonly Observation[], policy: Policy): Decision[] {
  const decisions = seen.flatMap((one) => decide(one, policy));
  const settling = decisions.filter((one) => one.do === 'settle');
  decisions.push(...inTheirWake(seen, settling, policy));
  const leaving = new Set(
    decisions.filter((one) => one.do === 'settle' || one.do === 'conclude').map(({ task }) => task),
  );
  const { starts, crowdedOut } = schedule(seen, leaving, policy);
  for (const start of starts) decisions.push({ do: 'start', ...start });
  if (crowdedOut !== undefined) decisions.push({ do: 'lineUp', task: crowdedOut });
  return decisions;
}

function decide({ task, projection, dead, run }: Observation, policy: Policy): Decision[] {
  if (run) return decideRun(task, run);
  if (liveRunOf(task) || task.settled) return [];
  if (task.cancelled)
    return [
      { do: 'settle', task: task.number, event: 'cancel', status: 'cancelled', ...whyOf(task) },
    ];
  return dead && canFall(projection) ? giveUp(task, dead, policy) : [];
}

function decideRun(task: TaskRecord, run: RunSeen): Decision[] {
  const at = { task: task.number, run: run.run };
  const conclude = (judgement: Conclusion): Decision[] => [{ do: 'conclude', ...at, judgement }];

  if (run.verdict) return conclude({ is: 'given' });
  // Without `started` nothing ran: the gate of a dead conductor is shut.
  if (!run.started) return conclude({ is: 'judged', judgement: neverRan(run) });

  const spec = run.spec ?? lostSpec;
  switch (run.look.is) {
    case 'unknown': // Another host, or not ours to see: never taken for gone.
      return [];
    case 'alive':
      return decideAlive(task, run, spec);
    case 'ended':
      if (run.look.strays > 0) return [{ do: 'signal', ...at, ...straySignal(run.straysMs ?? 0) }];
      break;
    case 'gone':
      break;
  }
  const { completion, trustExit } = spec;
  const judgement = run.never ? neverRan(run) : judge({ ...run, completion, trustExit });
  return conclude({ is: 'judged', judgement });
}

type Rules = Pick<RunSpec, keyof typeof lostSpec>;

function decideAlive(task: TaskRecord, run: RunSeen, spec: Rules): Decision[] {
  const at = { task: task.number, run: run.run };
  if (run.stop) {
    const { signal, stage } = stopSignalAt(spec, run.stoppingMs ?? Number.POSITIVE_INFINITY);
    return [{ do: 'signal', ...at, signal, stage }];
  }
  const plan = planToStop(task, run, spec);
  if (plan) return [{ do: 'stop', ...at, plan }];
  // A conductor may have died between the record and the signal: each of them sends it anew.
  if (isPaused(task)) return [{ do: 'suspend', ...at }];
  return liveRunOf(task)?.pauses ? [{ do: 'continue', ...at }] : [];
}

function whyOf({ cancelled }: TaskRecord): Pick<Settling, 'reason' | 'message'> {
  const { reason = 'user', message } = cancelled ?? {};
  return { reason, ...(message !== undefined && { message }) };
}

/** Why a run that is alive should not stay so, in order of weight. */
function planToStop(task: TaskRecord, run: RunSeen, spec: Rules): StopPlan | undefined {
  const { cancelled } = task;
  const { runningMs, allowedMs, reportedMs } = run;
  const isOverdue = runningMs !== undefined && allowedMs !== undefined && runningMs >= allowedMs;
  // What the watchdog wrote has fixed the reason already; a cancel that comes later has not.
  if (cancelled && !run.overdue) return { status: 'cancelled', ...whyOf(task), by: cancelled.by };
  if (run.overdue || isOverdue)
    return { status: 'failed', reason: 'timeout', message: 'it ran out of time', by: 'deadline' };
  if (reportedMs === undefined || reportedMs < spec.lingerMs) return undefined;

  const { completion, trustExit } = spec;
  const word = judge({ ...run, completion, trustExit, exit: undefined });
  // It has said its last word and goes on living: what it said is the verdict.
  return word.by === 'sentinel' || word.by === 'event'
    ? { status: word.status, ...(word.reason && { reason: word.reason }), by: word.by }
    : undefined;
}

/** The signal that is due `stoppingMs` after a stop was written; KILL is last and repeated. */
export function stopSignalAt(
  spec: Pick<RunSpec, 'stopSignals' | 'graceMs'>,
  stoppingMs: number,
): { signal: Signal; stage: number } {
  const stage =
    spec.graceMs === 0 ? spec.stopSignals.length : Math.floor(stoppingMs / spec.graceMs);
  const signal = spec.stopSignals[stage];
  return signal ? { signal, stage } : { signal: 'KILL', stage: spec.stopSignals.length };
}

const straySignal = (straysMs: number): { signal: Signal; stage: number } =>
  straysMs < strayGraceMs ? { signal: 'TERM', stage: -2 } : { signal: 'KILL', stage: -1 };

const neverRan = ({ stop }: RunSeen): Judgement =>
  stop
    ? { status: stop.status, ...(stop.reason && { reason: stop.reason }), by: 'stop' }
    : { status: 'failed', reason: 'launch', message: 'it was never let go', by: 'launch' };
