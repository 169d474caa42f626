import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { excerptOf } from '../../src/lib/excerpt.ts';

const digits = '0123456789'.repeat(10);

describe('an excerpt', () => {
  const cases: readonly [at: number, length: number, max: number, text: string][] = [
    [3, 2, 100, digits],
    [3, 2, 20, '012345678901234567…'],
    [50, 2, 20, '…567890123456789012…'],
    [98, 2, 20, '…234567890123456789'],
    [40, 60, 20, '…012345678901234567…'],
    [0, 0, 20, '012345678901234567…'],
    [50, 1, 3, '…0…'],
  ];
  for (const [at, length, max, text] of cases)
    it(`of ${length} at ${at} in ${max}`, () => {
      const shown = excerptOf({ text: digits, at, length }, max);
      assert.equal(shown.text, text);
      assert.ok(shown.text.length <= max);
      const found = digits.slice(at, at + Math.min(length, max - 2));
      assert.equal(shown.text.slice(shown.at, shown.at + shown.length), found);
    });

  it('cuts no sign in two', () => {
    const text = '😀'.repeat(30);
    for (let at = 0; at < 60; at += 2)
      for (let max = 4; max < 12; max += 1)
        assert.doesNotMatch(
          excerptOf({ text, at, length: 2 }, max).text,
          /^…[\udc00-\udfff]|[\ud800-\udbff]…?$/,
        );
  });
});
