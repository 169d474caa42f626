import { Failure } from '../core/failure.ts';
import type { Context } from './operation.ts';

const firstTryMs = 1_000;
const nextTryMs = 10_000;

/**
 * For who waits for tasks, and calls this again and again: sees to it that somebody conducts, and
 * says what keeps that one from starting anything. It can write only what anybody can: so the disk
 * itself is asked, now and then.
 */
export function attend({ store, clock, conducting, warn }: Context): () => Promise<void> {
  let dueMs = clock.now().monotonicMs + firstTryMs;
  return async () => {
    await conducting.ensure();
    const nowMs = clock.now().monotonicMs;
    if (nowMs < dueMs) return;
    dueMs = nowMs + nextTryMs;
    try {
      store.tryOut();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      warn(`nothing new is started for now: ${error.message}`);
    }
  };
}
