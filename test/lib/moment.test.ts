import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAgo, formatMoment } from '../../src/lib/moment.ts';

const agos: [ms: number, text: string][] = [
  [-5, '0s ago'],
  [999, '0s ago'],
  [59_999, '59s ago'],
  [60_000, '1m ago'],
  [3_599_999, '59m ago'],
  [3_600_000, '1h ago'],
  [86_399_999, '23h ago'],
  [86_400_000, '1d ago'],
  [400 * 86_400_000, '400d ago'],
];
for (const [ms, text] of agos) test(`${ms} ms is ${text}`, () => assert.equal(formatAgo(ms), text));

const moments: [iso: string, nowMs: number, text: string][] = [
  ['2026-03-01T02:03:04.999Z', 0, '2026-03-01 02:03:04, in 20513d'],
  ['2026-12-31T23:59:59.000Z', Date.UTC(2027, 0, 1), '2026-12-31 23:59:59, 1s ago'],
  ['2026-03-01T12:00:00.000Z', Date.UTC(2026, 2, 1, 11, 58), '2026-03-01 12:00:00, in 2m'],
];
for (const [iso, nowMs, text] of moments)
  test(`${iso} is ${text}, by the clock on the wall`, () => {
    const { TZ } = process.env;
    try {
      process.env['TZ'] = 'UTC';
      assert.equal(formatMoment(iso, nowMs), text);
      process.env['TZ'] = 'Asia/Kathmandu';
      assert.notEqual(formatMoment(iso, nowMs).slice(0, 19), text.slice(0, 19));
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });
