import { tell } from '../core/events.ts';
import { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { Observation, RunSeen } from '../core/observation.ts';
import type { Look } from '../core/ports.ts';
import { isOpen } from '../core/request.ts';
import { liveRunOf } from '../core/task.ts';
import { classicSentinel } from './classics.ts';
import { allowedSeconds } from './deadline.ts';
import { readRun } from './discover.ts';
import { situation } from './situation.ts';
import { awakeMs, type Live, type RunMemory, type State, type World } from './world.ts';

const bytesPerLook = 4 * 1024 * 1024;
const lastWordsBytes = 2_000;
const unlaunched: Look = { is: 'gone' };

/** Looks at every live task: its record, its run's folder, its processes. Decides nothing. */
export async function observe(world: World, state: State, now: Instant): Promise<Observation[]> {
  const lives = [...state.live.values()];
  for (const live of lives) if (live.run?.isUnread) live.run = readRun(world, live.run.run);
  const looks = await lookAtAll(world, lives);
  return lives.map((live) => {
    const run =
      live.run && seeOrNot(world, state, live.run, looks.get(live.run.run) ?? unlaunched, now);
    return { task: live.task, run, ...situation(world, state, live, now) };
  });
}

async function lookAtAll(world: World, lives: readonly Live[]): Promise<Map<number, Look>> {
  const looks = new Map<number, Look>();
  for (const { run } of lives) if (run && !run.started) looks.set(run.run, lookBlind(world, run));
  const groups = new Map<string, { run: number; started: NonNullable<RunMemory['started']> }[]>();
  for (const { run } of lives) {
    if (!run?.started || run.verdict) continue;
    const { launcher } = run.started.handle;
    groups.set(launcher, [...(groups.get(launcher) ?? []), { run: run.run, started: run.started }]);
  }
  for (const [name, runs] of groups) {
    const launcher = world.launchers(name);
    const watched = runs.map(({ run, started }) => ({
      handle: started.handle,
      folder: world.store.runs.folder(run),
    }));
    const found = launcher ? await launcher.look(watched) : [];
    for (const [at, { run }] of runs.entries()) looks.set(run, found[at] ?? { is: 'unknown' });
  }
  return looks;
}

/** Where nobody can read who runs it, only its exit file can tell that it has ended. */
function lookBlind({ store }: World, { run, hasStarted }: RunMemory): Look {
  if (!hasStarted) return unlaunched;
  const exit = store.runs.exit(run);
  return exit === undefined ? { is: 'unknown' } : { is: 'ended', exit, strays: 0 };
}

/** A run whose folder cannot be looked into is left as it is; the others are not its business. */
function seeOrNot(...[world, state, run, look, now]: Parameters<typeof seeRun>): RunSeen {
  const nothing = { ...unseen, run: run.run, spec: run.spec, stop: run.stop, told: run.told };
  if (run.isUnread) return nothing;
  try {
    return seeRun(world, state, run, vouched(world, run.run, look), now);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.warn(error.message);
    return nothing;
  }
}

/** A person's word counts only where we cannot see: what is alive before our eyes is not gone. */
const vouched = ({ store }: World, run: number, look: Look): Look =>
  look.is === 'unknown' && store.runs.isVouchedGone(run) ? { is: 'gone' } : look;

const unseen = {
  started: true,
  never: false,
  look: { is: 'unknown' },
  verdict: undefined,
  stoppingMs: undefined,
  overdue: false,
  sentinel: undefined,
  lastWords: '',
  exit: undefined,
  runningMs: undefined,
  allowedMs: undefined,
  reportedMs: undefined,
  straysMs: undefined,
} as const;

function seeRun(world: World, state: State, run: RunMemory, look: Look, now: Instant): RunSeen {
  const { runs } = world.store;
  const isOver = look.is === 'ended' || look.is === 'gone';
  if (run.hasStarted && !run.verdict) listen(world, run, isOver);
  const sentinel = run.hasStarted ? sentinelOf(world, run) : undefined;
  const hasReported = sentinel !== undefined || run.told.finished !== undefined;
  run.reportedSince = hasReported ? (run.reportedSince ?? now.monotonicMs) : undefined;
  const strays = look.is === 'ended' ? look.strays : 0;
  run.straysSince = strays > 0 ? (run.straysSince ?? now.monotonicMs) : undefined;

  return {
    run: run.run,
    spec: run.spec,
    started: run.hasStarted,
    never: isOver && runs.neverRan(run.run),
    look,
    verdict: run.verdict,
    stop: run.stop,
    stoppingMs: run.stop && awakeMs(state.leaps, run.stop.since, now),
    overdue: runs.isOverdue(run.run),
    sentinel,
    told: run.told,
    lastWords: isOver ? lastWordsOf(world, run.run) : '',
    exit: look.is === 'ended' ? look.exit : undefined,
    runningMs: run.started && awakeMs(state.leaps, run.started.since, now),
    allowedMs: allowedMs(world, state, run, now),
    reportedMs: since(run.reportedSince, now),
    straysMs: since(run.straysSince, now),
  };
}

/** The outbox, and the classic names for a run that was given them. */
const sentinelOf = (world: World, { run, spec }: RunMemory) =>
  world.store.runs.sentinel(run) ?? (spec?.classic ? classicSentinel(world, spec.task) : undefined);

/** Running time allowed: what the deadline file says, and never while a person is asked. */
function allowedMs(world: World, state: State, run: RunMemory, now: Instant): number | undefined {
  const task = run.spec && state.live.get(run.spec.task)?.task;
  const own = task && allowedSeconds(state, { task, run }, now);
  // The file may be older than an answer, another limit or a pause, of a moment ago.
  const { timeoutMs, pauses } = (task && liveRunOf(task)) ?? {};
  if (timeoutMs !== undefined || pauses) return own && own * 1000;
  if ([...state.requests.values()].some((one) => one.run === run.run && isOpen(one)))
    return undefined;
  const seconds = world.store.runs.deadline(run.run);
  return seconds === undefined ? undefined : Math.max(seconds, own ?? 0) * 1000;
}

/**
 * Reads on where we stopped, whole lines only, for the session, the last message and the
 * terminal event. Of a flood that nobody listened to, the end is enough: those three are there.
 */
function listen(world: World, run: RunMemory, isOver: boolean): void {
  const { runs } = world.store;
  const readLine = world.agents.readerOf(run.spec?.format);
  if (isOver) run.offset = Math.max(run.offset, runs.size(run.run, 'stdout') - 2 * bytesPerLook);
  for (;;) {
    const bytes = runs.output(run.run, 'stdout', run.offset, bytesPerLook);
    const isTail = isOver || bytes.length === bytesPerLook;
    const end = bytes.lastIndexOf(10) + 1 || (isTail ? bytes.length : 0);
    run.offset += end;
    for (const line of bytes.toString('utf8', 0, end).split('\n'))
      for (const event of readLine(line)) run.told = tell(run.told, event);
    if (end === 0 || !isOver) return;
  }
}

function lastWordsOf(world: World, run: number): string {
  const { runs } = world.store;
  const size = runs.size(run, 'stderr');
  const text = runs
    .output(run, 'stderr', Math.max(0, size - lastWordsBytes), lastWordsBytes)
    .toString('utf8');
  return text.trim().split('\n').slice(-5).join('\n');
}

const since = (first: number | undefined, now: Instant): number | undefined =>
  first === undefined ? undefined : now.monotonicMs - first;
