import { standingOf } from '../core/lock.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

/** Who watches the clock now. */
export function conductorOf({ store }: Context): 'there' | 'unseen' | 'none' {
  const holder = readQuietly(() => store.lock.look());
  if (!holder || standingOf(holder) !== 'held') return 'none';
  return holder.liveness === 'alive' ? 'there' : 'unseen';
}
