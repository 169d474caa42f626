import type { Telling } from './events.ts';
import { type Judgement, judge } from './judge.ts';
import type { LifeEvent } from './lifecycle.ts';
import type { Look } from './ports.ts';
import type { Projection } from './projection.ts';
import { lostSpec, type RunSpec, type Stop, type StopSignal, type Verdict } from './run.ts';
import type { Sentinel } from './sentinel.ts';
import { liveRunOf, type TaskRecord } from './task.ts';
import type { Reason, SettledStatus } from './vocabulary.ts';

/** What one look found out about the live run of a task. */
export interface RunSeen {
  readonly run: number;
  /** What exactly is run; undefined before that is known, or when it is damaged. */
  readonly spec: RunSpec | undefined;
  /** True once the identity of its shim is on disk. */
  readonly started: boolean;
  /** True when its shim left the gate without running anything. */
  readonly never: boolean;
  readonly look: Look;
  readonly verdict: Verdict | undefined;
  readonly stop: Stop | undefined;
  /** How long ago the stop was written; undefined after a reboot. */
  readonly stoppingMs: number | undefined;
  readonly overdue: boolean;
  readonly sentinel: Sentinel | undefined;
  readonly told: Telling;
  readonly lastWords: string;
  readonly exit: number | undefined;
  /** Running time used; undefined after a reboot. */
  readonly runningMs: number | undefined;
  /** Running time allowed; undefined when there is no limit, or while it waits for a person. */
  readonly allowedMs: number | undefined;
  /** How long ago we first saw its last word, by sentinel or event. */
  readonly reportedMs: number | undefined;
  /** How long ago we first saw processes that outlived its end. */
  readonly straysMs: number | undefined;
}

/** A task that is not settled, and its live run if it has one. */
export interface Observation {
  readonly task: TaskRecord;
  readonly projection: Projection;
  /** Set when a task it waits for can no longer complete. */
  readonly deadDependency: number | undefined;
  readonly run: RunSeen | undefined;
}

/** What the conductor is allowed to do now. */
export interface Policy {
  readonly maxParallel: number;
  readonly maxParallelOf: (agent: string) => number;
  /** Live sessions beyond this many that wait for a person hold a slot after all. */
  readonly maxAwaiting: number;
  /** False while draining, and for those who only settle. */
  readonly launches: boolean;
  /** When set, no other task is started. */
  readonly only: ReadonlySet<number> | undefined;
}

export type StopPlan = Omit<Stop, 'version' | 'since'>;
export type Signal = StopSignal | 'KILL';

export type Decision =
  | {
      readonly do: 'settle';
      readonly task: number;
      readonly event: LifeEvent;
      readonly status: SettledStatus;
      readonly reason: Reason;
      readonly message?: string;
    }
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
  | { readonly do: 'start'; readonly task: number; readonly slot: number };

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
  const settling = seen.flatMap((one) => decide(one));
  const leaving = new Set(
    settling.filter((one) => one.do === 'settle' || one.do === 'conclude').map(({ task }) => task),
  );
  return [...settling, ...starts(seen, leaving, policy)];
}

function decide({ task, projection, deadDependency, run }: Observation): Decision[] {
  if (run) return decideRun(task, run);
  if (liveRunOf(task) || task.settled) return [];
  if (task.cancelled)
    return [
      { do: 'settle', task: task.number, event: 'cancel', status: 'cancelled', reason: 'user' },
    ];
  if (deadDependency !== undefined && projection.status === 'blocked')
    return [
      {
        do: 'settle',
        task: task.number,
        event: 'fail',
        status: 'failed',
        reason: 'dependency',
        message: `task ${deadDependency}, which it waits for, did not complete`,
      },
    ];
  return [];
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
  return plan ? [{ do: 'stop', ...at, plan }] : [];
}

/** Why a run that is alive should not stay so, in order of weight. */
function planToStop(task: TaskRecord, run: RunSeen, spec: Rules): StopPlan | undefined {
  const { cancelled } = task;
  const { runningMs, allowedMs, reportedMs } = run;
  const isOverdue = runningMs !== undefined && allowedMs !== undefined && runningMs >= allowedMs;
  // What the watchdog wrote has fixed the reason already; a cancel that comes later has not.
  if (cancelled && !run.overdue) return { status: 'cancelled', reason: 'user', by: cancelled.by };
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

/** Fills the free slots, a slot that falls free in this very pass included. */
function starts(
  seen: readonly Observation[],
  leaving: ReadonlySet<number>,
  policy: Policy,
): Decision[] {
  if (!policy.launches) return [];
  const staying = seen.filter(({ task, run }) => run && !leaving.has(task.number));
  // Who waits for a person holds no slot, even with its session alive.
  const holding = staying.filter(({ projection }) => projection.status !== 'awaiting');
  const busy = new Map<string, number>();
  for (const { task } of holding) busy.set(task.agent, (busy.get(task.agent) ?? 0) + 1);
  const slots = freeSlots(staying.map(({ run }) => run?.spec?.slot));

  const decisions: Decision[] = [];
  const crowd = Math.max(0, staying.length - holding.length - policy.maxAwaiting);
  let free = policy.maxParallel - holding.length - crowd;
  for (const { task, projection } of seen) {
    if (free <= 0) break;
    if (projection.status !== 'pending' || task.cancelled || leaving.has(task.number)) continue;
    if (policy.only && !policy.only.has(task.number)) continue;
    const running = busy.get(task.agent) ?? 0;
    if (running >= policy.maxParallelOf(task.agent)) continue;
    busy.set(task.agent, running + 1);
    free -= 1;
    decisions.push({ do: 'start', task: task.number, slot: slots() });
  }
  return decisions;
}

/** Hands out the lowest numbers that nobody holds. */
function freeSlots(taken: readonly (number | undefined)[]): () => number {
  const held = new Set(taken);
  return () => {
    let slot = 0;
    while (held.has(slot)) slot += 1;
    held.add(slot);
    return slot;
  };
}
