import { dirname } from 'node:path';
import { controlOf } from '../core/controls.ts';
import { createDrafter } from '../core/draft.ts';
import { Failure } from '../core/failure.ts';
import { groupNames } from '../core/groups.ts';
import type { Instant } from '../core/instant.ts';
import { type IntentOf, type IntentResult, intentOrder } from '../core/intent.ts';
import { type Decided, decidedByBoth, dueOf } from '../core/occurrence.ts';
import { lineOf, type Schedule, type Schedules } from '../core/scheduled.ts';
import { protocolVersion } from '../core/task.ts';
import type { Timetable } from '../core/timetable.ts';
import { digestOf } from '../lib/digest.ts';
import type { Done } from './chores.ts';
import type { State, World } from './world.ts';

/**
 * Leaves a wish for each schedule whose time has come. Its name follows from the schedule and that
 * time, and its answer waits until the timetable has it: so whoever is killed anywhere, and
 * whatever the clock does, no time fires twice.
 */
export function fireSchedules(world: World, state: State, _: unknown, now: Instant): Done {
  const { schedules } = world;
  if (!schedules) return { acts: 0 };
  const memory = state.schedules;
  const all = schedules.all();
  if (memory.all !== all) takeUp(world, state, all);
  const nowMs = Date.parse(now.at);
  let acts = 0;
  let dueMs = Number.POSITIVE_INFINITY;
  const awake = awakeOf(state, all);
  for (const schedule of awake) {
    const { name } = schedule;
    const known = memory.timed.get(name);
    // Where the clock was set back, what it had leapt over comes again.
    const isEarly = known && known.seenMs <= nowMs && nowMs < (known.nextMs ?? Infinity);
    if (!isEarly) acts += decide(world, state, schedule, nowMs) ? 1 : 0;
    dueMs = Math.min(dueMs, memory.timed.get(name)?.nextMs ?? dueMs);
  }
  return { acts, dueMs, isDuty: awake.length > 0 };
}

/** Whether there is a schedule to wait for. */
export const hasDuty = ({ schedules }: World, state: State): boolean =>
  schedules !== undefined && awakeOf(state, schedules.all()).length > 0;

/** Those that are in order, and not paused. */
const awakeOf = ({ controls }: State, all: ReturnType<Schedules['all']>): Schedule[] =>
  [...all].flatMap(([name, read]) =>
    read.ok && !controlOf(controls, 'schedule', name)?.paused ? [read.schedule] : [],
  );

/** Files have changed. One that has gone leaves nothing behind: should it come back, it begins anew. */
function takeUp(world: World, state: State, all: ReturnType<Schedules['all']>): void {
  const { timetables } = world.store;
  for (const [name, read] of all)
    if (!read.ok) for (const problem of read.problems) world.warn(`schedule ${name}: ${problem}`);
  for (const name of timetables.names()) if (!all.has(name)) timetables.remove(name);
  state.schedules.timed.clear();
  state.schedules.all = all;
}

/** True where something was done, and another pass has to follow. */
function decide(world: World, state: State, schedule: Schedule, nowMs: number): boolean {
  const { timetables } = world.store;
  const { name, timing } = schedule;
  const keep = (nextMs: number | undefined): void =>
    void state.schedules.timed.set(name, { seenMs: nowMs, nextMs });
  const read = readTimetable(world, name);
  if (!read.ok) {
    keep(undefined);
    return false;
  }
  const before = read.timetable;
  const { fire, missed, decided, nextMs } = dueOf(timing, before?.decided, nowMs);
  if (fire) return fireAt(world, state, schedule, decided, fire.atMs);
  keep(nextMs);
  if (decided === before?.decided) return false;
  const gone = (before?.missed ?? 0) + missed;
  timetables.replace(name, {
    ...before,
    version: protocolVersion,
    decided,
    ...(gone > 0 && { missed: gone }),
  });
  return true;
}

