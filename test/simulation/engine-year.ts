import assert from 'node:assert/strict';
import type { IntentOf } from '../../src/core/intent.ts';
import { type Decided, dueOf, type Timing } from '../../src/core/occurrence.ts';
import { timingOf } from '../../src/core/schedule-file.ts';
import { nextAfter } from '../../src/lib/cron-times.ts';
import { Killed, killAt } from '../support/deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { createDice, type Dice } from './dice.ts';

const secondMs = 1000;
const hourMs = 3600 * secondMs;
const dayMs = 24 * hourMs;

/** What a year came to. */
export interface Lived {
  readonly fired: number;
  readonly tasks: number;
  readonly conductors: number;
}

/** What is to become of one schedule, by its times alone. */
interface Wanted {
  readonly name: string;
  timing: Timing;
  decided: Decided | undefined;
  isPaused: boolean;
  /** The times for which it fires, in no order. */
  readonly fires: Set<string>;
}

interface Life {
  readonly fake: FakeWorld;
  readonly dice: Dice;
  readonly wanted: readonly Wanted[];
  /** For which times of which schedule a wish was answered, by its name. */
  readonly answered: Map<string, { readonly name: string; readonly at: string }>;
  /** Wishes that came to a new task. */
  readonly made: Set<string>;
  /** The wish behind each task. */
  readonly tasks: Map<number, string>;
  conductor: FakeConductor;
  conductors: number;
  leaps: number;
  seed: number;
}

/**
 * Lives some days of the whole engine with schedules in three zones, its conductors killed at any
 * effect, away for hours and days, its clock set, its schedules edited and paused. What fired is
 * compared with what the times alone say: each fires once, or is skipped by policy, never twice.
 */
export async function liveEngine(seed: number, fromDay: number, days: number): Promise<Lived> {
  const life = createLife(seed, fromDay);
  const { fake, dice } = life;
  const endMs = nowIn(life) + days * dayMs;
  await look(life);
  while (nowIn(life) < endMs) {
    const happening = dice.weighed<(life: Life) => Promise<void>>([
      [120, waitForNext],
      [4, stayAway],
      [1, edit],
      [1, pauseOrResume],
      [life.leaps > 0 ? 4 : 0, leap],
    ]);
    await happening?.(life);
    endSome(life);
  }
  for (const { name, fires } of life.wanted)
    assert.deepEqual(firedOf(life, name), [...fires].sort(), `seed ${seed}: ${name}`);
  assert.equal(life.tasks.size, life.made.size, `seed ${seed}: a task for each wish`);
  life.conductor.leave();
  assert.deepEqual(fake.store.intents.open(), [], `seed ${seed}`);
  return { fired: life.answered.size, tasks: life.tasks.size, conductors: life.conductors };
}

const nowIn = ({ fake }: Life): number => Date.parse(fake.clock.now().at);

const schedules = {
  berlin: { cron: '30 2 * * *', tz: 'Europe/Berlin', overlap: 'queue', ifMissed: 'once' },
  york: { cron: '30 */6 * * *', tz: 'America/New_York', overlap: 'skip', ifMissed: 'skip' },
  howe: {
    cron: '15 1,2 * * mon-fri',
    tz: 'Australia/Lord_Howe',
    overlap: 'replace',
    ifMissed: 'once',
  },
} as const;
const crons = [
  '30 2 * * *',
  '0 2,3 * * *',
  '30 */6 * * *',
  '15 1,2 1,15 * sun',
  '@daily',
  '0 0 29 2 *',
];

function createLife(seed: number, fromDay: number): Life {
  const dice = createDice(seed);
  const fake = createFakeWorld({
    onOpen: (run, launcher) => {
      if (!dice.oneIn(3)) launcher.end(run.command.token, 0);
    },
  });
  fake.clock.pass(fromDay * dayMs);
  const wanted = Object.entries(schedules).map(([name, file]): Wanted => {
    fake.schedules.put(name, { ...file, task: { prompt: 'look' } });
    const timing = timingFor(file);
    return { name, timing, decided: undefined, isPaused: false, fires: new Set() };
  });
  return {
    fake,
    dice,
    wanted,
    answered: new Map(),
    made: new Set(),
    tasks: new Map(),
    conductor: fake.conductor(),
    conductors: 1,
    leaps: dice.oneIn(2) ? 0 : 6,
    seed,
  };
}

function timingFor(file: { cron: string; tz: string; ifMissed: 'once' | 'skip' }): Timing {
  const read = timingOf(file, 'UTC');
  assert.ok(read.ok);
  return read.timing;
}

