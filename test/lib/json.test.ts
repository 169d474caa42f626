import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fractionOf } from '../../src/lib/fraction.ts';
import { readJson } from '../../src/lib/json.ts';

test('JSON is read', () =>
  assert.deepEqual(readJson(' {"a": [1, null]} \n'), { ok: true, value: { a: [1, null] } }));

const broken: [text: string, problem: string][] = [
  ['', 'expected a value, got the end at line 1, column 1'],
  ['{"a": 1,\n  "b": }', 'expected a value, got "}" at line 2, column 8'],
  ['{"a": 1\n  "b": 2}', 'expected "," or "}", got "\\"" at line 2, column 3'],
  ['{"a": 1,\r\n}', 'expected a key in double quotes, got "}" at line 2, column 1'],
  ['{"a" 1}', 'expected ":", got "1" at line 1, column 6'],
  ["{'a': 1}", 'expected a key in double quotes or "}", got "\'" at line 1, column 2'],
  ['{a: 1}', 'expected a key in double quotes or "}", got "a" at line 1, column 2'],
  ['[1, 2,]', 'expected a value, got "]" at line 1, column 7'],
  ['[1, 2', 'expected "," or "]", got the end at line 1, column 6'],
  ['[}', 'expected a value or "]", got "}" at line 1, column 2'],
  ['{"a": [1}', 'expected "," or "]", got "}" at line 1, column 9'],
  ['{} {}', 'expected nothing more, got "{" at line 1, column 4'],
  ['// why\n{}', 'expected a value, got "/" at line 1, column 1'],
  ['[01]', 'expected "," or "]", got "1" at line 1, column 3'],
  ['["a\nb"]', 'expected a closing quote, got "\\n" at line 1, column 4'],
  ['["C:\\x"]', 'expected a closing quote, got "\\\\" at line 1, column 5'],
  ['["a', 'expected a closing quote, got the end at line 1, column 4'],
  ['[👍]', 'expected a value or "]", got "👍" at line 1, column 2'],
];
for (const [text, problem] of broken) {
  test(`${JSON.stringify(text)}: ${problem}`, () =>
    assert.deepEqual(readJson(text), { ok: false, problem }));
}

test('damage anywhere is found, and never where there is none', () => {
  const whole = '{"a": [1.5e-3, -0, "x\\u00e9\\n", {"b": {}, "c": []}], "d": true, "e": null}\n';
  const junk = '{}[]:,"\\0a \n'.split('');

  for (let at = 0; at < 5000; at++) {
    const place = Math.floor(fractionOf(`place ${at}`) * whole.length);
    const sign = junk[Math.floor(fractionOf(`sign ${at}`) * junk.length)] ?? '';
    const kept = place + (at % 3 === 0 ? 0 : 1);
    const text = whole.slice(0, place) + (at % 3 === 1 ? '' : sign) + whole.slice(kept);
    const read = readJson(text);
    if (!read.ok) assert.match(read.problem, /^expected .+, got .+ at line \d, column \d+$/, text);
  }
});

test('a long broken text is described in no time', () => {
  const parts = ['"'.padEnd(1e6, 'a'), '['.repeat(1e6), ' '.repeat(1e6), '1,'.repeat(5e5)];
  for (const text of parts) assert.equal(readJson(text).ok, false);
});
