import { Failure } from '../core/failure.ts';
import { emptyHead } from '../core/head.ts';
import { layout } from '../core/layout.ts';
import type { Holder, HolderKind } from '../core/lock.ts';
import { atWork } from '../core/news.ts';
import type { Policy } from '../core/observation.ts';
import { policyFrom } from '../core/policy.ts';
import type { Needs, Room } from '../core/resources.ts';
import type { Lease } from '../core/store.ts';
import { queueFolders } from '../core/vocabulary.ts';
import { once } from '../lib/once.ts';
import { openPost } from './callbacks.ts';
import { accountFor, openBooks } from './discover.ts';
import { crowdFor } from './places.ts';
import { mirror, retryMs, tick } from './tick.ts';
import { hasWork } from './work.ts';
import { emptyState, type Leap, type State, type World } from './world.ts';

export interface ConductOptions {
  readonly kind: HolderKind;
  /** Leaves after this long without work; undefined stays. */
  readonly idleExitMs: number | undefined;
  /** Instead of the config's. */
  readonly maxParallel: number | undefined;
  /** Before what the config says of it. */
  readonly needs?: Needs | undefined;
  readonly launches: boolean;
  readonly only: ReadonlySet<number> | undefined;
  /** Asked after every pass; true ends the loop at once, agents go on. */
  readonly isDone: (live: ReadonlySet<number>) => boolean;
  readonly signal: AbortSignal;
  /** Once aborted, nothing new starts, and it leaves when nothing runs any more. */
  readonly drain?: AbortSignal | undefined;
  /** Whether to wait for this holder of the lock to leave; else only for one that looks in. */
  readonly waitsFor?: ((holder: Holder) => boolean) | undefined;
}

export interface Conducted {
  /** Why it ended: nothing to do, done, told to leave, or another one has taken over. */
  readonly end: 'idle' | 'done' | 'aborted' | 'followed';
  /** Tasks that were still running, and those that were waiting. */
  readonly running: number;
  readonly waiting: number;
}

/** Where nobody can tell, nothing is ever short. */
const roomy: Room = { freeMemoryBytes: Number.POSITIVE_INFINITY, load: 0 };
/** Who oversleeps by more was suspended: the watchdogs of the shims were, too, and keep the deadlines. */
const leapMs = 15_000;
/** Who would leave waits so long for callbacks that are under way; the next one begins them anew. */
const lastWordsMs = 5_000;
/** A pass that did something is followed by another at once, but never for ever. */
const passesMax = 100;

/**
 * Conducts under a lease until there is nothing to do, or `isDone`, or told to leave. What the
 * disk refuses (full, read-only) starts nothing new, harms nobody, and is tried again.
 */
