import { missingProgram } from '../core/agent.ts';
import { callFor, placesOf } from '../core/command.ts';
import { Failure } from '../core/failure.ts';
import { atWork } from '../core/news.ts';
import type { Occupant } from '../core/places.ts';
import type { Gate, Launcher } from '../core/ports.ts';
import type { RunSpec } from '../core/run.ts';
import { protocolVersion, type TaskRecord } from '../core/task.ts';
import type { FailReason } from '../core/vocabulary.ts';
import { conclude } from './conclude.ts';
import { mirrorLive } from './mirror.ts';
import { keepRecord } from './record.ts';
import { freshMemory, type Live, type State, type World } from './world.ts';

/** The launcher of everything that runs on this machine. */
const launcherName = 'local';

/**
 * Launches one run of a task, each step durable before the next: the run's folder, leftovers put
 * aside, what exactly is run, the record that names the run, the index, the spawned shim, its
 * identity, and only then *go*. Killed anywhere, it has run once or never. False, and nothing done,
 * where the machine cannot start anything for now.
 */
export async function launch(
  world: World,
  state: State,
  live: Live,
  slot: number,
  machineMaxParallel?: number,
): Promise<boolean> {
  const giveBack = reserve(world);
  if (!giveBack) return false;
  try {
    const run = await world.store.runs.allocate(state.lastRun);
    state.lastRun = Math.max(state.lastRun, run);
    if (!hasPlace(world, { run, task: live.task.number }, machineMaxParallel)) return false;
    await launchWithin(world, state, live, run, slot, giveBack);
    return true;
  } finally {
    giveBack();
  }
}

/** What the machine has too little of is no fault of the task: it is told, and tried again. */
function reserve({ launchers, warn }: World): (() => void) | undefined {
  try {
    return launchers(launcherName)?.reserve?.() ?? (() => undefined);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    warn(error.message);
    return undefined;
  }
}

/** A run that gets no place of the machine was never there: no record names it yet. */
function hasPlace(
  { store, places }: World,
  occupant: Occupant,
  limit: number | undefined,
): boolean {
  if (!places || limit === undefined || places.take(occupant, limit)) return true;
  store.runs.erase(occupant.run);
  return false;
}

async function launchWithin(
  world: World,
  state: State,
  live: Live,
  run: number,
  slot: number,
  giveBack: () => void,
): Promise<void> {
  const prepared = await prepare(world, state, live.task, run, slot);

  const attempt = nextAttempt(live.task);
  const task = {
    ...live.task,
    ...(prepared.ok && prepared.spec.simulated && { simulated: true }),
    runs: [...live.task.runs, { run, ask: live.task.asked, attempt }],
  };
  await keepRecord(world, live, task);
  live.run = { ...freshMemory(run), spec: prepared.ok ? prepared.spec : undefined };
  if (prepared.ok) world.log(`run ${run}: ${JSON.stringify(prepared.spec.argv)}`);
  if (!prepared.ok) return fail(world, state, live, prepared.failure, prepared.reason);

  mirrorLive(world, live, { status: 'running' });
  try {
    await spawn(world, state, live, prepared, giveBack);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await fail(world, state, live, error, 'launch');
  }
}

interface Prepared {
  readonly ok: true;
  readonly spec: RunSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly launcher: Launcher;
}

