import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fractionOf } from '../../src/lib/fraction.ts';
import { readJson } from '../../src/lib/json.ts';

test('JSON is read', () =>
  assert.deepEqual(readJson(' {"a": [1, null]} \n'), { ok: true, value: { a: [1, null] } }));

/** What is said of a text, with the place; undefined for one that is JSON. */
function problemIn(text: string): string | undefined {
  const read = readJson(text);
  if (read.ok) return undefined;
  return `${read.problem} at line ${read.place.line}, column ${read.place.column}`;
}

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
  ['// why\n{}', 'expected a value, got "/" (JSON has no comments) at line 1, column 1'],
  [
    '{"a": 1, # why\n"b": 2}',
    'expected a key in double quotes, got "#" (JSON has no comments) at line 1, column 10',
  ],
  ['["a/*b"/]', 'expected "," or "]", got "/" at line 1, column 8'],
  ['[01]', 'expected "," or "]", got "1" at line 1, column 3'],
  ['["a\nb"]', 'expected a closing quote, got "\\n" at line 1, column 4'],
  ['["C:\\x"]', 'expected a closing quote, got "\\\\" at line 1, column 5'],
  ['["a', 'expected a closing quote, got the end at line 1, column 4'],
  ['[👍]', 'expected a value or "]", got "👍" at line 1, column 2'],
];
for (const [text, problem] of broken) {
  test(`${JSON.stringify(text)}: ${problem}`, () => assert.equal(problemIn(text), problem));
}

test('damage anywhere is found, and never where there is none', () => {
  const whole = '{"a": [1.5e-3, -0, "x\\u00e9\\n", {"b": {}, "c": []}], "d": true, "e": null}\n';
  const junk = '{}[]:,"\\0a \n'.split('');

  for (let at = 0; at < 5000; at++) {
    const place = Math.floor(fractionOf(`place ${at}`) * whole.length);
    const sign = junk[Math.floor(fractionOf(`sign ${at}`) * junk.length)] ?? '';
    const kept = place + (at % 3 === 0 ? 0 : 1);
    const text = whole.slice(0, place) + (at % 3 === 1 ? '' : sign) + whole.slice(kept);
    assert.match(problemIn(text) ?? '', /^(?:expected .+, got .+ at line \d, column \d+)?$/, text);
  }
});

test('a long broken text is described in no time', () => {
  const parts = ['"'.padEnd(1e6, 'a'), '['.repeat(1e6), ' '.repeat(1e6), '1,'.repeat(5e5)];
  for (const text of parts) assert.equal(readJson(text).ok, false);
});

