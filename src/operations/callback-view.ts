import { type Callback, callbackKeys } from '../core/callback.ts';
import type { Delivery } from '../core/delivery.ts';
import { timestamp } from '../core/instant.ts';
import { type Infer, integer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { quoteForShell } from '../lib/shell-quote.ts';

/** Whom a config tells what, and how it stands. */
export const CallbackView = object({
  name: string('What it is called.'),
  event: oneOf(callbackKeys, 'What it is told.'),
  command: optional(list(string('A word.'), 'What is run.')),
  url: optional(string('Where to it is posted.')),
  isSigned: optional(oneOf(['yes'], 'Set where what is posted is signed.')),
  timeoutMs: integer('It is ended after this long.', { minimum: 0 }),
  retries: integer('Attempts after the first.', { minimum: 0 }),
  only: list(
    string('A rule.'),
    'It is told only what one of these fits; all, where there is none.',
  ),
  waiting: integer('How many it is still to be told.', { minimum: 0 }),
  givenUp: integer('How many it could not be told, of the last week.', { minimum: 0 }),
});
export type CallbackView = Infer<typeof CallbackView>;

/** Something that is, or was, to be told. */
export const DeliveryView = object({
  id: string('Its name; Orchestra-Delivery, where it is posted.'),
  callback: string('Whom to tell.'),
  event: oneOf(callbackKeys, 'What has happened.'),
  at: timestamp('When.'),
  about: string('The task, the request or the group that it is about; else the queue.'),
  is: oneOf(['waiting', 'delivered', 'given_up', 'dropped'], 'What has become of it.'),
  attempts: integer('How often it was tried.', { minimum: 0 }),
  next: optional(timestamp('When it is tried next.')),
  message: optional(string('What the last attempt ended with, or why it was dropped.')),
});
export type DeliveryView = Infer<typeof DeliveryView>;

/** A callback as it is shown; a secret is not. */
export function viewOfCallback(callback: Callback, of: readonly DeliveryView[]): CallbackView {
  const { name, event, argv, url, timeoutMs, retries, only, secret, secretEnv } = callback;
  const count = (is: DeliveryView['is']) =>
    of.filter((one) => one.callback === name && one.event === event && one.is === is).length;
  return {
    name,
    event,
    ...(argv && { command: argv }),
    ...(url !== undefined && { url: withoutPassword(url) }),
    ...((secret ?? secretEnv) !== undefined && { isSigned: 'yes' as const }),
    timeoutMs,
    retries,
    only: only.map(wordsOf),
    waiting: count('waiting'),
    givenUp: count('given_up'),
  };
}

/** What is in front of the host is a secret as well. */
function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  return url.href;
}

const wordsOf = (rule: Callback['only'][number]): string =>
  Object.entries(rule)
    .map(([key, value]) => `${key}=${/\s/.test(value) ? quoteForShell([value]) : value}`)
    .join(' ') || 'all';

/** A delivery as it is shown. */
export function viewOfDelivery(delivery: Delivery): DeliveryView {
  const { id, callback, facts, attempts, notBefore, outcome, problem } = delivery;
  const message = outcome?.message ?? problem;
  const task = facts.event === 'onIdle' || facts.event === 'onGroupFinished' ? undefined : facts.id;
  return {
    id,
    callback,
    event: facts.event,
    at: facts.at,
    about: facts.request ?? task ?? facts.group ?? 'the queue',
    is: outcome?.is ?? 'waiting',
    attempts,
    ...(notBefore !== undefined && { next: notBefore }),
    ...(message !== undefined && { message }),
  };
}
