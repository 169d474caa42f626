import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTimeOf } from '../../src/core/start-time.ts';
import { instant, at as now } from '../support/seen.ts'; // 2026-03-01T12:00:00.000Z

type Said = Parameters<typeof startTimeOf>[0];

const read: [said: Said, at: string | undefined][] = [
  [{}, undefined],
  [{ delay: '90' }, '2026-03-01T12:01:30.000Z'],
  [{ at: '13:00', tz: 'UTC' }, '2026-03-01T13:00:00.000Z'],
  [{ at: '13:00', tz: 'Europe/Berlin' }, '2026-03-02T12:00:00.000Z'],
  [{ at: 'tomorrow 09:00', tz: 'America/New_York' }, '2026-03-02T14:00:00.000Z'],
  [{ at: '2026-12-01T09:00', tz: 'Asia/Kathmandu' }, '2026-12-01T03:15:00.000Z'],
  [{ at: '2026-12-01 09:00+01:00' }, '2026-12-01T08:00:00.000Z'],
];
for (const [said, at] of read)
  test(`${JSON.stringify(said)} at ${now} is ${at}`, () =>
    assert.equal(startTimeOf(said, instant(0)), at));

const refused: [said: Said, message: RegExp, hint: RegExp][] = [
  [{ delay: '1h', at: '09:00' }, /^--delay and --at both say when it starts$/, /leave one/],
  [{ tz: 'UTC' }, /^--tz says which clocks --at means, and there is no --at$/, /--at 09:00/],
  [{ delay: '1h', tz: 'UTC' }, /^--tz says which clocks --at means/, /--at 09:00/],
  [
    { at: '09:00', tz: 'berlin' },
    /^--tz: "berlin" is no time zone; did you mean Europe\/Berlin\?$/,
    /IANA/,
  ],
  [{ at: 'soon' }, /^--at: "soon" is no date and time$/, /^such as 09:00, /],
  [{ at: '2026-02-30 09:00' }, /^--at: there is no 2026-02-30: /, /^such as/],
  [{ at: 'today 09:00', tz: 'UTC' }, /^--at: 2026-03-01 09:00 is past: 3h ago$/, /^it is 2026/],
  [{ at: '2099-01-01 09:00Z' }, /^--at is more than ten years away: "2099/, /leave --at out/],
  [
    { at: '2026-03-29 02:30', tz: 'Europe/Berlin' },
    /^--at: 2026-03-29 02:30 does not come in Europe\/Berlin: /,
    /03:00/,
  ],
];
for (const [said, message, hint] of refused)
  test(`${JSON.stringify(said)} is refused`, () =>
    assert.throws(() => startTimeOf(said, instant(0)), { name: 'Failure', message, hint }));
