import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decided, decidedByBoth, dueOf, missedMax } from '../../src/core/occurrence.ts';
import { timingOf } from '../../src/core/schedule-file.ts';
import { liveYear } from '../simulation/schedule-year.ts';

/** A look at a moment of one day, and what it says: what fires, how many are missed, what is next. */
type Look = readonly [now: string, fires: string | undefined, missed: number, next: string];

const onDay = (time: string): number =>
  Date.parse(`2026-06-${time.length > 8 ? '' : '01T'}${time}Z`);

const hourly = '0 * * * *';
const histories: [title: string, ifMissed: 'once' | 'skip', cron: string, looks: Look[]][] = [
  [
    'a schedule that is new begins now',
    'once',
    hourly,
    [
      ['10:00:00', undefined, 0, '11:00:00'],
      ['10:59:59', undefined, 0, '11:00:00'],
      ['11:00:00', '11:00:00', 0, '12:00:00'],
      ['11:00:00', undefined, 0, '12:00:00'],
    ],
  ],
  [
    'within a minute it is on time, whatever the policy',
    'skip',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['11:01:00', '11:00:00', 0, '12:00:00'],
      ['12:00:59', '12:00:00', 0, '13:00:00'],
    ],
  ],
  [
    'a minute late it is missed, and skipped',
    'skip',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['11:01:01', undefined, 1, '12:00:00'],
      ['12:00:00', '12:00:00', 0, '13:00:00'],
    ],
  ],
  [
    'or made up for',
    'once',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['11:59:59', '11:00:00', 0, '12:00:00'],
      ['12:00:00', '12:00:00', 0, '13:00:00'],
    ],
  ],
  [
    'of many that were missed the latest is made up for',
    'once',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['15:30:00', '15:00:00', 4, '16:00:00'],
      ['15:31:00', undefined, 0, '16:00:00'],
    ],
  ],
  [
    'many that were missed, and one that is due: that one fires',
    'skip',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['15:00:10', '15:00:00', 4, '16:00:00'],
    ],
  ],
  [
    'a clock that is set back fires nothing again',
    'once',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['11:00:00', '11:00:00', 0, '12:00:00'],
      ['12:00:00', '12:00:00', 0, '13:00:00'],
      ['10:45:00', undefined, 0, '13:00:00'],
      ['11:00:05', undefined, 0, '13:00:00'],
      ['12:00:05', undefined, 0, '13:00:00'],
      ['13:00:00', '13:00:00', 0, '14:00:00'],
    ],
  ],
  [
    'set back before it was new, it fires what never was',
    'once',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['06:30:00', undefined, 0, '07:00:00'],
      ['07:00:00', '07:00:00', 0, '08:00:00'],
      ['10:40:00', '10:00:00', 2, '11:00:00'],
    ],
  ],
  [
    'a clock that leapt too far and is set right fires what it leapt over, and nothing twice',
    'once',
    hourly,
    [
      ['10:30:00', undefined, 0, '11:00:00'],
      ['11:00:00', '11:00:00', 0, '12:00:00'],
      ['15:30:00', '15:00:00', 3, '16:00:00'],
      ['11:31:00', undefined, 0, '12:00:00'],
      ['12:00:00', '12:00:00', 0, '13:00:00'],
      ['13:00:00', '13:00:00', 0, '14:00:00'],
      ['14:00:00', '14:00:00', 0, '16:00:00'],
      ['15:00:00', undefined, 0, '16:00:00'],
      ['16:00:00', '16:00:00', 0, '17:00:00'],
    ],
  ],
];
for (const [title, ifMissed, cron, looks] of histories)
  test(title, () => {
    const timing = timingFor(cron, ifMissed);
    let decided: Decided | undefined;
    for (const [now, fires, missed, next] of looks) {
      const due = dueOf(timing, decided, onDay(now));
      assert.deepEqual(
        { fires: due.fire?.atMs, missed: due.missed, next: due.nextMs },
        { fires: fires === undefined ? undefined : onDay(fires), missed, next: onDay(next) },
        now,
      );
      decided = due.decided;
    }
  });

