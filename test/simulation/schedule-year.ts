import assert from 'node:assert/strict';
import {
  type Decided,
  type Due,
  dueOf,
  latenessMsMax,
  missedMax,
  type Timing,
} from '../../src/core/occurrence.ts';
import { missedPolicies, timingOf } from '../../src/core/schedule-file.ts';
import { nextAfter } from '../../src/lib/cron-times.ts';
import { randomCron, zones } from '../support/cronie.ts';
import { createDice, type Dice } from './dice.ts';

const secondMs = 1000;
const hourMs = 3600 * secondMs;
const dayMs = 24 * hourMs;
const leapsMax = 6;

/** What becomes of a schedule. */
interface Life {
  readonly title: string;
  readonly timing: Timing;
  readonly fired: Set<number>;
  /** Whether its clock only ever goes on. */
  readonly isSteady: boolean;
  decided: Decided | undefined;
  missed: number;
  /** False once so many were missed at once that they were not counted. */
  isCounted: boolean;
}

/** What happened since the last look: it was due or something woke us, nobody looked, or the clock was set. */
type Meanwhile = 'awake' | 'away' | 'leap';

/**
 * Lives a year of a schedule: who conducts looks when it is due, and whenever something else
 * wakes it; now and then it is killed before it has kept what it decided, nobody conducts for a
 * while, or the clock is set. Throws where a time fires twice, or is neither fired nor skipped.
 */
export function liveYear(seed: number): void {
  const dice = createDice(seed);
  const life = createLife(dice, seed);
  const startMs = Date.UTC(2026, 0) + dice.below(dayMs);
  let leaps = life.isSteady ? 0 : leapsMax;
  let nowMs = startMs;
  let due = look(life, nowMs, 'away', undefined, dice);
  while (nowMs < startMs + 366 * dayMs) {
    const isLeap = leaps > 0 && dice.oneIn(100);
    const meanwhile = isLeap ? 'leap' : dice.oneIn(150) ? 'away' : 'awake';
    leaps -= isLeap ? 1 : 0;
    nowMs += passed(meanwhile, due, nowMs, dice);
    due = look(life, nowMs, meanwhile, due, dice);
  }
  if (life.isSteady && life.isCounted) accountFor(life, startMs, nowMs);
}

function createLife(dice: Dice, seed: number): Life {
  const ifMissed = dice.pick(missedPolicies);
  const tz = dice.pick(zones);
  for (;;) {
    const { text } = randomCron(dice);
    const read = timingOf({ cron: text, tz, ifMissed }, 'UTC');
    if (!read.ok) continue; // A date that never comes.
    const title = `seed ${seed}: ${text} in ${tz}, ${ifMissed}`;
    const { timing } = read;
    const isSteady = dice.oneIn(2);
    return {
      title,
      timing,
      isSteady,
      fired: new Set(),
      decided: undefined,
      missed: 0,
      isCounted: true,
    };
  }
}

/** How far the wall clock moves up to the next look. */
function passed(meanwhile: Meanwhile, { nextMs }: Due, nowMs: number, dice: Dice): number {
  const dueMs = (nextMs ?? Infinity) - nowMs;
  switch (meanwhile) {
    case 'awake': {
      const elseMs = 1 + dice.below(2 * dayMs);
      return elseMs < dueMs ? elseMs : dueMs + dice.below(60) * secondMs;
    }
    case 'away':
      return dice.below(dice.oneIn(5) ? 20 * dayMs : 3 * hourMs);
    case 'leap': // Mostly an hour, by who mistook the zone; or a battery is empty.
      return (
        dice.pick([-1, 1]) *
        dice.pick([hourMs, hourMs, dice.below(5 * dayMs), dice.below(90 * dayMs)])
      );
  }
}

/** A look, and what it must keep to, whatever the clock did. */
function look(
  life: Life,
  nowMs: number,
  meanwhile: Meanwhile,
  before: Due | undefined,
  dice: Dice,
): Due {
  const { timing, fired } = life;
  const due = dueOf(timing, life.decided, nowMs);
  const atMs = due.fire?.atMs;
  const title = `${life.title}, ${new Date(nowMs).toISOString()}, ${meanwhile}`;
  if (atMs !== undefined) {
    const iso = new Date(atMs).toISOString();
    assert.ok(!fired.has(atMs), `${title}: ${iso} fires twice`);
    assert.ok(atMs <= nowMs, `${title}: ${iso} fires too early`);
    assert.equal(nextAfter(timing.cron, timing.zone, atMs - 1), atMs, `${title}: ${iso} is none`);
    const isLate = nowMs - atMs > latenessMsMax;
    assert.ok(!isLate || timing.ifMissed === 'once', `${title}: ${iso} is made up for`);
  }
  const isDue = before?.nextMs !== undefined && before.nextMs <= nowMs;
  if (meanwhile === 'awake') {
    assert.equal(atMs, isDue ? before?.nextMs : undefined, title);
    assert.equal(due.missed, 0, title);
  } else if (isDue && life.isSteady && timing.ifMissed === 'once')
    assert.ok(atMs !== undefined, `${title}: nothing is made up for`);
  assert.ok((due.nextMs ?? Infinity) > nowMs, `${title}: the next is past`);

  // Killed before this was kept: whoever comes next leaves the same wish, or a later one besides.
  if (life.decided && dice.oneIn(20)) {
    const again = dueOf(timing, life.decided, nowMs + dice.below(30) * secondMs);
    if (atMs !== undefined)
      assert.ok((again.fire?.atMs ?? 0) >= atMs || timing.ifMissed === 'skip');
  }
  if (atMs !== undefined) fired.add(atMs);
  life.decided = due.decided;
  life.missed += due.missed;
  life.isCounted &&= due.missed < missedMax;
  return due;
}

/** Where the clock only went on, every time has fired or was missed, and none did both. */
function accountFor({ timing, title, fired, missed }: Life, startMs: number, endMs: number): void {
  let all = 0;
  let atMs = nextAfter(timing.cron, timing.zone, startMs);
  while (atMs !== undefined && atMs <= endMs) {
    all += 1;
    atMs = nextAfter(timing.cron, timing.zone, atMs);
  }
  assert.equal(fired.size + missed, all, title);
}
