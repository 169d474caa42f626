import type { Callback } from '../core/callback.ts';
import type { Arrival } from '../core/delivery.ts';
import { Failure } from '../core/failure.ts';
import type { Post } from '../core/post.ts';
import { protocolVersion } from '../core/task.ts';
import { deliveryOfTest } from '../core/told.ts';
import { type Infer, integer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { CallbackView, DeliveryView, viewOfCallback, viewOfDelivery } from './callback-view.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { wish } from './wishes.ts';

const Output = object({
  callbacks: list(CallbackView, 'All that the config has; or those that were tried.'),
  deliveries: list(
    DeliveryView,
    'The oldest first: what waits or was given up; to log, all of the last week.',
  ),
  results: list(
    object({ ok: oneOf(['yes', 'no'], 'Whether it was done.'), message: string('In words.') }),
    'What became of each that was tried, or is to be told once more.',
  ),
});
export type CallbacksOutput = Infer<typeof Output>;

const linesDefault = 20;
const pollMs = 100;

/** Who is told what, what they still are to be told, and what they could not be told. */
export const callbacks = operation({
  summary: 'Show who is told what, try it out, and tell again what was given up',
  examples: [
    'orchestra callbacks',
    'orchestra callbacks test onFinish.1',
    'orchestra callbacks log -n 50',
    'orchestra callbacks retry',
  ],
  route: 'POST /callbacks',
  positionals: ['action', 'names'],
  rest: 'list',
  short: { n: 'lines' },
  writes: true,
  input: object({
    action: oneOf(['list', 'test', 'retry', 'log'], 'What to do.', { default: 'list' }),
    names: list(string('A name.'), 'The callbacks; to retry, deliveries too.', { default: [] }),
    lines: optional(
      integer(`With log: how many of the last; ${linesDefault} unless said.`, { minimum: 1 }),
    ),
  }),
  output: Output,
  async run(context, { action, names, lines }): Promise<CallbacksOutput> {
    if (lines !== undefined && action !== 'log')
      throw new Failure('usage', '--lines is for the log', {
        hint: `orchestra callbacks log -n ${lines}`,
      });
    const post = await context.post();
    const known = (await context.agents()).settings().callbacks;
    switch (action) {
      case 'list':
        return listed(post, known, chosen(known, names));
      case 'log': {
        const of = new Set(chosen(known, names).map(({ name }) => name));
        const all = [...over(post), ...open(post)]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .filter(({ callback }) => names.length === 0 || of.has(callback));
        return { callbacks: [], deliveries: all.slice(-(lines ?? linesDefault)), results: [] };
      }
      case 'test':
        return tried(context, post, chosen(known, names));
      case 'retry':
        return retried(context, post, known, names);
    }
  },
});

function chosen(known: readonly Callback[], names: readonly string[]): readonly Callback[] {
  const unknown = names.filter((name) => !known.some((one) => one.name === name));
  if (unknown.length > 0) throw unknownCallback(known, unknown);
  return names.length === 0 ? known : known.filter(({ name }) => names.includes(name));
}

function unknownCallback(known: readonly Callback[], unknown: readonly string[]): Failure {
  const all = known.map(({ name }) => name);
  const words = unknown.map((name) => {
    const near = suggest(name, all);
    return `${quoted(name)}${near === undefined ? '' : `; did you mean ${near}?`}`;
  });
  return new Failure('not_found', `no callback is called ${words.join(', ')}`, {
    hint: all.length > 0 ? `known: ${all.join(', ')}` : 'orchestra help callbacks',
  });
}

const open = ({ outbox }: Post): DeliveryView[] =>
  outbox
    .open()
    .filter((id) => !outbox.isOver(id))
    .flatMap((id) => readQuietly(() => outbox.read(id)) ?? [])
    .map(viewOfDelivery);

const over = ({ outbox }: Post): DeliveryView[] =>
  outbox
    .over()
    .flatMap((id) => readQuietly(() => outbox.readOver(id)) ?? [])
    .map(viewOfDelivery);

function listed(
  post: Post,
  known: readonly Callback[],
  which: readonly Callback[],
): CallbacksOutput {
  const all = [...open(post), ...over(post).filter(({ is }) => is === 'given_up')];
  const names = new Set(which.map(({ name }) => name));
  return {
    callbacks: which.map((one) => viewOfCallback(one, all)),
    // What waits for one that no config has any more is shown with all.
    deliveries: all.filter(({ callback }) => which === known || names.has(callback)),
    results: [],
  };
}

/** Tells each of them here and now that somebody tries it; nothing of it is kept. */
async function tried(
  context: Context,
  post: Post,
  which: readonly Callback[],
): Promise<CallbacksOutput> {
  if (which.length === 0)
    throw new Failure('not_found', 'there is no callback to try', {
      hint: 'orchestra help callbacks',
    });
  const { at } = context.clock.now();
  const sent = which.flatMap((callback) => {
    const delivery = deliveryOfTest(callback, context.store.root, at);
    if (delivery) post.courier.send(delivery, callback);
    return delivery ? [{ callback, id: delivery.id }] : [];
  });
  const results: CallbacksOutput['results'] = [];
  for (const { callback, id } of sent) {
    const arrival = await arrivalOf(context, post, id);
    results.push(
      arrival.ok
        ? { ok: 'yes', message: `${callback.name} got it` }
        : { ok: 'no', message: `${callback.name}: ${arrival.says}` },
    );
  }
  return { callbacks: which.map((one) => viewOfCallback(one, [])), deliveries: [], results };
}

/** It ends by itself, or by its timeout. */
async function arrivalOf({ wake }: Context, { courier }: Post, id: string): Promise<Arrival> {
  for (;;) {
    const standing = courier.standing(id);
    if (standing !== 'underway') return standing ?? { ok: false, says: 'was broken off' };
    await wake.sleep(pollMs);
  }
}

/** Who conducts has to do it; where nobody does, somebody is called. */
async function retried(
  context: Context,
  post: Post,
  known: readonly Callback[],
  names: readonly string[],
): Promise<CallbacksOutput> {
  const given = over(post).filter(({ is }) => is === 'given_up');
  const isNamed =
    (name: string) =>
    ({ id, callback }: DeliveryView) =>
      name === id || name === callback;
  const strangers = names.filter(
    (name) => !given.some(isNamed(name)) && !known.some((one) => one.name === name),
  );
  if (strangers.length > 0)
    throw new Failure(
      'not_found',
      `nothing that was given up is called ${strangers.map(quoted).join(', ')}`,
      {
        hint: 'orchestra callbacks lists what was',
      },
    );
  const ids = given
    .filter((one) => names.length === 0 || names.some((name) => isNamed(name)(one)))
    .map(({ id }) => id);
  if (ids.length === 0) return { callbacks: [], deliveries: [], results: [] };
  const results = await wish(context, {
    version: protocolVersion,
    at: context.clock.now().at,
    kind: 'deliver',
    deliveries: ids,
  });
  await context.conducting.ensure();
  return {
    callbacks: [],
    deliveries: [],
    results: results.map(({ ok, message }) => ({ ok, message })),
  };
}