// After the table of the JSON parsing test suite (https://github.com/nst/JSONTestSuite).
const isJson = [
  ...[
    '[]',
    '{}',
    ' [] ',
    '[[]   ]',
    '[""]',
    '["a"]',
    '[false]',
    'null',
    '42',
    '-0.1',
    '"asd"',
    '""',
  ],
  ...['true', '[true]\n', '{"":0}', '{"a":[]}', '{"a":1,"a":2}', '{"a\\u0000b":42}', '[1,null,2]'],
  ...[
    '[123e65]',
    '[0e+1]',
    '[0e1]',
    '[20e1]',
    '[-0]',
    '[-123]',
    '[-1]',
    '[1E22]',
    '[1E-2]',
    '[1E+2]',
  ],
  ...[
    '[123e45]',
    '[123.456e78]',
    '[1e-2]',
    '[1e+2]',
    '[123]',
    '[123.456789]',
    '[0.4e+1]',
    '[1e400]',
  ],
  ...[
    '["\\u0060\\u012a\\u12AB"]',
    '["\\uD801\\udc37"]',
    '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
    '["\\\\u0000"]',
  ],
  ...[
    '["\\ud800"]',
    '["\\u0000"]',
    '["\u007f"]',
    '["\u2028\u2029"]',
    '["new\\u000Aline"]',
    '["\u00a0"]',
  ],
  ...['["\u{1F600}"]', '["a/*b*/c"]', '\t[\r\n"a"\n,4\r]', '[\t1 ]', '[1]\r', '{"a" : 1 , "b":{}}'],
];
const isNone = [
  ...[
    '',
    ' ',
    '[',
    ']',
    '{',
    '}',
    '[1',
    '["a',
    '["',
    '{"a"',
    '{"a":',
    '{"a":1',
    '[,',
    '[,1]',
    '[1,]',
  ],
  ...[
    '[1,,2]',
    '[1,,]',
    '[,]',
    '["",]',
    '["x",,]',
    '["x"]]',
    '[3[4]]',
    '[1 true]',
    '["" x]',
    '[1:2]',
  ],
  ...[
    '[a]',
    '[tru]',
    '[nul]',
    '[fals]',
    '[True]',
    '[TRUE]',
    'nulll',
    '[NaN]',
    '[Infinity]',
    '[-Infinity]',
  ],
  ...[
    '[+1]',
    '[++1]',
    '[-]',
    '[--2.]',
    '[- 1]',
    '[-01]',
    '[-012]',
    '[012]',
    '[-a]',
    '[-1.0.]',
    '[-1x]',
  ],
  ...[
    '[.2e-3]',
    '[.123]',
    '[-.123]',
    '[0.e1]',
    '[0.3e]',
    '[0.3e+]',
    '[0e]',
    '[0e+]',
    '[1.0e]',
    '[1.0e-]',
  ],
  ...[
    '[1eE2]',
    '[2.]',
    '[2.e3]',
    '[2.e+3]',
    '[9.e+]',
    '[1+2]',
    '[0x1]',
    '[0x42]',
    '[1 000.0]',
    '[1a]',
  ],
  ...[
    '[1e1m]',
    '[1.2a-3]',
    '[\uff11]',
    '[\u00e5]',
    "['a']",
    '["\\"]',
    '["\\x00"]',
    '["\\a"]',
    '["\\ "]',
  ],
  ...[
    '["\\u00A"]',
    '["\\u"]',
    '["\\uD834\\uDd"]',
    '["\\uD800\\u1x"]',
    '["\\uq"]',
    '["\\',
    '["\\\\\\"]',
  ],
  ...[
    '["\t"]',
    '["a\u0000a"]',
    '["new\nline"]',
    '["\u001f"]',
    '[\u000b1]',
    '[\f]',
    '\u00a0[]',
    '[\u2060]',
  ],
  ...[
    '{,}',
    '{"a",1}',
    '{"a" b}',
    '{:"b"}',
    '{1:1}',
    '{a:"b"}',
    '{null:null}',
    '{"a":1,}',
    '{"a":1,,}',
  ],
  ...[
    '{"a":1,,"b":2}',
    '{"a"::1}',
    '{"a":1}}',
    '{"a":1}#',
    '{"a":1}/**/',
    '{"a":1}//',
    '{"a":"a" 123}',
  ],
  ...[
    '{9999E9999:1}',
    "{'a':0}",
    '{"x", null}',
    '{[]:1}',
    '["a": 1]',
    '{"a" 1}',
    '{}}',
    '[][]',
    '[1]x',
  ],
  ...[
    '1]',
    '2@',
    '"a"b',
    '{"a":true} "x"',
    '<null>',
    '#{}',
    '/*a*/[]',
    '{"a":/*c*/1}',
    '\ufeff[]',
    '*',
  ],
  ...[
    '{"a":[}',
    '[{"a":]',
    '[{]}',
    '{"a":1 "b":2}',
    '[,"a"]',
    '[\n1,\n1',
    '["asd]',
    '[{"":[{"":[{"":',
  ],
];
for (const text of isJson)
  test(`${JSON.stringify(text)} is JSON`, () => {
    assert.equal(problemIn(text), undefined);
    assert.deepEqual(readJson(text), { ok: true, value: JSON.parse(text) });
  });
for (const text of isNone)
  test(`${JSON.stringify(text)} is no JSON, and our own words are found for it`, () => {
    assert.throws(() => JSON.parse(text), SyntaxError);
    assert.match(problemIn(text) ?? '', /^expected .+, got .+ at line \d, column \d+$/s);
  });
