import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignColumns, type Layout } from '../../src/lib/columns.ts';

const tasks = [
  ['1', 'queued', 'write the parser'],
  ['12', 'done', 'fix'],
];
type Rows = readonly (readonly string[])[];

const cases: [name: string, rows: Rows, layout: Layout, lines: string[]][] = [
  ['no rows give no lines', [], {}, []],
  [
    'columns are as wide as their widest cell',
    tasks,
    {},
    ['1   queued  write the parser', '12  done    fix'],
  ],
  ['the gap can be chosen', tasks, { gap: 1 }, ['1  queued write the parser', '12 done   fix']],
  [
    'numbers stand on the right',
    tasks,
    { right: [0] },
    [' 1  queued  write the parser', '12  done    fix'],
  ],
  [
    'a last column may stand on the right',
    [
      ['a', '5'],
      ['b', '10'],
    ],
    { right: [1] },
    ['a   5', 'b  10'],
  ],
  [
    'wide characters count as two columns',
    [
      ['日本', 'a'],
      ['x', 'b'],
    ],
    {},
    ['日本  a', 'x     b'],
  ],
  [
    'styles count for nothing',
    [
      ['\u001b[31mred\u001b[39m', 'a'],
      ['x', 'b'],
    ],
    {},
    ['\u001b[31mred\u001b[39m  a', 'x    b'],
  ],
  [
    'rows may be short, and cells empty, without spaces at the end',
    [['a', 'bb', 'c'], ['a'], ['a', '', ''], []],
    {},
    ['a  bb  c', 'a', 'a', ''],
  ],
  [
    'a table that fits is left alone',
    tasks,
    { width: 28, flexible: 2 },
    ['1   queued  write the parser', '12  done    fix'],
  ],
  [
    'a table too wide loses the end of its flexible column',
    tasks,
    { width: 22, flexible: 2 },
    ['1   queued  write the…', '12  done    fix'],
  ],
  [
    'a column in the middle may be the flexible one',
    [
      ['write the parser', 'x'],
      ['fix', 'y'],
    ],
    { width: 13, flexible: 0 },
    ['write the…  x', 'fix         y'],
  ],
  [
    'the flexible column keeps one column',
    tasks,
    { width: 5, flexible: 2 },
    ['1   queued  …', '12  done    …'],
  ],
  [
    'a flexible column is not widened',
    [['abc', 'long long']],
    { width: 80, flexible: 0 },
    ['abc  long long'],
  ],
  [
    'what is longer than others are padded to is whole, and widens no other line',
    [
      ['write the parser', 'x'],
      ['fix', 'y'],
    ],
    { padMax: 8, flexible: 0 },
    ['write the parser  x', 'fix       y'],
  ],
  [
    'without a flexible column nothing is cut',
    tasks,
    { width: 5 },
    ['1   queued  write the parser', '12  done    fix'],
  ],
];
for (const [name, rows, layout, lines] of cases) {
  test(name, () => assert.deepEqual(alignColumns(rows, layout), lines));
}