test('where nothing was due there is nothing to keep', () => {
  const timing = timingFor(hourly, 'once');
  const { decided } = dueOf(timing, undefined, onDay('10:30:00'));
  assert.equal(dueOf(timing, decided, onDay('10:59:00')).decided, decided);
  assert.notEqual(dueOf(timing, decided, onDay('11:00:00')).decided, decided);
});

test('whoever is killed before it is kept what fired decides the same again', () => {
  const timing = timingFor(hourly, 'once');
  const { decided } = dueOf(timing, undefined, onDay('10:30:00'));
  for (const now of ['11:00:00', '11:00:20', '11:59:00'])
    assert.deepEqual(dueOf(timing, decided, onDay(now)).fire, { atMs: onDay('11:00:00') });
});

test('other times, or another zone, begin now', () => {
  const { decided } = dueOf(timingFor(hourly, 'once'), undefined, onDay('10:30:00'));
  for (const other of [
    timingFor('*/30 * * * *', 'once'),
    timingFor(hourly, 'once', 'Asia/Kathmandu'),
  ]) {
    const due = dueOf(other, decided, onDay('15:30:00'));
    assert.deepEqual([due.fire, due.missed], [undefined, 0]);
    assert.notEqual(due.decided.fingerprint, decided.fingerprint);
  }
  const spaced = dueOf(timingFor(' 0  * * * * ', 'skip'), decided, onDay('11:00:00'));
  assert.deepEqual(spaced.fire, { atMs: onDay('11:00:00') }, 'blanks and policies are no times');
});

test('years of minutes are missed in no time, and counted as far as anybody cares', () => {
  const timing = timingFor('* * * * *', 'once', 'Europe/Berlin');
  const { decided } = dueOf(timing, undefined, Date.UTC(2020, 0));
  const due = dueOf(timing, decided, Date.UTC(2026, 0, 1, 0, 0, 30));
  assert.deepEqual(due.fire, { atMs: Date.UTC(2026, 0) });
  assert.equal(due.missed, missedMax);
});

test('however often the clock leaps, little is kept of it', () => {
  const timing = timingFor(hourly, 'once');
  let decided: Decided | undefined;
  for (let day = 1; day <= 28; day += 1)
    decided = dueOf(timing, decided, Date.UTC(2026, 1, day, 12)).decided;
  assert.ok(decided && decided.over.length <= 8);
});

test('two that knew nothing of each other are over together', () => {
  const span = (from: number, to: number) => ({
    after: new Date(Date.UTC(2026, 0, from)).toISOString(),
    until: new Date(Date.UTC(2026, 0, to)).toISOString(),
  });
  const of = (...over: ReturnType<typeof span>[]): Decided => ({ fingerprint: 'x', over });
  const nowMs = Date.UTC(2026, 1);
  const table: [one: Decided, other: Decided, both: Decided][] = [
    [of(span(1, 2)), of(span(1, 5)), of(span(1, 5))],
    [of(span(1, 2)), of(span(4, 5)), of(span(1, 2), span(4, 5))],
    [of(span(1, 2), span(8, 9)), of(span(2, 4)), of(span(1, 4), span(8, 9))],
    [of(span(1, 9)), of(span(2, 4)), of(span(1, 9))],
  ];
  for (const [one, other, both] of table) {
    assert.deepEqual(decidedByBoth(one, other, nowMs), both);
    assert.deepEqual(decidedByBoth(other, one, nowMs), both);
  }
});

test('through a year of restarts and leaps each time fires once, or is skipped by policy', () => {
  for (let seed = 1; seed <= 4; seed += 1) liveYear(seed);
});

function timingFor(cron: string, ifMissed: 'once' | 'skip', tz = 'UTC') {
  const read = timingOf({ cron, tz, ifMissed }, 'UTC');
  assert.ok(read.ok);
  return read.timing;
}