/** What cannot be started now is told, and does not come again. */
function fireAt(
  world: World,
  state: State,
  schedule: Schedule,
  decided: Decided,
  atMs: number,
): boolean {
  const { intents } = world.store;
  const { name } = schedule;
  const at = new Date(atMs).toISOString();
  const order = intentOrder(atMs, digestOf(`${name} ${at}`, 16));
  if (intents.open().includes(order)) return false;
  const wish = { name, at, decided };
  const line = wasAnswered(world, order) ? undefined : lineNow(world, state, schedule);
  if (line?.ok) {
    world.log(`schedule ${name} fires for ${at}`);
    const left = { version: protocolVersion, at: world.clock.now().at, kind: 'batch' } as const;
    intents.leave(order, { ...left, tasks: [line.line], schedule: wish });
    return true;
  }
  const problem = line?.problems.map(({ message }) => message.replace(/^--/, '')).join('; ');
  if (problem !== undefined) world.warn(`schedule ${name} starts nothing: ${problem}`);
  note(world, state, wish, problem === undefined ? undefined : { at, skipped: problem });
  return true;
}

/** It fires once at most, so what was damaged counts as well. */
function wasAnswered({ store: { intents } }: World, order: string): boolean {
  try {
    return intents.answered(order) !== undefined;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    return true;
  }
}

function lineNow({ agents, schedules, store, clock }: World, state: State, schedule: Schedule) {
  if (!schedules) return undefined;
  const draft = createDrafter({
    agents,
    groups: groupNames(agents.settings(), state.controls),
    cwd: dirname(store.root),
    root: store.root,
    now: clock.now,
    isFolder: schedules.isFolder,
    isTask: () => false,
  });
  return lineOf(schedule, draft, schedules.promptFrom);
}

/** Writes down what a schedule's wish came to, before that is answered: then it is over for good. */
export function noteFired(
  world: World,
  state: State,
  { schedule }: IntentOf<'batch'>,
  results: readonly IntentResult[],
): void {
  if (!schedule) return;
  const [result] = results;
  note(world, state, schedule, {
    at: schedule.at,
    ...(result?.task !== undefined && { task: result.task }),
    ...((result?.ok === 'no' || result?.existing) && { skipped: result.message }),
  });
}

function note(
  world: World,
  state: State,
  { name, at, decided }: NonNullable<IntentOf<'batch'>['schedule']>,
  last: Timetable['last'],
): void {
  const { timetables } = world.store;
  const read = readTimetable(world, name);
  state.schedules.timed.delete(name);
  if (!read.ok || !read.timetable) return; // Somebody has taken the schedule away meanwhile.
  const { missed: _, ...before } = read.timetable;
  const nowMs = Date.parse(world.clock.now().at);
  const isOver =
    before.decided.fingerprint !== decided.fingerprint ||
    before.decided.over.some(({ after, until }) => after < at && at <= until);
  timetables.replace(name, {
    ...before,
    ...(last && { last }),
    // Another time of it may have been written down since this one was decided.
    ...(!isOver && { decided: decidedByBoth(before.decided, decided, nowMs) }),
  });
}

/** What came while it was paused is over; what comes from now on is not. */
export function passOver(world: World, state: State, name: string): void {
  const found = world.schedules?.all().get(name);
  const read = readTimetable(world, name);
  state.schedules.timed.delete(name);
  if (!found?.ok || !read.ok || !read.timetable) return;
  const nowMs = Date.parse(world.clock.now().at);
  const { decided } = dueOf(found.schedule.timing, read.timetable.decided, nowMs, true);
  if (decided !== read.timetable.decided)
    world.store.timetables.replace(name, { ...read.timetable, decided });
}

/** What is damaged is put aside, and the schedule begins anew; what a newer one wrote is left alone. */
function readTimetable(
  world: World,
  name: string,
): { readonly ok: true; readonly timetable: Timetable | undefined } | { readonly ok: false } {
  const { timetables } = world.store;
  try {
    return { ok: true, timetable: timetables.read(name) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'unavailable' && error.cause !== undefined) throw error;
    world.warn(error.message);
    if (error.code !== 'invalid') return { ok: false };
    timetables.quarantine(name);
    return { ok: true, timetable: undefined };
  }
}
