import { repairsOf } from '../core/recovery.ts';
import type { RecoveryScope } from '../core/survey.ts';
import { protocolVersion } from '../core/task.ts';
import { type Infer, list, object, oneOf, string } from '../lib/schema.ts';
import type { Context } from './operation.ts';
import { wish } from './wishes.ts';

/** What was out of order, and what became of it. */
export const Mended = object({
  repairs: list(
    object({
      is: oneOf(['done', 'found', 'left'], 'Found is what was only looked at, and would be done.'),
      says: string('What was out of order, and what is done about it; or why it is left.'),
    }),
    'In the order in which they are done.',
  ),
});
export type Mended = Infer<typeof Mended>;

/** Who is between two steps of an order of writing has taken the second by then. */
const betweenStepsMs = 300;
const patiencePerRepairMs = 50;

/**
 * Looks, has the lock holder mend what is found, and looks again: what is done is what is not
 * found any more. Some of it a conductor mends by itself, before it comes to the wish.
 */
export async function mend(
  context: Context,
  scope: RecoveryScope,
  dryRun: boolean,
): Promise<Mended> {
  const found = await lookTwice(context, scope);
  if (dryRun) return { repairs: found.map((says) => ({ is: 'found', says })) };
  if (found.length === 0) return { repairs: [] };
  const { at } = context.clock.now();
  const intent = { version: protocolVersion, at, kind: 'recover', scope } as const;
  const results = await wish(context, intent, found.length * patiencePerRepairMs);
  const left = new Set(look(context, scope));
  const told = results.map(({ message }) => message);
  const others = found.filter((says) => !told.some((message) => message.startsWith(says)));
  // What runs, and was found again, needs somebody to see it through.
  if (context.store.queue.live('running').length > 0) await context.conducting.ensure();
  return {
    repairs: [
      ...others.map((says) => ({ is: left.has(says) ? 'left' : 'done', says }) as const),
      ...results.map(
        ({ ok, message }) => ({ is: ok === 'yes' ? 'done' : 'left', says: message }) as const,
      ),
    ],
  };
}

/** What is out of order only for a moment, while somebody writes, is not out of order. */
async function lookTwice(context: Context, scope: RecoveryScope): Promise<string[]> {
  const first = look(context, scope);
  if (first.length === 0) return first;
  await context.wake.sleep(betweenStepsMs);
  const second = new Set(look(context, scope));
  return first.filter((says) => second.has(says));
}

const look = ({ store, clock }: Context, scope: RecoveryScope): string[] =>
  repairsOf(store.recovery.survey(Date.parse(clock.now().at)), scope).map(({ says }) => says);
