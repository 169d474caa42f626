import type { Observation } from './observation.ts';
import { strayGraceMs } from './reconcile.ts';

/** How often the truth is looked at although nothing woke us. */
export const rescan = {
  idleMs: 30_000,
  /** Sentinels and output are found by looking, where watching fails. */
  runningMs: 1_000,
  /** The end of a run that is no child of ours reaches us only by looking. */
  adoptedMs: 250,
  /** Memory and load change, and nobody tells us. */
  scarceMs: 5_000,
  /** While something is being stopped, its end is waited for. */
  stoppingMs: 30,
} as const;

/**
 * How long a conductor may sleep before something changes by itself: a deadline, the next signal
 * of a stop, the end of a backoff. `adopted` says that it supervises runs it did not spawn, `picky`
 * that whoever starts needs something of the machine.
 */
export function sleepMs(
  seen: readonly Observation[],
  nowMs: number,
  { adopted, picky }: { readonly adopted: boolean; readonly picky: boolean },
): number {
  const due: number[] = [rescan.idleMs];
  for (const { task, run, projection } of seen) {
    if (projection.status === 'pending' && (picky || task.needs)) due.push(rescan.scarceMs);
    if (projection.untilMs !== undefined) due.push(Math.max(1, projection.untilMs - nowMs));
    if (!run) continue;
    due.push(adopted ? rescan.adoptedMs : rescan.runningMs);
    if (run.look.is === 'unknown') continue;
    if (run.stop || run.overdue) due.push(rescan.stoppingMs);
    if (run.straysMs !== undefined) due.push(strayGraceMs - run.straysMs, rescan.stoppingMs);
    if (run.allowedMs !== undefined && run.runningMs !== undefined)
      due.push(run.allowedMs - run.runningMs);
    if (run.reportedMs !== undefined && run.spec) due.push(run.spec.lingerMs - run.reportedMs);
  }
  // What is past was acted upon in this very pass: waking for it again would spin.
  return Math.min(...due.filter((ms) => ms > 0));
}
