import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWallTime, spellWallTime } from '../../src/lib/wall-time.ts';
import { type Zone, zoneNamed } from '../../src/lib/zone.ts';

const opened = (name: string): Zone => {
  const zone = zoneNamed(name);
  assert.ok(zone);
  return zone;
};
const berlin = 'Europe/Berlin';
const noon = '2026-11-21T11:00:00Z'; // Noon in Berlin.

const read: [text: string, zone: string, now: string, at: string][] = [
  ['2026-12-01T09:00', berlin, noon, '2026-12-01T08:00:00.000Z'],
  ['2026-12-01 09:00', 'Asia/Kathmandu', noon, '2026-12-01T03:15:00.000Z'],
  ['2026-12-01t09:00:30', berlin, noon, '2026-12-01T08:00:30.000Z'],
  ['2026-12-01 09:00+05:30', berlin, noon, '2026-12-01T03:30:00.000Z'],
  ['2026-12-01T09:00-0800', berlin, noon, '2026-12-01T17:00:00.000Z'],
  ['2026-12-01T09:00Z', berlin, noon, '2026-12-01T09:00:00.000Z'],
  ['2026-12-01T09:00:00.250Z', berlin, noon, '2026-12-01T09:00:00.250Z'],
  ['2028-02-29 09:00', 'UTC', noon, '2028-02-29T09:00:00.000Z'],
  ['  2026-12-01  9:05 ', 'UTC', noon, '2026-12-01T09:05:00.000Z'],
  ['13:00', berlin, noon, '2026-11-21T12:00:00.000Z'],
  ['12:00', berlin, noon, '2026-11-22T11:00:00.000Z'],
  ['11:59', berlin, noon, '2026-11-22T10:59:00.000Z'],
  ['12:30Z', berlin, noon, '2026-11-21T12:30:00.000Z'],
  ['10:30Z', berlin, noon, '2026-11-22T10:30:00.000Z'],
  ['today 13:00', berlin, noon, '2026-11-21T12:00:00.000Z'],
  ['Tomorrow 09:00', berlin, noon, '2026-11-22T08:00:00.000Z'],
  ['tomorrow 09:00', 'Pacific/Kiritimati', noon, '2026-11-22T19:00:00.000Z'],
  // Tonight 02:30 is skipped, or comes twice.
  ['02:30', berlin, '2026-03-28T20:00:00Z', '2026-03-30T00:30:00.000Z'],
  ['02:30', berlin, '2026-10-24T20:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['02:30', berlin, '2026-10-25T00:45:00Z', '2026-10-25T01:30:00.000Z'],
  ['2026-10-25 02:30', berlin, '2026-10-25T00:45:00Z', '2026-10-25T01:30:00.000Z'],
  ['2026-10-25T02:30+01:00', berlin, noon.replace('11-21', '09-21'), '2026-10-25T01:30:00.000Z'],
];
for (const [text, zone, now, at] of read)
  test(`${JSON.stringify(text)} in ${zone} at ${now} is ${at}`, () => {
    const result = readWallTime(text, opened(zone), Date.parse(now));
    assert.deepEqual(result, { ok: true, atMs: Date.parse(at) });
  });

const forms = 'such as 09:00, "tomorrow 09:00", 2026-12-01T09:00 or 2026-12-01T09:00+01:00';
const refused: [text: string, problem: string, hint?: string][] = [
  ['', '"" is no date and time'],
  ['soon', '"soon" is no date and time'],
  ['2026-12-01', '"2026-12-01" names no time of day'],
  ['tomorrow', '"tomorrow" names no time of day'],
  ['9', '"9" is no date and time'],
  ['9am', '"9am" is no date and time'],
  ['12/01/2026 09:00', '"12/01/2026 09:00" is no date and time'],
  ['2026-02-30 09:00', 'there is no 2026-02-30: February 2026 has 28 days'],
  ['2028-02-30 09:00', 'there is no 2028-02-30: February 2028 has 29 days'],
  ['2026-11-31 09:00', 'there is no 2026-11-31: November 2026 has 30 days'],
  ['2026-11-00 09:00', 'there is no 2026-11-00: November 2026 has 30 days'],
  ['2026-13-01 09:00', 'there is no 2026-13-01: a year has 12 months'],
  ['2026-00-01 09:00', 'there is no 2026-00-01: a year has 12 months'],
  ['24:00', 'there is no 24:00: hours go from 0 to 23'],
  ['12:60', 'there is no 12:60: minutes go from 0 to 59'],
  ['12:00:60', 'there is no 12:00:60: seconds go from 0 to 59'],
  ['12:00+15:00', 'no clocks are +15:00 from UTC'],
  [
    '2026-11-20 12:00',
    '2026-11-20 12:00 is past: 1d ago',
    'it is 2026-11-21 12:00 in Europe/Berlin',
  ],
  ['today 12:00', '2026-11-21 12:00 is past: 0s ago', 'it is 2026-11-21 12:00 in Europe/Berlin'],
  [
    '2027-03-28 02:30',
    '2027-03-28 02:30 does not come in Europe/Berlin: the clocks go from 02:00 to 03:00',
    'the first moment after it is 03:00',
  ],
  [
    '2027-10-31 02:30',
    '2027-10-31 02:30 comes twice in Europe/Berlin, where the clocks are set back',
    'the first is 2027-10-31T02:30+02:00, the second 2027-10-31T02:30+01:00',
  ],
];
for (const [text, problem, hint = forms] of refused)
  test(`${JSON.stringify(text)} is refused: ${problem}`, () =>
    assert.deepEqual(readWallTime(text, opened(berlin), Date.parse(noon)), {
      ok: false,
      problem,
      hint,
    }));

test('what is spelled is read again as the same moment, also where a time comes twice', () => {
  for (const name of [berlin, 'UTC', 'America/St_Johns', 'Australia/Lord_Howe'])
    for (let atMs = Date.UTC(2026, 9, 24); atMs < Date.UTC(2026, 9, 26); atMs += 1_123_000) {
      const text = spellWallTime(atMs, opened(name));
      assert.deepEqual(readWallTime(text, opened('UTC'), 0), { ok: true, atMs }, text);
    }
  assert.equal(spellWallTime(Date.UTC(2026, 11, 1, 9), opened('UTC')), '2026-12-01T09:00+00:00');
});
