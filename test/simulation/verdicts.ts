import type { Stop, Verdict } from '../../src/core/run.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Place } from './machine.ts';
import type { Rule } from './rules.ts';
import { isAliveFrom, type SimulatedRun } from './runs.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  /** What really happened; undefined where nothing was ever spawned. */
  readonly run: SimulatedRun | undefined;
  /** Where the judge is. */
  readonly from: Place;
  readonly isTainted: boolean;
  /** The power took why it was stopped, whose fsync had failed. */
  readonly isReasonLost: boolean;
  readonly record: TaskRecord | undefined;
  /** A file of the run. */
  readonly read: (name: string) => string | undefined;
  readonly classicNames: boolean;
}

/** Whether a verdict is what happened. */
export function checkVerdict(verdict: Verdict, known: Known): void {
  const { broken, run, read } = known;
  const told = `run ${verdict.run} is ${verdict.status} (${verdict.reason}) by ${verdict.by}`;
  if (run && isAliveFrom(known.from, run))
    broken('I4 nothing outlives its verdict', `${told} and alive`);
  if (run && (read('stdout') ?? '') !== run.said.output)
    broken('I7 words and exit codes stay', `${told}, and its output is not what it said`);

  const exit = /^(\d+)\n$/.exec(read('exit') ?? '')?.[1];
  if (verdict.exit !== (exit === undefined ? undefined : Number(exit)))
    broken('I7 words and exit codes stay', `${told}, exit ${verdict.exit} and not ${exit}`);
  if (known.isTainted) return;
  if (verdict.by === 'lost' && exit !== undefined)
    broken('I7 words and exit codes stay', `${told}, and there is its exit`);

  const wasLetGo = run?.goneMs !== undefined;
  if (wasLetGo && verdict.by === 'launch') broken('attempts are counted', `${told}, and it ran`);
  if (!wasLetGo && !['launch', 'stop', 'lost'].includes(verdict.by))
    broken('I9 agents keep to themselves', `${told}, and never ran`);
  checkReason(verdict, told, known);
}

function checkReason(verdict: Verdict, told: string, { broken, run, read, ...known }: Known): void {
  const { said, exit, stops = 0, overdueMs } = run ?? {};
  const stop = read('stop.json');
  const stopBy = stop === undefined ? undefined : (JSON.parse(stop) as Stop);
  const isOurs = verdict.by === 'stop' || verdict.by === 'overdue';
  const isStopped = (stop !== undefined || stops > 0) && !known.isReasonLost;
  if (isStopped && !isOurs && verdict.by !== 'launch')
    broken('reasons come first', `${told}, and we have stopped it`);

  const isSaid = known.classicNames || said?.done;
  const bySentinel = verdict.by === 'sentinel' || stopBy?.by === 'sentinel';
  if (verdict.status === 'complete' && bySentinel && !isSaid)
    broken('I9 agents keep to themselves', `${told}, and it never said so`);
  if (verdict.status === 'complete' && !bySentinel && exit !== 0)
    broken('I9 agents keep to themselves', `${told}, and it exited with ${exit}`);
  if (verdict.reason === 'agent_error' && !said?.error && !known.classicNames)
    broken('I9 agents keep to themselves', `${told}, and it never said so`);
  if (verdict.status === 'cancelled' && !known.record?.cancelled)
    broken('reasons come first', `${told}, and nobody has asked for it`);
  if (verdict.by === 'overdue' && overdueMs === undefined)
    broken('reasons come first', `${told}, and it had time left`);
}
