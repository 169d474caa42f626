import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesIn } from '../../src/lib/json-places.ts';

const text = `{
  "agents": {
    "coder": { "args": ["-p", {"x": []}, "{promt}"], "timeut": 5 },
    "a.b": null
  },\r
  "maxParallel"
    : 3, "": true
}
`;
const places: [path: string, what: 'value' | 'name', at: string][] = [
  ['', 'value', '1:1'],
  ['agents', 'name', '2:3'],
  ['agents', 'value', '2:13'],
  ['agents.coder', 'name', '3:5'],
  ['agents.coder', 'value', '3:14'],
  ['agents.coder.args', 'value', '3:24'],
  ['agents.coder.args[0]', 'value', '3:25'],
  ['agents.coder.args[1]', 'value', '3:31'],
  ['agents.coder.args[1].x', 'value', '3:37'],
  ['agents.coder.args[2]', 'value', '3:42'],
  ['agents.coder.timeut', 'name', '3:54'],
  ['agents.coder.timeut', 'value', '3:64'],
  ['agents.a.b', 'value', '4:12'],
  ['maxParallel', 'name', '6:3'],
  ['maxParallel', 'value', '7:7'],
];
for (const [path, what, at] of places)
  test(`the ${what} of ${path || 'all'} is at ${at}`, () => {
    const { line, column } = placesIn(text).find(path, what) ?? assert.fail('it is not found');
    assert.equal(`${line}:${column}`, at);
  });

test('what is not there is nowhere', () => {
  const { find, repeated } = placesIn(text);
  for (const path of ['x', 'agents.coder.args[3]', 'agents.coder.args[2].x', 'agents[0]'])
    assert.equal(find(path), undefined);
  assert.equal(find('agents.coder.args[0]', 'name'), undefined);
  assert.deepEqual(repeated, []);
  const nameless = placesIn('{"": [{"x": 1}]}');
  assert.deepEqual(nameless.find(''), { line: 1, column: 1 });
  assert.equal(nameless.find('[0].x'), undefined);
});

test('a name that is there twice is told, however it is spelled; the last value counts', () => {
  const { find, repeated } = placesIn('{"a": {"b": 1,\n"\\u0062": 2, "c": 3}, "b": 4}');
  assert.deepEqual(repeated, [{ path: 'a.b', first: { line: 1, column: 8 } }]);
  assert.deepEqual(find('a.b'), { line: 2, column: 11 });
});

test('the same name in two objects of a list is no repetition', () =>
  assert.deepEqual(placesIn('[{"a": 1}, {"a": 2}]').repeated, []));

test('what nests deeper than anybody reads is passed over, and costs nothing', () => {
  const depth = 200_000;
  const deep = `{"a": ${'['.repeat(depth)}{"x": 1, "x": 2}${']'.repeat(depth)}, "b": 1}`;
  const { find, repeated } = placesIn(deep);
  assert.deepEqual(find('b'), { line: 1, column: deep.length - 1 });
  assert.deepEqual(repeated, []);
});
