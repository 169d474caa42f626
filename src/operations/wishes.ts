import { Failure } from '../core/failure.ts';
import { type Answered, type Intent, intentOrder } from '../core/intent.ts';
import { layout } from '../core/layout.ts';
import { describeHolder } from '../core/lock.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

const patienceMs = 15_000;
const pollMs = 100;

/**
 * Leaves a wish and waits for its answer: carried out on the spot when nobody conducts, else
 * picked up by who does. Throws a Failure when nobody answers; the wish stays, and is not lost.
 */
export async function wish(
  context: Context,
  intent: Intent,
  morePatienceMs = 0,
): Promise<Answered['results']> {
  const { store, clock, conducting, wake } = context;
  const order = intentOrder(Date.parse(intent.at), clock.random(8));
  store.intents.leave(order, intent);
  const settled = await conducting.settle();
  const isOpen = settled === 'elsewhere';
  wake.watch([`${store.root}/${layout.answered}`]);
  const since = clock.now().monotonicMs;
  for (;;) {
    const answered = readQuietly(() => store.intents.answered(order)); // Damaged, it is made anew.
    if (answered) return answered.results;
    if (isOpen) await conducting.ensure();
    if (clock.now().monotonicMs - since > patienceMs + morePatienceMs) break;
    await wake.sleep(pollMs);
  }
  const holder = store.lock.look();
  throw new Failure(
    'unavailable',
    'nobody has done it yet; the wish is kept, and will be carried out',
    {
      hint: holder
        ? `${describeHolder(holder)} conducts; is it stopped?`
        : 'orchestra daemon start',
    },
  );
}
