import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, parseDuration, spellDuration } from '../../src/lib/duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const spelled: [text: string, ms: number][] = [
  ['30m', 30 * minute],
  ['1h30m', 90 * minute],
  ['1h 30m', 90 * minute],
  ['1.5h', 90 * minute],
  ['90', 90 * second],
  ['0.25', 250],
  ['0', 0],
  ['250ms', 250],
  ['1m5ms', minute + 5],
  ['0.1ms', 0],
  ['2d', 2 * day],
  ['1d2h3m4s5ms', day + 2 * hour + 3 * minute + 4 * second + 5],
  ['  45s ', 45 * second],
];
for (const [text, ms] of spelled) {
  test(`"${text}" is ${ms} ms`, () => assert.equal(parseDuration(text), ms));
}

const junk = [
  ...['', ' ', '-5', '-1h', '1h-30m', '+5', 'h', '1x', '5M', '1..5h', '.5h', '1.h', '1e3'],
  ...['30m1h', '1m1m', '1h30', 'Infinity', 'NaN', '0x10', '١s', '9'.repeat(400), '104249992d'],
];
for (const text of junk) {
  test(`"${text.slice(0, 12)}" is no duration`, () => assert.equal(parseDuration(text), undefined));
}

test('the longest duration is the last whole number that is exact', () => {
  assert.equal(parseDuration('9007199254740991ms'), Number.MAX_SAFE_INTEGER);
  assert.equal(parseDuration('9007199254740992ms'), undefined);
});

const shown: [ms: number, text: string][] = [
  [0, '0s'],
  [40, '0s'],
  [-5000, '0s'],
  [Number.NaN, '0s'],
  [200, '0.2s'],
  [1400, '1.4s'],
  [2000, '2.0s'],
  [9999, '9.9s'],
  [10 * second, '10s'],
  [12 * second, '12s'],
  [minute - 1, '59s'],
  [minute, '1m 00s'],
  [3 * minute + 4 * second, '3m 04s'],
  [hour - 1, '59m 59s'],
  [hour, '1h 00m'],
  [hour + 2 * minute, '1h 02m'],
  [day - 1, '23h 59m'],
  [day, '1d 00h'],
  [2 * day + 3 * hour, '2d 03h'],
  [400 * day, '400d 00h'],
];
for (const [ms, text] of shown) {
  test(`${ms} ms is shown as ${text}`, () => assert.equal(formatDuration(ms), text));
}

test('what is shown can be typed', () => {
  for (const [ms, text] of shown.slice(4, 8)) {
    const lostMs = ms - (parseDuration(text) ?? Number.NaN);
    assert.ok(lostMs >= 0 && lostMs < 100, text);
  }
  for (const [, text] of shown) assert.notEqual(parseDuration(text), undefined, text);
});

for (const [ms, text] of [
  [0, '0'],
  [250, '250ms'],
  [1000, '1s'],
  [90_500, '1m30s500ms'],
  [5_400_000, '1h30m'],
  [day + 1, '1d1ms'],
] as const)
  test(`${ms} ms are spelled ${text}, and read back`, () => {
    assert.equal(spellDuration(ms), text);
    assert.equal(parseDuration(text), ms);
  });
