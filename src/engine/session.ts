import type { QueueEntry } from '../core/layout.ts';
import { type Holder, type HolderKind, isPassing } from '../core/lock.ts';
import type { Lease } from '../core/store.ts';
import { queueFolders } from '../core/vocabulary.ts';
import { type Conducted, type ConductOptions, closeBooks, conduct } from './conductor.ts';
import { canReadRefused } from './discover.ts';
import { hasDuty } from './schedules.ts';
import { readWish } from './wishes.ts';
import type { State, World } from './world.ts';

export type Session = { readonly held: true } & Conducted;

/** How often to look whether one that only passes has left. */
const passingMs = 20;

/**
 * Takes the lock, conducts, and leaves in an orderly way. Whoever left a file just before we left
 * may have seen us alive and relied on us, so leaving is: marker, then one more look; what is
 * there is taken up under the next epoch.
 */
export async function hold(
  world: World,
  options: ConductOptions,
  onTaken: () => void = () => undefined,
): Promise<Session | { readonly held: false; readonly holder: Holder }> {
  // Who is told to leave must not sleep on until something else happens.
  for (const told of [options.signal, options.drain])
    told?.addEventListener('abort', () => world.wake.nudge(), { once: true });
  for (;;) {
    const taken = world.store.lock.take(options.kind);
    if (!taken.taken) {
      const { holder } = taken;
      const leaves = isPassing(holder) || options.waitsFor?.(holder);
      if (!leaves || options.kind === 'once' || isToldToLeave(options))
        return { held: false, holder };
      await world.wake.sleep(passingMs);
      continue;
    }
    world.log(`conducting under epoch ${taken.lease.epoch}`);
    onTaken();
    const { state, ...conducted } = await conductUnder(world, taken.lease, options);
    if (conducted.end === 'followed') return { held: true, ...conducted };
    world.log(`left: ${conducted.end}`);
    if (conducted.end !== 'idle' || !hasLeftovers(world, state, options))
      return { held: true, ...conducted };
  }
}

const isToldToLeave = ({ signal, drain }: ConductOptions): boolean =>
  signal.aborted || drain?.aborted === true;

/** Who could not do what it came for goes on to live, and must not wait for itself. */
async function conductUnder(world: World, lease: Lease, options: ConductOptions) {
  try {
    const conducted = await conduct(world, lease, options);
    if (conducted.state && conducted.end !== 'followed') {
      closeBooks(world, conducted.state);
      lease.release();
    } // Without its word the next one counts anew what this one never could.
    return conducted;
  } catch (error) {
    lease.forsake();
    throw error;
  } finally {
    world.post?.loaded()?.courier.breakOff();
  }
}

/**
 * Whether somebody has left something that we have not seen: a task that waits for another may
 * be startable by now. What another version left is for another conductor.
 */
function hasLeftovers(
  world: World,
  state: State | undefined,
  { kind, launches }: ConductOptions,
): boolean {
  const { queue, intents } = world.store;
  const isNew = ({ number }: QueueEntry) =>
    !state?.live.has(number) && !state?.unreadable.has(number);
  return (
    queueFolders.some((folder) => queue.live(folder).some(isNew)) ||
    intents.open().some((order) => readWish(world, order)) ||
    (state !== undefined && canReadRefused(world, state)) ||
    (kind !== 'run' && launches && state !== undefined && hasDuty(world, state))
  );
}

/** One pass that launches nothing and waits for nothing: for `status` and answers on the spot. */
export const onePass = (kind: HolderKind): ConductOptions => ({
  kind,
  idleExitMs: 0,
  maxParallel: undefined,
  launches: false,
  only: undefined,
  isDone: () => true,
  signal: new AbortController().signal,
});
