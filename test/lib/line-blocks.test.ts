import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BlockSizes, lineBlocks } from '../../src/lib/line-blocks.ts';

function read(text: string, sizes?: BlockSizes): [line: number, text: string][] {
  const bytes = Buffer.from(text);
  const readAt = (offset: number, bytesMax: number) => bytes.subarray(offset, offset + bytesMax);
  return [...lineBlocks(readAt, sizes)].map((block) => [block.line, block.text]);
}

describe('blocks of lines', () => {
  const small: BlockSizes = { chunkBytes: 4, lineBytesMax: 10, overlapBytes: 2 };
  const cases: readonly [text: string, blocks: [line: number, text: string][]][] = [
    ['', []],
    ['a', [[1, 'a']]],
    ['a\n', [[1, 'a']]],
    ['\n\n', [[1, '\n']]],
    [
      'a\nb\nc',
      [
        [1, 'a\nb'],
        [3, 'c'],
      ],
    ],
    [
      'abcdef\ng',
      [
        [1, 'abcdef'],
        [2, 'g'],
      ],
    ],
    [
      '1\n2\n3\n4\n5',
      [
        [1, '1\n2'],
        [3, '3\n4'],
        [5, '5'],
      ],
    ],
    [
      'äöü\nß',
      [
        [1, 'äöü'],
        [2, 'ß'],
      ],
    ],
    [
      '0123456789abcdef\nx',
      [
        [1, '0123456789ab'],
        [1, 'abcdef'],
        [2, 'x'],
      ],
    ],
  ];
  for (const [text, blocks] of cases)
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(read(text, small), blocks));

  it('count the lines of what is longer than one of them', () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `line ${at + 1}`);
    const blocks = read(lines.join('\n'));
    assert.ok(blocks.length > 1);
    for (const [line, text] of blocks) assert.equal(text.split('\n')[0], `line ${line}`);
    assert.equal(blocks.map(([, text]) => text).join('\n'), lines.join('\n'));
  });
});
