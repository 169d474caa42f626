import { Failure } from '../core/failure.ts';
import { isPassing, spawnMs, standingOf } from '../core/lock.ts';
import type { Clock, Conducting } from '../core/ports.ts';
import type { Lock } from '../core/store.ts';

export interface ConductingParts {
  readonly lock: Pick<Lock, 'look'>;
  readonly clock: Clock;
  /** A process that carries a run's token never conducts: the sweep of that run would end it. */
  readonly isInsideRun: boolean;
  /** Spawns a background conductor with these arguments. */
  readonly spawn: (args: readonly string[]) => Promise<void>;
  /** Conducts for one pass; `held` is false when somebody else was faster. */
  readonly passOnce: () => Promise<{ readonly held: boolean }>;
}

/** Sees to it that somebody conducts, as far as a command has to care. */
export function createConducting(parts: ConductingParts): Conducting {
  const { lock, clock, isInsideRun, spawn, passOnce } = parts;
  let spawnedMs = Number.NEGATIVE_INFINITY;

  return {
    async ensure() {
      const holder = lock.look();
      // Nobody relies on one that only looks in: it may have looked already.
      if (holder && standingOf(holder) === 'held' && !isPassing(holder))
        return holder.liveness === 'alive' ? 'there' : 'unseen';
      const nowMs = clock.now().monotonicMs;
      if (nowMs - spawnedMs < spawnMs) return 'there';
      spawnedMs = nowMs;
      await spawn(['--idle']);
      return 'spawned';
    },

    async settle() {
      const before = standingOf(lock.look());
      if (isInsideRun || before === 'held') return 'elsewhere';
      const held = await unlessRefused(passOnce);
      if (!held?.held) return 'elsewhere';
      return before === 'abandoned' ? 'crashed' : 'settled';
    },

    spawnDaemon: () => spawn([]),
  };
}

/** Where nothing can be written, or something cannot be read, looking must still work. */
async function unlessRefused<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
