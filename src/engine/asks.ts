import type { Instant } from '../core/instant.ts';
import { Ask, type Request } from '../core/request.ts';
import { protocolVersion } from '../core/task.ts';
import { parseText } from '../lib/schema.ts';
import { allowedSeconds, renewDeadline } from './deadline.ts';
import type { Live, State, World } from './world.ts';

/** An ask that does not parse may still be in the making; after this long it is not. */
const stillMs = 2_000;

/** Turns the asks in the outboxes of live runs into requests, one for each ask. */
export function takeAsks(world: World, state: State, now: Instant): void {
  for (const live of state.live.values()) {
    const { run } = live;
    if (!run?.started || run.stop || run.verdict) continue;
    for (const ask of world.store.runs.asks(run.run))
      if (!isKnown(world, state, run.run, ask)) takeAsk(world, state, live, run.run, ask, now);
  }
}

function isKnown(world: World, state: State, run: number, ask: number): boolean {
  const known = [...state.requests.values()].some((one) => one.run === run && one.ask === ask);
  return known || world.store.runs.isAnswered(run, ask);
}

function takeAsk(
  world: World,
  state: State,
  live: Live,
  run: number,
  ask: number,
  now: Instant,
): void {
  const { runs, requests } = world.store;
  const report = runs.readAsk(run, ask);
  if (!report) return;
  const read = parseText(Ask, report.text);
  if (!read.ok) {
    // A clock that was set back meanwhile must not make it wait for ever.
    if (Math.abs(Date.parse(now.at) - report.changedAtMs) < stillMs) return;
    const problems = read.issues.map(({ path, message }) => `${path} ${message}`).join('; ');
    runs.writeAnswer(run, ask, {
      version: protocolVersion,
      error: `the ask is damaged: ${problems}`,
    });
    return;
  }
  // Nobody's slowness costs the agent its time, nor does our death before anybody could be asked.
  runs.writeDeadline(run, undefined);
  const request = requests.create(
    (number) => ({
      version: protocolVersion,
      number,
      run,
      task: live.task.number,
      ask,
      ...read.value,
      since: now,
    }),
    state.lastRequest,
  );
  state.lastRequest = request.number;
  state.requests.set(request.number, request);
}

/**
 * Answers a request: recorded first (the first answer wins), then the deadline anew, then the
 * answer in the run's inbox, then the request is closed. Says what became of it.
 */
export function answer(
  world: World,
  state: State,
  number: number,
  by: string,
  value: unknown,
): { ok: boolean; message: string } {
  const { requests } = world.store;
  const request = state.requests.get(number) ?? requests.read(number);
  if (!request) return { ok: false, message: `there is no request r${number}` };
  if (request.closed?.as === 'superseded')
    return { ok: false, message: `the run that asked r${number} has ended` };
  if (request.answer && request.answer.by !== by)
    return { ok: false, message: `r${number} was answered already` };
  const answered = request.answer
    ? request
    : { ...request, answer: { by, at: world.clock.now(), value } };
  if (!request.answer) requests.replace(answered);
  state.requests.set(number, answered);
  deliver(world, state, answered);
  return { ok: true, message: `r${number} is answered` };
}

/** Carries a recorded answer to the agent; harmless twice. */
export function deliver(world: World, state: State, request: Request): void {
  if (!request.answer || request.closed) return;
  const { runs, requests } = world.store;
  const { run, ask, answer: given } = request;
  const live = state.live.get(request.task);
  if (live?.run?.run === run && allowedSeconds(state, live, world.clock.now()) !== undefined)
    renewDeadline(world, state, live);
  runs.writeAnswer(run, ask, { version: protocolVersion, answer: given.value });
  const closed = { ...request, closed: { as: 'answered' as const, at: world.clock.now().at } };
  requests.replace(closed);
  state.requests.set(request.number, closed);
}

/** Closes what nobody can answer any more: the run has its verdict. */
export function supersede(world: World, state: State, run: number): void {
  for (const request of state.requests.values()) {
    if (request.run !== run) continue;
    if (!request.closed) {
      const closed = { as: 'superseded' as const, at: world.clock.now().at };
      world.store.requests.replace({ ...request, closed });
    }
    state.requests.delete(request.number);
  }
}