export async function conduct(
  world: World,
  lease: Lease,
  options: ConductOptions,
): Promise<Conducted & { readonly state: State | undefined }> {
  let state: State | undefined;
  let isInDoubt = lease.isTakeover || lease.isOtherBoot;
  let idleSince: number | undefined;
  let leavingSince: number | undefined;
  const leaps: Leap[] = [];
  let dueMs = Number.POSITIVE_INFINITY;
  for (let passes = 0; ; passes += 1) {
    try {
      if (!lease.isMine()) return ending('followed', state);
      if (options.signal.aborted) return ending('aborted', state);
      const wokeMs = world.clock.now().monotonicMs;
      if (wokeMs - dueMs > leapMs) leaps.push({ untilMs: wokeMs, ms: wokeMs - dueMs });
      dueMs = Number.POSITIVE_INFINITY;
      state ??= await begin(world, lease, isInDoubt, leaps);
      if (lease.heartbeatMs !== undefined) lease.beat();
      const policy = policyOf(world, state, options);
      const { didSomething, sleepMs, isWork, isDuty } = await tick(world, state, policy);
      const nowMs = world.clock.now().monotonicMs;
      const isDone = options.isDone(new Set(state.live.keys()));
      const isWoundUp = options.drain?.aborted === true && !isAtWork(state);
      const hasTasks = hasWork(world, state, options);
      const isLeaving = isDone || isWoundUp || (options.kind === 'run' && !hasTasks);
      leavingSince = isLeaving ? (leavingSince ?? nowMs) : undefined;
      const lastWordsLeftMs = leftMs(lastWordsMs, leavingSince, nowMs);
      const waits = isWork && lastWordsLeftMs > 0;
      if (isDone && !waits) return ending('done', state);

      const stays = waits || (isDuty && options.kind !== 'run') || hasTasks;
      idleSince = stays || didSomething ? undefined : (idleSince ?? nowMs);
      const idleLeftMs = leftMs(options.idleExitMs, idleSince, nowMs);
      if (idleLeftMs <= 0) return ending('idle', state);
      if (didSomething && passes < passesMax) {
        await world.wake.breathe();
        continue;
      }
      if (isWoundUp && !waits) return ending('aborted', state);
      passes = 0;
      world.wake.watch(foldersToWatch(world, state));
      const pauseMs = Math.min(sleepMs, idleLeftMs, lastWordsLeftMs, lease.heartbeatMs ?? sleepMs);
      dueMs = world.clock.now().monotonicMs + pauseMs;
      await world.wake.sleep(pauseMs);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // Who only looks in leaves it to the next one, which will find our caches in doubt.
      if (options.kind === 'once') throw error;
      if (options.signal.aborted) return ending('aborted', state);
      // Memory may be ahead of the disk now, and the index of the journal: look again.
      world.warn(error.message);
      state = undefined;
      isInDoubt = true;
      await world.wake.sleep(retryMs);
    }
  }
}

/**
 * Leaves in an orderly way: the caches are written, and the next one may trust them. A creator
 * that was killed while we conducted left a task without a queue entry: it gets one now.
 */
export function closeBooks(world: World, state: State): void {
  // Up to the floor it may be one that is about to take its record back.
  accountFor(world, state, Math.max(state.head.highest, world.store.tasks.floor()));
  for (const live of [...state.live.values()]) mirror(world, state, live);
  world.store.queue.compact(state.head);
}

async function begin(
  world: World,
  lease: Lease,
  isInDoubt: boolean,
  leaps: readonly Leap[],
): Promise<State> {
  const state = emptyState(lease, emptyHead, leaps);
  await openPost(world, state);
  openBooks(world, state, isInDoubt);
  for (const { task, run } of state.live.values())
    if (run?.started && !run.verdict) world.tell?.({ is: 'adopted', ...atWork(task, run.run) });
  world.store.tidy(Date.parse(world.clock.now().at));
  return state;
}

const policyOf = (world: World, { controls }: State, options: ConductOptions): Policy =>
  policyFrom(settingsOf(world), world.agents, controls, {
    maxParallel: options.maxParallel,
    launches: options.launches && !options.drain?.aborted,
    windsUp: options.launches && options.drain?.aborted === true,
    only: options.only,
    needs: options.needs,
    room: once(() => world.machine?.look() ?? roomy),
    crowd: crowdFor(world),
    nowMs: Date.parse(world.clock.now().at),
  });

function settingsOf({ agents, warn }: World) {
  try {
    return agents.settings();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    warn(error.message);
    return undefined;
  }
}

const isAtWork = ({ live }: State): boolean => [...live.values()].some(({ run }) => run);

const leftMs = (limit: number | undefined, since: number | undefined, now: number): number =>
  limit === undefined || since === undefined ? Number.POSITIVE_INFINITY : limit - (now - since);

function foldersToWatch({ store, places }: World, state: State): string[] {
  const outboxes = [...state.live.values()].flatMap(({ run }) =>
    run?.started ? [store.runs.outbox(run.run)] : [],
  );
  const doorbells = [...queueFolders.map(layout.queue), layout.intents, layout.schedules];
  const free = state.isInLine && places ? [places.folder] : [];
  return [...doorbells.map((folder) => `${store.root}/${folder}`), ...outboxes, ...free];
}

function ending(end: Conducted['end'], state: State | undefined) {
  const lives = [...(state?.live.values() ?? [])];
  const running = lives.filter(({ run }) => run).length;
  return { end, running, waiting: lives.length - running, state };
}
