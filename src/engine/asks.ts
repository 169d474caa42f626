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
  const { number, task, kind } = request;
  world.tell?.({ is: 'waiting', task, request: number, kind });
}

/** Carries a recorded answer to the agent; harmless twice. */
export function deliver(world: World, state: State, request: Request): void {
  const { run, ask, answer } = request;
  if (run === undefined || ask === undefined || !answer || request.closed) return;
  const live = state.live.get(request.task);
  if (live?.run?.run === run && allowedSeconds(state, live, world.clock.now()) !== undefined)
    renewDeadline(world, state, live);
  world.store.runs.writeAnswer(run, ask, { version: protocolVersion, answer: answer.value });
  close(world, state, request, 'answered');
}

/** Closes what nobody can answer any more: the run has its verdict. */
export function supersede(world: World, state: State, run: number): void {
  for (const request of [...state.requests.values()]) {
    if (request.run !== run) continue;
    if (!request.closed) close(world, state, request, 'superseded');
    state.requests.delete(request.number);
  }
}

/** Nothing more becomes of a request; what its run has waited still counts. */
export function close(
  world: World,
  state: State,
  request: Request,
  as: 'answered' | 'superseded',
): void {
  const closed = { ...request, closed: { as, at: world.clock.now().at } };
  world.store.requests.replace(closed);
  state.requests.set(request.number, closed);
}
