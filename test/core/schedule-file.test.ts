import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timingOf } from '../../src/core/schedule-file.ts';

test('without a zone the one of the machine counts', () => {
  const read = timingOf({ cron: '0 9 * * *' }, 'Asia/Kathmandu');
  assert.ok(read.ok);
  assert.equal(read.timing.zone.name, 'Asia/Kathmandu');
  assert.equal(read.timing.ifMissed, 'once');
});

test('times are the same however they are spaced, and other ones in another zone', () => {
  const fingerprint = (cron: string, tz: string): string => {
    const read = timingOf({ cron, tz }, 'UTC');
    assert.ok(read.ok);
    return read.timing.fingerprint;
  };
  assert.equal(fingerprint(' 0  9 * * *', 'UTC'), fingerprint('0 9 * * *', 'UTC'));
  assert.notEqual(fingerprint('0 9 * * *', 'UTC'), fingerprint('0 9 * * *', 'Europe/Berlin'));
  assert.notEqual(fingerprint('0 9 * * *', 'UTC'), fingerprint('0 8 * * *', 'UTC'));
});

const refused: [given: { cron: string; tz?: string }, ...problems: string[]][] = [
  [
    { cron: '61 * * * 9', tz: 'berlin' },
    'cron minute (1st field): 61 is above 59',
    'cron day of week (5th field): 9 is above 7',
    'tz "berlin" is no time zone; did you mean Europe/Berlin?',
  ],
  [
    { cron: '* * *' },
    'cron has 3 fields, needs 5 (minute, hour, day of month, month, day of week)',
  ],
  [
    { cron: '@daily', tz: 'Europe/Berln' },
    'tz "Europe/Berln" is no time zone; did you mean Europe/Berlin?',
  ],
  [{ cron: '@daily', tz: '+01:00' }, 'tz "+01:00" is no time zone; such as Europe/Berlin, or UTC'],
  [
    { cron: '@daily', tz: 'New York' },
    'tz "New York" is no time zone; did you mean America/New_York?',
  ],
];
for (const [given, ...problems] of refused)
  test(`${JSON.stringify(given)} is refused with all that is wrong`, () =>
    assert.deepEqual(timingOf(given, 'UTC'), { ok: false, problems }));