/** Until the next time of a schedule, nearly; now and then who conducts is killed at it. */
async function waitForNext(life: Life): Promise<void> {
  const { fake, dice, wanted } = life;
  const nowMs = nowIn(life);
  const next = wanted.map(({ timing }) => nextAfter(timing.cron, timing.zone, nowMs) ?? Infinity);
  const elseMs = 1 + dice.below(dayMs);
  const dueMs = Math.min(...next) - nowMs;
  fake.clock.pass(elseMs < dueMs ? elseMs : dueMs + dice.below(30) * secondMs);
  if (dice.oneIn(4)) await beKilled(life);
  await look(life);
}

/** Nobody conducts for a while. */
async function stayAway(life: Life): Promise<void> {
  const { fake, dice } = life;
  if (dice.oneIn(2)) life.conductor.leave();
  else life.conductor.die();
  fake.clock.pass(dice.below(dice.oneIn(3) ? 5 * dayMs : 8 * hourMs));
  follow(life);
  await look(life);
}

/** Its times are others from now on; or its file was touched, no more. */
async function edit(life: Life): Promise<void> {
  const { fake, dice } = life;
  const one = dice.pick(life.wanted);
  assert.ok(one);
  const file = { ...schedules[one.name as keyof typeof schedules], cron: dice.pick(crons) ?? '' };
  fake.schedules.put(one.name, { ...file, task: { prompt: 'look' } });
  one.timing = timingFor(file);
  await look(life);
}

async function pauseOrResume(life: Life): Promise<void> {
  const one = life.dice.pick(life.wanted);
  assert.ok(one);
  const paused = !one.isPaused;
  if (!paused) one.decided = dueOf(one.timing, one.decided, nowIn(life), true).decided;
  one.isPaused = paused;
  life.fake.wish({ kind: 'control', who: 'me', what: 'schedule', name: one.name, paused });
  await look(life);
}

/** Somebody sets the clock: by an hour, or by days. */
async function leap(life: Life): Promise<void> {
  const { fake, dice } = life;
  life.leaps -= 1;
  fake.clock.step(dice.pick([-1, 1]) * dice.pick([hourMs, dice.below(6 * dayMs)]));
  await look(life);
}

/** Some that run end, as they would in all that time. */
function endSome({ fake, dice }: Life): void {
  for (const run of fake.launcher.runs.slice(-20))
    if (run.state === 'alive' && dice.oneIn(3)) fake.launcher.end(run.command.token, 0);
}

async function beKilled(life: Life): Promise<void> {
  const { fake, dice } = life;
  life.conductor.die();
  let victim: FakeConductor | undefined;
  try {
    const when = dice.pick(['before', 'after'] as const);
    victim = fake.conductor(killAt([], { when, effect: 1 + dice.below(40) }));
    life.conductors += 1;
    await settle(life, victim);
    victim.leave();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    victim?.die();
  }
  // Whoever comes next is not late, and yet comes at another moment.
  fake.clock.pass(dice.below(20) * secondMs);
  follow(life);
}

function follow(life: Life): void {
  life.conductor = life.fake.conductor();
  life.fake.store.tidy(nowIn(life));
  life.conductors += 1;
}

/** Whoever conducts does what is to be done, and what came of it is noted. */
async function look(life: Life): Promise<void> {
  const { fake, wanted } = life;
  for (const one of wanted) {
    if (one.isPaused) continue;
    const { fire, decided } = dueOf(one.timing, one.decided, nowIn(life));
    one.decided = decided;
    if (fire) one.fires.add(new Date(fire.atMs).toISOString());
  }
  await settle(life, life.conductor);
  noteAnswers(life);
  for (const number of fake.store.tasks.numbers()) {
    if (life.tasks.has(number)) continue;
    const order = fake.store.tasks.read(number)?.from?.intent ?? '';
    assert.ok(![...life.tasks.values()].includes(order), `seed ${life.seed}: ${order} twice`);
    life.tasks.set(number, order);
  }
}

async function settle({ seed }: Life, conductor: FakeConductor): Promise<void> {
  for (let passes = 0; passes < 100; passes += 1) if (!(await conductor.tick())) return;
  assert.fail(`seed ${seed}: there is something to do in every pass`);
}

function noteAnswers({ fake, answered, made }: Life): void {
  for (const file of fake.disk.list(`${fake.root}/intents/answered`)) {
    const order = file.replace(/\.json$/, '');
    if (answered.has(order)) continue;
    const answer = fake.store.intents.answered(order);
    const { schedule } = (answer?.intent ?? {}) as Partial<IntentOf<'batch'>>;
    if (!schedule) continue;
    answered.set(order, schedule);
    if (answer?.results.some(({ existing }) => !existing)) made.add(order);
  }
}

function firedOf({ answered }: Life, name: string): string[] {
  const times = [...answered.values()].filter((wish) => wish.name === name).map(({ at }) => at);
  assert.equal(new Set(times).size, times.length, `${name} fires twice`);
  return times.sort();
}
