import { Failure } from '../../core/failure.ts';
import { describeHolder, type Holder, isPassing, standingOf } from '../../core/lock.ts';
import type { Context } from '../../operations/operation.ts';

/** How long one waits for another to come, or to leave. */
export const patienceMs = 10_000;
const pollMs = 20;

/** Who holds the lock; one that only looks in leaves by itself, and is waited for. */
export async function holderOf(context: Context): Promise<Holder | undefined> {
  await until(context, () => !isLookedInto(context));
  return held(context);
}

/** The same, and it can be told to leave. Throws a Failure for one that only others can stop. */
export async function reachableHolder(context: Context): Promise<Holder | undefined> {
  const holder = await holderOf(context);
  if (holder?.record.kind === 'run')
    throw new Failure('conflict', `${describeHolder(holder)} conducts in the foreground`, {
      hint: 'press Ctrl-C where `orchestra run` was typed',
    });
  if (holder && holder.liveness !== 'alive')
    throw new Failure(
      'conflict',
      `${describeHolder(holder)} conducts, and cannot be reached from here`,
      { hint: 'stop it where it runs; if it is gone for good: orchestra unlock' },
    );
  return holder;
}

/** Whoever holds the lock at this moment. */
export function held({ store }: Context): Holder | undefined {
  const holder = store.lock.look();
  return holder && standingOf(holder) === 'held' ? holder : undefined;
}

/** Has a conductor leave at once, and resolves when it is gone; agents go on. */
export async function end(context: Context, holder: Holder): Promise<void> {
  if (!(await context.processes.signal(holder.record.holder, 'INT'))) return;
  if (await until(context, () => isGone(context, holder))) return;
  throw new Failure('unavailable', `${describeHolder(holder)} does not leave`, {
    hint: 'orchestra unlock --force kills it; its agents go on',
  });
}

export const isGone = ({ processes }: Context, { record }: Holder): boolean =>
  processes.livenessOf(record.holder) === 'dead';

/** What it finds in the end, or undefined when that takes too long. */
export async function until<T>(
  { clock, wake }: Context,
  look: () => T | undefined | false,
): Promise<T | undefined> {
  const since = clock.now().monotonicMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (clock.now().monotonicMs - since > patienceMs) return undefined;
    await wake.sleep(pollMs);
  }
}

function isLookedInto(context: Context): boolean {
  const holder = held(context);
  return holder !== undefined && isPassing(holder);
}

/** What goes on without a conductor, for who has just sent it away. */
export const stillRunning = (running: number): string =>
  `${running} still running; the next conductor takes them over\n`;
