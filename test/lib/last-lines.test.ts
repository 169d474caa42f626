import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastLinesAt } from '../../src/lib/last-lines.ts';

/** The last lines of a text, and how many bytes were read to find them. */
function lastOf(text: string, count: number): { last: string; bytes: number } {
  const file = Buffer.from(text);
  let bytes = 0;
  const at = lastLinesAt(file.length, count, (offset, bytesMax) => {
    const chunk = file.subarray(offset, offset + bytesMax);
    bytes += chunk.length;
    return chunk;
  });
  return { last: file.subarray(at).toString(), bytes };
}

describe('the last lines of a file', () => {
  const long = 'x'.repeat(200_000);
  const cases: readonly [what: string, text: string, count: number, last: string][] = [
    ['none', 'a\nb\n', 0, ''],
    ['one', 'a\nb\n', 1, 'b\n'],
    ['two', 'a\nb\nc\n', 2, 'b\nc\n'],
    ['exactly all', 'a\nb\n', 2, 'a\nb\n'],
    ['more than there are', 'a\nb\n', 9, 'a\nb\n'],
    ['of an empty file', '', 3, ''],
    ['of a file of one newline', '\n', 1, '\n'],
    ['without a last newline', 'a\nb', 1, 'b'],
    ['with empty lines', 'a\n\n\n', 2, '\n\n'],
    ['of Windows', 'a\r\nb\r\n', 1, 'b\r\n'],
    ['of many bytes a letter', '日\nö本\n', 1, 'ö本\n'],
    ['longer than a chunk', `a\n${long}\n`, 1, `${long}\n`],
    ['behind one longer than a chunk', `a\n${long}\nb\n`, 2, `${long}\nb\n`],
    [
      'when a newline begins a chunk',
      `a\n${'y'.repeat(64 * 1024 - 1)}`,
      1,
      'y'.repeat(64 * 1024 - 1),
    ],
    ['when a newline ends a chunk', `a\n${'y'.repeat(64 * 1024)}`, 1, 'y'.repeat(64 * 1024)],
    [
      'when all but the newline is a chunk',
      `a\n${'y'.repeat(64 * 1024)}\n`,
      1,
      `${'y'.repeat(64 * 1024)}\n`,
    ],
  ];
  for (const [what, text, count, last] of cases)
    it(`are found: ${what}`, () => {
      assert.ok(lastOf(text, count).last === last);
    });

  it('are found without reading more than one chunk too much', () => {
    const text = 'a line\n'.repeat(1_000_000);
    const { last, bytes } = lastOf(text, 20);
    assert.equal(last, 'a line\n'.repeat(20));
    assert.ok(bytes <= 64 * 1024, String(bytes));
  });

  it('are those that reading all of it would find, whatever the lengths', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const lengths = Array.from(
        { length: seed % 7 },
        (_, at) => (seed * 7919 * (at + 1)) % 70_001,
      );
      const text = lengths.map((length) => 'z'.repeat(length)).join('\n') + (seed % 2 ? '\n' : '');
      const lines = text.split(/(?<=\n)/);
      for (const count of [1, 2, 5])
        assert.ok(lastOf(text, count).last === lines.slice(-count).join(''), `${seed} ${count}`);
    }
  });
});
