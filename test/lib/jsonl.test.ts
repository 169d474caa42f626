import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type JsonLines, readJsonLines } from '../../src/lib/jsonl.ts';

const nothing: JsonLines = { values: [], torn: undefined, bad: 0 };

const cases: [name: string, text: string, expected: Partial<JsonLines>][] = [
  ['an empty file holds nothing', '', {}],
  ['every line is a value', '{"a":1}\n[2]\nnull\n', { values: [{ a: 1 }, [2], null] }],
  ['a last line without newline is torn', '1\n{"a":', { values: [1], torn: '{"a":' }],
  ['a torn line is not read even if it looks whole', '1\n23', { values: [1], torn: '23' }],
  ['a lone torn line is kept for later', '{"a"', { torn: '{"a"' }],
  ['damaged lines are counted and skipped', '1\n{oops\n2\nnope\n', { values: [1, 2], bad: 2 }],
  ['blank lines are nothing', '1\n\n  \n2\n\n', { values: [1, 2] }],
  ['Windows line ends are line ends', '1\r\n\r\n2\r\n', { values: [1, 2] }],
];
for (const [name, text, expected] of cases) {
  test(name, () => assert.deepEqual(readJsonLines(text), { ...nothing, ...expected }));
}
