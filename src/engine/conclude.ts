import { elapsedMs, type Instant } from '../core/instant.ts';
import type { Judgement } from '../core/judge.ts';
import type { News } from '../core/news.ts';
import { resumed } from '../core/pause.ts';
import type { Conclusion } from '../core/reconcile.ts';
import { sequelOf } from '../core/retry.ts';
import type { Verdict } from '../core/run.ts';
import { type Outcome, protocolVersion, type TaskRecord } from '../core/task.ts';
import { withdrawApproval } from './approvals.ts';
import { supersede } from './asks.ts';
import { keepClassics } from './classics.ts';
import { mirrorSettled } from './mirror.ts';
import { keepRecord } from './record.ts';
import type { Live, RunMemory, State, World } from './world.ts';

/**
 * Ends a run whose processes are gone: verdict, record, index, journal, in this order. Whoever is
 * killed in between is followed by one who finds the verdict and carries on from there.
 */
export async function conclude(
  world: World,
  state: State,
  live: Live,
  conclusion: Conclusion,
): Promise<void> {
  const { store } = world;
  const { run } = live;
  if (!run) return;
  const now = world.clock.now();
  const verdict =
    conclusion.is === 'given'
      ? run.verdict
      : await give(world, state, live, run, conclusion.judgement, now);
  if (!verdict) return;

  supersede(world, state, run.run);
  if (run.spec?.classic) keepClassics(world, live.task.number, run.run);
  if (verdict.reason === 'timeout') store.tasks.mark(live.task.number, 'timeout');
  await keepRecord(world, live, record(world, live.task, verdict, now));
  live.run = undefined;
  mirrorSettled(world, state, live);
  world.tell?.(newsOf(live.task, verdict));
}

/** Settles a task that has no live run. */
export async function settle(
  world: World,
  state: State,
  live: Live,
  { status, reason, message }: Pick<Outcome, 'status' | 'reason' | 'message'>,
): Promise<void> {
  const settled = {
    status,
    ...(reason && { reason }),
    ...(message !== undefined && { message }),
    endedAt: world.clock.now().at,
  };
  await keepRecord(world, live, { ...live.task, settled });
  withdrawApproval(world, state, live.task);
  mirrorSettled(world, state, live);
  const said = { ...(reason && { reason }), ...(message !== undefined && { message }) };
  world.tell?.({ is: 'settled', task: live.task.number, status, ...said });
}

/** What came of an attempt: the end of its task, or the next attempt. */
function newsOf({ number, settled, notBefore }: TaskRecord, verdict: Verdict): News {
  const { run, status, reason, message, elapsedMs: ranMs } = verdict;
  const came = {
    task: number,
    run,
    status,
    ...(reason && { reason }),
    ...(message !== undefined && { message }),
    elapsedMs: ranMs,
  };
  return settled || notBefore === undefined
    ? { is: 'settled', ...came }
    : { is: 'retrying', ...came, at: notBefore };
}

/** The verdict is linked once: if there is one already, that is the verdict. */
async function give(
  world: World,
  state: State,
  live: Live,
  run: RunMemory,
  judgement: Judgement,
  now: Instant,
): Promise<Verdict | undefined> {
  const { runs } = world.store;
  const { status, reason, message, by } = judgement;
  const exit = runs.exit(run.run);
  const verdict: Verdict = {
    version: protocolVersion,
    run: run.run,
    task: live.task.number,
    attempt: live.task.runs.at(-1)?.attempt ?? 1,
    status,
    ...(reason && { reason }),
    ...(message !== undefined && { message }),
    by,
    ...(exit !== undefined && { exit }),
    ...(run.told.session !== undefined && { session: run.told.session }),
    ...(run.started && { startedAt: run.started.since.at }),
    ...ending(world, run, now),
    epoch: state.lease.epoch,
  };
  return (await runs.writeVerdict(verdict)) ? verdict : runs.verdict(run.run);
}

/** When it ended, by its exit file where it has one: nobody may have looked for hours. */
function ending(
  world: World,
  run: RunMemory,
  now: Instant,
): { endedAt: string; elapsedMs: number } {
  if (!run.started) return { endedAt: now.at, elapsedMs: 0 };
  const { since } = run.started;
  const passedMs = elapsedMs(since, now) ?? 0;
  const endedAtMs = world.store.runs.endedAtMs(run.run);
  if (endedAtMs === undefined) return { endedAt: now.at, elapsedMs: passedMs };
  const ranMs = Math.min(Math.max(0, Math.round(endedAtMs - Date.parse(since.at))), passedMs);
  return { endedAt: new Date(Date.parse(since.at) + ranMs).toISOString(), elapsedMs: ranMs };
}

/** The record after a verdict: its outcome, and either the end or the time of the next attempt. */
function record({ agents }: World, task: TaskRecord, verdict: Verdict, now: Instant): TaskRecord {
  const { status, reason, message, endedAt, elapsedMs: ranMs } = verdict;
  const outcome: Outcome = {
    status,
    ...(reason && { reason }),
    ...(message !== undefined && { message }),
    endedAt,
    elapsedMs: ranMs,
  };
  const { runs: before } = resumed(task, now);
  const runs = before.map((one) => (one.run === verdict.run ? { ...one, outcome } : one));
  const { notBefore: _, ...rest } = task;
  const policies = [task.retry, ...policiesOf(agents, task.agent)];
  const sequel = sequelOf({ ...task, runs }, verdict, policies, Date.parse(now.at));
  if (sequel.is === 'settled') return { ...rest, runs, settled: outcome };
  return { ...rest, runs, notBefore: new Date(sequel.notBeforeMs).toISOString() };
}

/** An agent that is no longer in the config has no say; the run it had is judged all the same. */
const policiesOf = (agents: World['agents'], agent: string) =>
  [() => agents.resolve(agent).retry, () => agents.settings().retry].map((read) => {
    try {
      return read();
    } catch {
      return undefined;
    }
  });
