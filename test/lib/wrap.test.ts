import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapText, wrapWords } from '../../src/lib/wrap.ts';

const texts: [what: string, text: string, width: number, lines: string[]][] = [
  ['nothing is no line', ' \n ', 10, []],
  ['what fits is one line', 'one two', 7, ['one two']],
  ['what does not is broken between words', 'one two three', 7, ['one two', 'three']],
  ['a longer word is left whole', 'a verylongword b', 5, ['a', 'verylongword', 'b']],
  ['wide signs count twice', '日本 語', 5, ['日本', '語']],
  ['colours count for nothing', '\u001b[31mone\u001b[39m two', 7, ['\u001b[31mone\u001b[39m two']],
];
for (const [what, text, width, lines] of texts)
  test(what, () => assert.deepEqual(wrapText(text, width), lines));

test('words that hold blanks are not broken at them', () =>
  assert.deepEqual(wrapWords(['1 running,', '2 failed'], 12), ['1 running,', '2 failed']));
