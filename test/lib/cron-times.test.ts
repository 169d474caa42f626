import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCron } from '../../src/lib/cron.ts';
import { nextAfter } from '../../src/lib/cron-times.ts';
import { zoneNamed } from '../../src/lib/zone.ts';
import { createDice } from '../simulation/dice.ts';
import { mustAgree, zones } from '../support/cronie.ts';

/** The next times after a moment, as far as they are asked for. */
function times(text: string, name: string, after: string, count: number): string[] {
  const parsed = parseCron(text);
  const zone = zoneNamed(name);
  assert.ok(parsed.ok && zone);
  const found: string[] = [];
  let atMs = Date.parse(after);
  while (found.length < count) {
    atMs = nextAfter(parsed.cron, zone, atMs) ?? Number.NaN;
    found.push(new Date(atMs).toISOString().replace(':00.000Z', 'Z'));
  }
  return found;
}

const cases: [title: string, cron: string, zone: string, after: string, ...next: string[]][] = [
  [
    'a moment is after itself no more',
    '0 * * * *',
    'UTC',
    '2026-01-01T00:00Z',
    '2026-01-01T01:00Z',
  ],
  ['a fraction before it is', '0 * * * *', 'UTC', '2025-12-31T23:59:59.999Z', '2026-01-01T00:00Z'],
  [
    'days of the month and of the week: either will do',
    '0 0 13 * fri',
    'UTC',
    '2026-02-01T00:00Z',
    '2026-02-06T00:00Z',
    '2026-02-13T00:00Z',
    '2026-02-20T00:00Z',
  ],
  [
    'with a star in one, both have to',
    '0 0 */13 * fri',
    'UTC',
    '2026-01-31T00:00Z',
    '2026-02-27T00:00Z',
    '2026-03-27T00:00Z',
  ],
  [
    'a leap day comes after eight years, where there is none in between',
    '0 0 29 2 *',
    'UTC',
    '2096-03-01T00:00Z',
    '2104-02-29T00:00Z',
  ],
  [
    'a leap day on a day of a week comes, if only after 28 years',
    '0 0 29 2 */6',
    'UTC',
    '2088-03-01T00:00Z',
    '2116-02-29T00:00Z',
  ],
  [
    'months without the 31st are skipped',
    '0 0 31 * *',
    'UTC',
    '2026-01-31T00:00Z',
    '2026-03-31T00:00Z',
    '2026-05-31T00:00Z',
  ],
  [
    'a time of day that is skipped comes at the first moment after',
    '30 2 * * *',
    'Europe/Berlin',
    '2026-03-28T02:00Z',
    '2026-03-29T01:00Z',
    '2026-03-30T00:30Z',
  ],
  [
    'several that are skipped come together',
    '0,15,30 2 * * *',
    'Europe/Berlin',
    '2026-03-28T02:00Z',
    '2026-03-29T01:00Z',
    '2026-03-30T00:00Z',
  ],
  [
    'with one that is there anyhow, they are one',
    '0 2,3 * * *',
    'Europe/Berlin',
    '2026-03-28T12:00Z',
    '2026-03-29T01:00Z',
    '2026-03-30T00:00Z',
    '2026-03-30T01:00Z',
  ],
  [
    'what is each hour knows no skipped one',
    '30 * * * *',
    'Europe/Berlin',
    '2026-03-29T00:00Z',
    '2026-03-29T00:30Z',
    '2026-03-29T01:30Z',
  ],
  [
    'nor is every second hour made up for',
    '0 */2 * * *',
    'Europe/Berlin',
    '2026-03-28T22:00Z',
    '2026-03-28T23:00Z',
    '2026-03-29T02:00Z',
  ],
  [
    'a time of day that comes twice counts the first time',
    '30 2 * * *',
    'Europe/Berlin',
    '2026-10-24T01:00Z',
    '2026-10-25T00:30Z',
    '2026-10-26T01:30Z',
  ],
  [
    'what is each hour comes each real hour',
    '30 * * * *',
    'Europe/Berlin',
    '2026-10-24T23:31Z',
    '2026-10-25T00:30Z',
    '2026-10-25T01:30Z',
    '2026-10-25T02:30Z',
  ],
  [
    'and comes twice also where it is some days to the next time',
    '30 */2 * * sun',
    'Europe/Berlin',
    '2026-10-25T00:00Z',
    '2026-10-25T00:30Z',
    '2026-10-25T01:30Z',
    '2026-10-25T03:30Z',
  ],
  [
    'the second time as well, where it is the last of its day',
    '30 2-2/1 * * sun',
    'Europe/Berlin',
    '2026-10-25T00:30Z',
    '2026-10-25T01:30Z',
    '2026-11-01T01:30Z',
  ],
  [
    'the end of the hour that comes twice is no part of it',
    '0 3 * * *',
    'Europe/Berlin',
    '2026-10-25T00:00Z',
    '2026-10-25T02:00Z',
  ],
  [
    'asked in the second of two, the day is over',
    '30 2 * * *',
    'Europe/Berlin',
    '2026-10-25T01:10Z',
    '2026-10-26T01:30Z',
  ],
  [
    'half an hour is skipped on Lord Howe',
    '15 2 * * *',
    'Australia/Lord_Howe',
    '2026-10-03T00:00Z',
    '2026-10-03T15:30Z',
    '2026-10-04T15:15Z',
  ],
  [
    'and half an hour comes twice',
    '*/30 * * * *',
    'Australia/Lord_Howe',
    '2026-04-04T14:00Z',
    '2026-04-04T14:30Z',
    '2026-04-04T15:00Z',
    '2026-04-04T15:30Z',
  ],
  [
    'a midnight that is skipped comes at one',
    '@daily',
    'Africa/Cairo',
    '2026-04-23T00:00Z',
    '2026-04-23T22:00Z',
    '2026-04-24T21:00Z',
  ],
  [
    'a whole day that is skipped comes once',
    '0 9 30 12 *',
    'Pacific/Apia',
    '2011-12-29T00:00Z',
    '2011-12-30T10:00Z',
    '2012-12-29T19:00Z',
  ],
  [
    'Kathmandu is three quarters off',
    '0 9 * * *',
    'Asia/Kathmandu',
    '2026-01-01T00:00Z',
    '2026-01-01T03:15Z',
  ],
];
for (const [title, cron, zone, after, ...next] of cases)
  test(title, () => assert.deepEqual(times(cron, zone, after, next.length), next));

test('the calendar ends with the year 9999', () => {
  const parsed = parseCron('0 0 31 12 *');
  const zone = zoneNamed('UTC');
  assert.ok(parsed.ok && zone);
  assert.equal(nextAfter(parsed.cron, zone, Date.UTC(9999, 0)), undefined);
});

test('any expression fires as cronie does through a year of each zone', () => {
  const dice = createDice(3); // Of its eight, some are at hours that are skipped, or come twice.
  for (const zone of zones) for (const _ of [1, 2]) mustAgree(dice, zone, 2026);
});
