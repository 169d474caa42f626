import { type Infer, integer, object, oneOf, optional, record, string } from '../lib/schema.ts';
import { callbackKeys } from './callback.ts';
import { timestamp } from './instant.ts';
import { backoffMs } from './retry.ts';
import { number, version } from './task.ts';

/** What is told: posted as JSON, and what fills the holes of a command. */
export const Facts = object({
  event: oneOf(callbackKeys, 'What has happened.'),
  at: timestamp('When.'),
  workspace: string('Where: the folder .orchestra/.'),
  number: optional(number('The task.')),
  id: optional(string('The same, as people write it.')),
  status: optional(string('How it ended; awaiting, where somebody is asked.')),
  reason: optional(string('Why; of what somebody is asked, its kind.')),
  title: optional(string('What the task is called.')),
  agent: optional(string('Who does it.')),
  group: optional(string('Its group.')),
  labels: optional(record(string('A value.'), 'Its labels.')),
  message: optional(string('What was said about it; the question, where somebody is asked.')),
  durationMs: optional(integer('How long its last run took.', { minimum: 0 })),
  request: optional(string('The request to answer: r5.')),
  test: optional(oneOf(['yes'], 'Set where nothing happened, and somebody only tries it.')),
});
export type Facts = Infer<typeof Facts>;

/** `callbacks/<id>.json`: something that is to be told to one callback. */
export const Delivery = object({
  version,
  id: string('Its name: the same for the same event and callback, however often it is made.'),
  callback: string('Whom to tell, by the name in the config.'),
  facts: Facts,
  attempts: integer('How often it was tried.', { minimum: 0 }),
  notBefore: optional(timestamp('When it is tried next.')),
  problem: optional(string('What the last attempt ended with.')),
  outcome: optional(
    object(
      {
        is: oneOf(['delivered', 'given_up', 'dropped'], 'What became of it.'),
        at: timestamp('When.'),
        message: optional(string('Why, where it was not delivered.')),
      },
      'Set when it is over.',
    ),
  ),
});
export type Delivery = Infer<typeof Delivery>;

/** `callbacks/marks/<name>.json`: something has ended, so that there will be something to tell. */
export const Mark = object({ version, since: timestamp('When the first of it ended.') });
export type Mark = Infer<typeof Mark>;

/** What an attempt came to. */
export type Arrival = { readonly ok: true } | { readonly ok: false; readonly says: string };

/** What is over is remembered for so long, and what is older is told to nobody. */
export const toldMsMax = 7 * 86_400_000;

/** Names that `deliveryId` makes: they sort by time, and are safe as names of files. */
export const isDeliveryId = (text: string): boolean =>
  /^\d{14}-on[A-Za-z]+-[A-Za-z0-9_.-]{1,150}$/.test(text);

/** When the event of a delivery was, by its name. */
export const eventMsOf = (id: string): number => Number(id.slice(0, 14));

/** Ten seconds or less, then three times as long each time, and an hour at most. */
const again = { delayMs: 10_000, factor: 3, ceilingMs: 3_600_000, jitter: 0.5 };

/** A delivery after an attempt: it is over, or has the time of the next one. */
export function afterAttempt(
  { notBefore: _, problem: __, ...delivery }: Delivery,
  arrival: Arrival,
  retries: number,
  at: string,
): Delivery {
  const attempts = delivery.attempts + 1;
  if (arrival.ok) return { ...delivery, attempts, outcome: { is: 'delivered', at } };
  const problem = shorten(arrival.says);
  const tried = { ...delivery, attempts, problem };
  if (attempts > retries) return { ...tried, outcome: { is: 'given_up', at, message: problem } };
  const waitMs = backoffMs(again, attempts, delivery.id);
  return { ...tried, notBefore: new Date(Date.parse(at) + waitMs).toISOString() };
}

/** Nobody is to be told any more. */
export const dropped = (delivery: Delivery, message: string, at: string): Delivery => ({
  ...delivery,
  outcome: { is: 'dropped', at, message },
});

/** It is to be tried once more, from the beginning. */
export const tryAgain = ({
  outcome: _,
  notBefore: __,
  problem: ___,
  ...delivery
}: Delivery): Delivery => ({ ...delivery, attempts: 0 });

/** What is posted, and what a command reads from its stdin. */
export const bodyOf = ({ id, facts }: Delivery): string =>
  JSON.stringify({ delivery: id, ...facts });

/** What fills the holes of a command; what there is nothing to say of is empty. */
export function holesOf({ id, facts }: Delivery, holes: readonly string[]): Record<string, string> {
  const { labels: _, ...plain } = facts;
  const said = new Map(Object.entries({ ...plain, delivery: id }));
  // No argument of a program can hold a NUL.
  return Object.fromEntries(
    holes.map((hole) => [hole, String(said.get(hole) ?? '').replaceAll('\0', '')]),
  );
}

/** An argument of a command holds 128 KiB, and nobody reads more of a message anyway. */
const messageMax = 4_000;

/** So much of a text is told. */
export const shorten = (text: string, max = messageMax): string => [...text].slice(0, max).join('');
