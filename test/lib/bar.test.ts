import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellsOfBar } from '../../src/lib/bar.ts';
import { quantile } from '../../src/lib/quantile.ts';

describe('a bar', () => {
  const cases: readonly [parts: number[], most: number, cells: number[]][] = [
    [[10, 0, 0], 10, [20, 0, 0]],
    [[5, 5, 0], 10, [10, 10, 0]],
    [[5, 0, 0], 10, [10, 0, 0]],
    [[1000, 3, 1], 1004, [18, 1, 1]],
    [[1, 0, 0], 1000, [1, 0, 0]],
    [[1, 1, 1], 1000, [1, 1, 1]],
    [[3, 3, 3], 9, [6, 7, 7]],
    [[0, 0, 0], 10, [0, 0, 0]],
    [[0, 0, 0], 0, [0, 0, 0]],
  ];
  for (const [parts, most, cells] of cases)
    it(`of ${parts.join(' and ')}, the longest being ${most}`, () =>
      assert.deepEqual(cellsOfBar(parts, most, 20), cells));

  it('is as long as it should be, whatever its parts', () => {
    for (let a = 0; a < 30; a += 1)
      for (let b = 0; b < 30; b += 7)
        for (let c = 0; c < 30; c += 5) {
          const cells = cellsOfBar([a, b, c], 100, 20);
          const kinds = [a, b, c].filter((part) => part > 0).length;
          const length = cells.reduce((all, cell) => all + cell, 0);
          assert.equal(length, a + b + c === 0 ? 0 : Math.max(kinds, Math.round((a + b + c) / 5)));
          assert.ok(cells.every((cell, at) => cell >= ([a, b, c][at] === 0 ? 0 : 1)));
        }
  });
});

describe('a quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
  const cases: readonly [values: number[], share: number, value: number | undefined][] = [
    [[], 0.5, undefined],
    [[7], 0.5, 7],
    [[7], 0.95, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2],
    [hundred, 0.5, 50],
    [hundred, 0.95, 95],
    [hundred, 1, 100],
    [hundred, 0, 1],
  ];
  for (const [values, share, value] of cases)
    it(`of ${values.length} at ${share}`, () => assert.equal(quantile(values, share), value));
});
