import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillTemplate, holesIn } from '../../src/lib/template.ts';

const holes = { prompt: 'fix it', taskId: '12', tricky: '{taskId} $& $1 }}', empty: '' };

const filled: [name: string, text: string, value: string][] = [
  ['a hole is filled', 'Task {taskId}: {prompt}', 'Task 12: fix it'],
  ['a hole may be filled twice', '{taskId}{taskId}', '1212'],
  ['a hole may be filled with nothing', 'a{empty}b', 'ab'],
  ['a value is inserted as it is, holes, patterns and braces included', '{tricky}', holes.tricky],
  ['doubled braces are literal', '{{taskId}} is {taskId}', '{taskId} is 12'],
  ['a hole may stand in literal braces', '{{{taskId}}}', '{12}'],
  ['flat JSON survives', '{"a": 1, "id": "{taskId}"}', '{"a": 1, "id": "12"}'],
  ['nested JSON survives', '{"a":{"b":{}}}', '{"a":{"b":{}}}'],
  ['a hole may end nested JSON', '{"a":{"b":{taskId}}}', '{"a":{"b":12}}'],
  ['JSON in literal braces survives', '{{ {"a":{"b":1}} }}', '{ {"a":{"b":1}} }'],
  ['code survives', 'if (x) { y(); } else { z(); }', 'if (x) { y(); } else { z(); }'],
  [
    'braces that match nothing stay',
    '} { {} }} {1a} {a-b} { taskId }',
    '} { {} }} {1a} {a-b} { taskId }',
  ],
  ['a doubled brace may stay open', 'a {{ b', 'a { b'],
  ['an empty template stays empty', '', ''],
];
for (const [name, text, value] of filled) {
  test(name, () => assert.deepEqual(fillTemplate(text, holes), { ok: true, value }));
}

test('unknown holes are all named, each once', () =>
  assert.deepEqual(fillTemplate('{b} {taskId} {a} {b}', holes), {
    ok: false,
    unknown: ['b', 'a'],
  }));

test('what every object inherits is no hole', () =>
  assert.deepEqual(fillTemplate('{constructor}{toString}', holes), {
    ok: false,
    unknown: ['constructor', 'toString'],
  }));

test('holes are listed in order, each once, escapes left out', () =>
  assert.deepEqual(holesIn('{b} {{c}} {a} {"d": {b}}'), ['b', 'a']));
