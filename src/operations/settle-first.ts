import type { Context } from './operation.ts';

/**
 * Before one looks: only what a run or a wish left behind, or a head in doubt, can be settled;
 * nothing else is worth taking the lock.
 */
export async function settleFirst({ store, conducting }: Context): Promise<void> {
  const { queue, intents } = store;
  const isDue = queue.live('running').length > 0 || intents.open().length > 0 || !queue.head();
  if (!isDue) return;
  if ((await conducting.settle()) === 'crashed') await conducting.ensure();
}
