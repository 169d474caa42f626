import { elapsedMs } from '../core/instant.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { limitMsOf } from '../core/run.ts';
import { liveRunOf, type TaskRecord, taskIdOf } from '../core/task.ts';
import { formatDuration } from '../lib/duration.ts';
import { answerOfEnded, change, liveTask } from './change.ts';
import { allowedSeconds, renewDeadline } from './deadline.ts';
import { situation } from './situation.ts';
import type { Live, State, World } from './world.ts';

type Wish = IntentOf<'timeout'>;

/**
 * Changes how long a task may run: `set` for the run that runs now and for all later ones,
 * `extend` for the one that runs now. The record first, and the deadline follows from it: met
 * again after a crash, nothing is added twice.
 */
export function changeTimeout(world: World, state: State, wish: Wish, by: string): IntentResult {
  const { task: number, mode, ms } = wish;
  const answer = (ok: 'yes' | 'no', says: string): IntentResult => ({
    ok,
    task: number,
    message: `${taskIdOf(number)} ${says}`,
  });
  const live = liveTask(world, state, number);
  if (!live) return answerOfEnded(world, state, number, by);
  if (!live.task.by.includes(by)) {
    const refusal = mode === 'extend' ? whyNotExtended(world, state, live) : undefined;
    if (refusal !== undefined) return answer('no', refusal);
    change(world, live, by, mode === 'set' ? limited(world, live, ms) : extended(live, ms));
  }
  renewDeadline(world, state, live);
  return answer('yes', describe(world, state, live));
}

/** A run that is being ended keeps its reason; more time helps only the next attempt. */
const isEnding = ({ store }: World, { run }: Live): boolean =>
  run !== undefined && (run.stop !== undefined || store.runs.isOverdue(run.run));

function whyNotExtended(world: World, state: State, live: Live): string | undefined {
  const attempt = liveRunOf(live.task);
  if (!attempt) {
    const { projection } = situation(world, state, live, world.clock.now());
    return `is ${projection.status}; only a run that runs now can be extended`;
  }
  if (isEnding(world, live)) return 'is being stopped';
  return limitMsOf(attempt, live.run?.spec) === undefined ? 'runs without a limit' : undefined;
}

const limited = (world: World, live: Live, ms: number): TaskRecord => {
  const task = { ...live.task, timeoutMs: ms };
  return isEnding(world, live) ? task : withLimit(task, ms);
};

const extended = ({ task, run }: Live, ms: number): TaskRecord =>
  withLimit(task, (limitMsOf(liveRunOf(task), run?.spec) ?? 0) + ms);

/** The record with another limit for the run that runs now, if one does. */
function withLimit(task: TaskRecord, timeoutMs: number): TaskRecord {
  const now = liveRunOf(task);
  return { ...task, runs: task.runs.map((one) => (one === now ? { ...one, timeoutMs } : one)) };
}

function describe(world: World, state: State, live: Live): string {
  const { task, run } = live;
  const limitMs = run ? limitMsOf(liveRunOf(task), run.spec) : task.timeoutMs || undefined;
  const says =
    limitMs === undefined ? 'may run without a limit' : `may run ${formatDuration(limitMs)}`;
  if (!run) return says;
  if (isEnding(world, live)) return 'is being stopped; later attempts may run longer';
  const now = world.clock.now();
  const allowed = allowedSeconds(state, live, now);
  const ranMs = run.started && elapsedMs(run.started.since, now);
  const isOver = allowed !== undefined && ranMs !== undefined && ranMs >= allowed * 1000;
  return isOver ? `${says}; it has run longer, and is stopped` : says;
}
