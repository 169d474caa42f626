import assert from 'node:assert/strict';
import { it } from 'node:test';
import { unlessRepeated } from '../../src/lib/unless-repeated.ts';

const s = 1_000;
const cases: readonly [
  what: string,
  heard: readonly [line: string, atMs: number][],
  said: string[],
][] = [
  ['a line that comes once', [['a', 0]], ['a']],
  [
    'the same line, however late',
    [
      ['a', 0],
      ['a', 3_600 * s],
    ],
    ['a'],
  ],
  [
    'two that take turns',
    [
      ['a', 0],
      ['b', s],
      ['a', 2 * s],
      ['b', 3 * s],
      ['a', 9 * s],
    ],
    ['a', 'b'],
  ],
  [
    'one that comes back after a while',
    [
      ['a', 0],
      ['b', s],
      ['a', 20 * s],
    ],
    ['a', 'b', 'a'],
  ],
  [
    'one that never stopped coming',
    [
      ['a', 0],
      ['b', s],
      ['a', 9 * s],
      ['b', 10 * s],
      ['a', 18 * s],
    ],
    ['a', 'b'],
  ],
];

for (const [what, heard, said] of cases)
  it(`says ${said.join()} of ${what}`, () => {
    const lines: string[] = [];
    let nowMs = 0;
    const tell = unlessRepeated(
      () => nowMs,
      (line) => lines.push(line),
    );
    for (const [line, atMs] of heard) {
      nowMs = atMs;
      tell(line);
    }
    assert.deepEqual(lines, said);
  });