async function prepare(
  world: World,
  state: State,
  task: TaskRecord,
  run: number,
  slot: number,
): Promise<Prepared | { ok: false; failure: Failure; reason: FailReason }> {
  const { store, agents } = world;
  let reason: FailReason = 'config';
  try {
    const launcher = world.launchers(launcherName);
    if (!launcher)
      throw new Failure('invalid', `no launcher is called ${launcherName}`, {
        hint: 'this orchestra is damaged: install it again',
      });
    const agent = agents.resolve(task.agent);
    const places = placesOf(store.root, run, task.number, agent.classicNames);
    const token = world.clock.random(16);
    const call = callFor(agent, task, {
      places,
      attempt: nextAttempt(task),
      slot,
      token,
      inherited: agents.environment(),
    });
    const [command = '', ...args] = call.argv;
    const program = agents.locate(command, task.cwd);
    reason = 'missing_executable';
    if (!program) throw missingProgram(agent);
    reason = 'launch';

    // Nothing that was there before may speak for this run; a wish is still to be carried out.
    for (const kind of store.tasks.classics(task.number))
      if (kind !== 'cancelled') store.tasks.putAside(task.number, kind, run);
    const wantedMs = task.timeoutMs ?? agent.timeoutMs ?? agents.settings().timeoutMs;
    const timeoutMs = wantedMs === 0 ? undefined : wantedMs;
    const spec: RunSpec = {
      version: protocolVersion,
      run,
      task: task.number,
      attempt: nextAttempt(task),
      agent: agent.name,
      argv: [program, ...args],
      cwd: task.cwd,
      environment: [...call.added],
      stdin: call.stdin,
      launcher: launcherName,
      token,
      epoch: state.lease.epoch,
      slot,
      completion: agent.completion,
      ...(agent.format && { format: agent.format }),
      trustExit: agent.trustExit,
      stopSignals: [...agent.stopSignals],
      graceMs: agent.graceMs,
      lingerMs: agent.lingerMs,
      ...(timeoutMs !== undefined && { timeoutMs }),
      classic: agent.classicNames,
      simulated: agent.simulated,
    };
    store.runs.writePrompt(run, call.prompt);
    await store.runs.writeSpec(spec);
    store.runs.writeDeadline(
      run,
      timeoutMs === undefined ? undefined : Math.ceil(timeoutMs / 1000),
    );
    return { ok: true, spec, environment: call.environment, launcher };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (reason !== 'launch' || !isRefusal(error)) return { ok: false, failure: error, reason };
    store.runs.erase(run); // No record names it yet: all of it is tried again.
    throw error;
  }
}

/** A disk without room, say, is no fault of the task either. */
const isRefusal = ({ code, cause }: Failure): boolean =>
  code === 'unavailable' && cause !== undefined;

async function spawn(
  world: World,
  state: State,
  live: Live,
  prepared: Prepared,
  giveBack: () => void,
): Promise<void> {
  const { store, wake } = world;
  const { spec, environment, launcher } = prepared;
  giveBack();
  const gate = await launcher.start(
    {
      argv: spec.argv,
      cwd: spec.cwd,
      environment,
      ...(spec.stdin === 'prompt' && { stdin: store.runs.path(spec.run, 'prompt.md') }),
      stopSignal: spec.stopSignals[0] ?? 'TERM',
      graceMs: spec.graceMs,
      token: spec.token,
    },
    store.runs.folder(spec.run),
  );
  await open(world, state, live, gate);
  void gate.ended.then(() => wake.nudge());
}

async function open(world: World, state: State, live: Live, gate: Gate): Promise<void> {
  const { run } = live;
  if (!run) return;
  const started = { version: protocolVersion, handle: gate.handle, since: world.clock.now() };
  try {
    await world.store.runs.writeStarted(run.run, started);
    // Who was followed while it was paused here must not let anything run.
    if (!state.lease.isMine())
      throw new Failure('conflict', 'another conductor has taken over', {
        hint: 'it goes on with the queue; there is nothing to do',
      });
  } catch (error) {
    gate.abandon();
    throw error;
  }
  run.started = started;
  run.hasStarted = true;
  run.isChild = true;
  gate.open();
  const attempt = run.spec?.attempt ?? 1;
  world.tell?.({ is: 'started', attempt, ...atWork(live.task, run.run) });
}

/** A run that could not be launched has a verdict like any other. */
async function fail(
  world: World,
  state: State,
  live: Live,
  failure: Failure,
  reason: FailReason,
): Promise<void> {
  if (!state.lease.isMine()) throw failure;
  const message = failure.hint ? `${failure.message} (${failure.hint})` : failure.message;
  const judgement = { status: 'failed', reason, message, by: 'launch' } as const;
  await conclude(world, state, live, { is: 'judged', judgement });
}

/** Attempts count within one request for a run; a launch that never ran counts for nothing. */
function nextAttempt(task: TaskRecord): number {
  const counted = task.runs.filter(
    ({ ask, outcome }) => ask === task.asked && outcome?.reason !== 'launch',
  );
  return counted.length + 1;
}
