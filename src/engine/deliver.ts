import type { Callback } from '../core/callback.ts';
import { afterAttempt, type Delivery, dropped, eventMsOf, toldMsMax } from '../core/delivery.ts';
import { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { Post } from '../core/post.ts';
import { isOpen, parseRequestNumber } from '../core/request.ts';
import { callbacksOf } from './addressees.ts';
import type { Done } from './chores.ts';
import { noticeEnd } from './notice-end.ts';
import { noticeQuiet, noticeRequests } from './notices.ts';
import type { PostMemory, State, World } from './world.ts';

/** So many of one callback are under way at one time: one that hangs keeps the others waiting. */
const parallelMax = 4;
const hourMs = 3_600_000;
/** Longer than what is told may be old: so nothing of it is told twice. */
const keptMs = toldMsMax + 24 * hourMs;
const forgottenMax = 1_000;

/**
 * Tells callbacks what is to be told. Nobody waits for them: what is due is sent off, and what became
 * of it is written down in the pass that it wakes. Killed in between, it is told once more.
 */
export function deliver(world: World, state: State, memory: PostMemory, now: Instant): Done {
  const { post } = memory;
  const callbacks = callbacksOf(world);
  if (!memory.open) memory.marks = new Set(post.outbox.marks());
  memory.open ??= openOnes(world, post);
  const { open } = memory;
  noticeRequests(world, state, memory, callbacks);
  noticeQuiet(world, state, memory, callbacks);
  const acts = takeArrivals(world, post, open, callbacks, now);
  const dropsAndSent = sendDue(world, state, post, open, callbacks, now);
  forgetOld(post, memory, now);
  const nowMs = Date.parse(now.at);
  const dues = [...open.values()].map(dueMsOf).filter((dueMs) => dueMs > nowMs);
  return {
    acts: acts + dropsAndSent,
    ...(dues.length > 0 && { dueMs: dues.reduce((least, one) => Math.min(least, one)) }),
    isWork: post.courier.isBusy(),
    isDuty: open.size > 0,
  };
}

const dueMsOf = ({ notBefore }: Delivery): number =>
  notBefore === undefined ? 0 : Date.parse(notBefore);

/** What is remembered at first; what is open is looked up when there is time for it. */
export function freshPost(world: World, post: Post): PostMemory {
  const memory: PostMemory = {
    post,
    noticeEnd: (task) => noticeEnd(world, memory, task),
    open: undefined,
    marks: new Set(),
    asked: new Set(),
    prunedMs: Number.NEGATIVE_INFINITY,
  };
  return memory;
}

/** What is still to be told: looked at once, for nobody else writes there. */
function openOnes(world: World, { outbox, courier }: Post): Map<string, Delivery> {
  const open = new Map<string, Delivery>();
  for (const id of outbox.open()) {
    if (courier.standing(id) === undefined) courier.endLeft(id);
    // Who filed it was killed before it was taken away here.
    if (outbox.isOver(id)) outbox.close(id);
    else {
      const delivery = readDelivery(world, outbox, id);
      if (delivery) open.set(id, delivery);
    }
  }
  return open;
}

/** A damaged one is put out of the way; one of another version stays. */
function readDelivery(world: World, outbox: Post['outbox'], id: string): Delivery | undefined {
  try {
    return outbox.read(id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'unavailable' && error.cause !== undefined) throw error;
    world.warn(error.message);
    if (error.code === 'invalid') outbox.quarantine(id);
    return undefined;
  }
}

/** Writes down what became of those that were sent. */
function takeArrivals(
  world: World,
  { outbox, courier }: Post,
  open: Map<string, Delivery>,
  callbacks: readonly Callback[],
  { at }: Instant,
): number {
  let acts = 0;
  for (const delivery of [...open.values()]) {
    const arrival = courier.standing(delivery.id);
    if (arrival === undefined || arrival === 'underway') continue;
    const retries = callbackOf(callbacks, delivery)?.retries ?? 0;
    const after = afterAttempt(delivery, arrival, retries, at);
    outbox.keep(after);
    courier.forget(delivery.id);
    if (after.outcome) open.delete(delivery.id);
    else open.set(delivery.id, after);
    tell(world, after);
    acts += 1;
  }
  return acts;
}

function tell({ log, warn }: World, { id, callback, attempts, outcome, problem }: Delivery): void {
  if (outcome?.is === 'given_up')
    warn(
      `callback ${callback} is given up after ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}: ${problem}; orchestra callbacks retry`,
    );
  else log(`callback ${id}: ${outcome?.is ?? problem}`);
}

/** Sends off what is due, the oldest first. */
function sendDue(
  world: World,
  state: State,
  { outbox, courier }: Post,
  open: Map<string, Delivery>,
  callbacks: readonly Callback[],
  { at }: Instant,
): number {
  const underway = new Map<string, number>();
  const count = (name: string) => underway.get(name) ?? 0;
  const waiting = [...open.values()].filter(({ id, callback }) => {
    if (courier.standing(id) === undefined) return true;
    underway.set(callback, count(callback) + 1);
    return false;
  });
  let acts = 0;
  for (const delivery of waiting) {
    const { id, callback: name } = delivery;
    const callback = callbackOf(callbacks, delivery);
    const needless = whyNeedless(state, callback, delivery);
    if (needless !== undefined) {
      outbox.keep(dropped(delivery, needless, at));
      open.delete(id);
      world.log(`callback ${id}: ${needless}`);
      acts += 1;
    } else if (callback && dueMsOf(delivery) <= Date.parse(at) && count(name) < parallelMax) {
      underway.set(name, count(name) + 1);
      courier.send(delivery, callback);
    }
  }
  return acts;
}

const callbackOf = (
  callbacks: readonly Callback[],
  { callback, facts }: Delivery,
): Callback | undefined =>
  callbacks.find(({ name, event }) => name === callback && event === facts.event);

function whyNeedless(
  { requests }: State,
  callback: Callback | undefined,
  { facts }: Delivery,
): string | undefined {
  if (!callback) return 'no config has this callback any more';
  const number = parseRequestNumber(facts.request ?? '');
  if (facts.event !== 'onAwaiting' || number === undefined) return undefined;
  const request = requests.get(number);
  return request && isOpen(request) ? undefined : 'nobody has to answer any more';
}

/** Looked at every hour of the monotonic clock, by names alone. */
function forgetOld({ outbox }: Post, memory: PostMemory, { monotonicMs, at }: Instant): void {
  if (monotonicMs - memory.prunedMs < hourMs) return;
  memory.prunedMs = monotonicMs;
  outbox
    .over()
    .filter((id) => Date.parse(at) - eventMsOf(id) > keptMs)
    .slice(0, forgottenMax)
    .forEach(outbox.forget);
}
