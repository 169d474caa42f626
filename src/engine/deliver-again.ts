import { isDeliveryId, tryAgain } from '../core/delivery.ts';
import { Failure } from '../core/failure.ts';
import type { IntentResult } from '../core/intent.ts';
import type { Outbox } from '../core/post.ts';
import type { State, World } from './world.ts';

/** Has deliveries that were given up made once more; one that is on its way stays on it. */
export async function deliverAgain(
  { post: lazy }: World,
  state: State,
  deliveries: readonly string[],
): Promise<IntentResult[]> {
  const post = await lazy?.load();
  if (!post) return [];
  state.post = undefined; // What is open is looked up again.
  return deliveries.map((id) => {
    const refusal = isDeliveryId(id) ? reopen(post.outbox, id) : `there is no delivery ${id}`;
    return refusal === undefined
      ? { ok: 'yes', message: `${id} is on its way again` }
      : { ok: 'no', message: refusal };
  });
}

function reopen(outbox: Outbox, id: string): string | undefined {
  if (outbox.isOpen(id) && !outbox.isOver(id)) return undefined;
  const delivery = readOver(outbox, id);
  if (!delivery?.outcome) return `there is no delivery ${id}`;
  if (delivery.outcome.is !== 'given_up') return `${id} was ${delivery.outcome.is}`;
  outbox.reopen(tryAgain(delivery));
  return undefined;
}

function readOver(outbox: Outbox, id: string) {
  try {
    return outbox.readOver(id);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    return undefined;
  }
}
