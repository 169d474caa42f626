import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLineFormat } from '../../src/lib/line-format.ts';

const names = ['number', 'title', 'labels', 'endedAt', 'after'];
const values = {
  number: 12,
  title: 'a {number} \\t',
  labels: { area: 'cli', by: 'me' },
  after: [1, 2],
};

describe('the format of a line', () => {
  const rendered: readonly [format: string, line: string][] = [
    ['{number}', '12'],
    ['', ''],
    ['{number}\\t{title}', '12\ta {number} \\t'],
    ['\\n\\r\\0\\\\{number}', '\n\r\0\\12'],
    ['{{number}}', '{number}'],
    ['{"n": {number}}', '{"n": 12}'],
    ['{ } {} {', '{ } {} {'],
    ['<{endedAt}>', '<>'],
    ['{labels}', 'area=cli,by=me'],
    ['{labels.area} {labels.none} {labels.constructor}', 'cli  '],
    ['{after}', '1,2'],
    ['日本 {number}', '日本 12'],
  ];
  for (const [format, line] of rendered)
    it(`${JSON.stringify(format)} is ${JSON.stringify(line)}`, () => {
      const read = readLineFormat(format, names, ['labels']);
      assert.ok(read.ok);
      assert.equal(read.render(values), line);
    });

  const refused: readonly [format: string, problems: string[]][] = [
    ['{numbr}', ['knows no {numbr}; did you mean {number}?']],
    ['{x} {x} {number}', ['knows no {x}']],
    ['{zzz}\\q', ['knows no {zzz}', 'knows no \\q; there are \\t \\n \\r \\0 \\\\']],
    ['{number.x}', ['has {number} only as a whole, not {number.x}']],
    ['{number}\\', ['knows no \\; there are \\t \\n \\r \\0 \\\\']],
    ['{constructor}', ['knows no {constructor}']],
  ];
  for (const [format, problems] of refused)
    it(`refuses ${JSON.stringify(format)}`, () => {
      assert.deepEqual(readLineFormat(format, names, ['labels']), { ok: false, problems });
    });
});
