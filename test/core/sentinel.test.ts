import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSentinel, shorten } from '../../src/core/sentinel.ts';

const cases: [name: string, kind: 'done' | 'error', text: string, message: string | undefined][] = [
  ['an empty done counts', 'done', '', undefined],
  ['a blank done counts', 'done', ' \n', undefined],
  ['a done may say something', 'done', 'all tests pass\n', 'all tests pass'],
  ['a done is taken as it is', 'done', '{"error":"x"}', '{"error":"x"}'],
  ['an empty error counts', 'error', '', undefined],
  ['an error may be plain text', 'error', 'no key\n', 'no key'],
  ['an error may be JSON', 'error', '{"error":"no key"}', 'no key'],
  ['details follow', 'error', '{"error":"no key","details":"ask","timestamp":"x"}', 'no key: ask'],
  ['details may stand alone', 'error', '{"details":"ask"}', 'ask'],
  ['details may be anything', 'error', '{"error":"e","details":{"a":[1]}}', 'e: {"a":[1]}'],
  ['null is nothing', 'error', '{"error":null,"message":"m","details":null}', 'm'],
  ['a number is a word', 'error', '{"error":0}', '0'],
  ['a JSON text is its content', 'error', '"no key"', 'no key'],
  ['an object that says nothing known is shown', 'error', '{"why":"x"}', '{"why":"x"}'],
  ['other JSON is shown', 'error', '[1]', '[1]'],
  ['a number alone is shown', 'error', '7', '7'],
  ['null alone is shown', 'error', 'null', 'null'],
  ['half-written JSON is shown', 'error', '{"error":"no', '{"error":"no'],
  ['a byte order mark is no message', 'done', '\ufeff', undefined],
];
for (const [name, kind, text, message] of cases)
  test(name, () =>
    assert.deepEqual(
      readSentinel(kind, text),
      message === undefined ? { kind } : { kind, message },
    ),
  );

test('JSON that is nested deeper than the stack is shown', () => {
  const text = `{"error":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  // Node 26 can parse it, and then what it says of the error is shown.
  assert.match(readSentinel('error', text).message ?? '', /^(?:\{"error":)?\[\[\[/);
});

test('a message fits a record', () => {
  assert.equal(shorten('x'.repeat(4_000)), 'x'.repeat(4_000));
  assert.equal(shorten('x'.repeat(4_001)), `${'x'.repeat(4_000)}…`);
});
