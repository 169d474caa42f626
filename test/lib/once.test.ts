import assert from 'node:assert/strict';
import { test } from 'node:test';
import { once } from '../../src/lib/once.ts';

test('nothing is computed before it is asked for, and then only once', () => {
  let calls = 0;
  const value = once(() => {
    calls += 1;
    return calls;
  });
  assert.equal(calls, 0);
  assert.deepEqual([value(), value(), calls], [1, 1, 1]);
});

test('undefined is a value like any other', () => {
  let calls = 0;
  const value = once(() => {
    calls += 1;
  });
  value();
  value();
  assert.equal(calls, 1);
});

test('what failed is tried again', () => {
  let calls = 0;
  const value = once(() => {
    calls += 1;
    if (calls === 1) throw new Error('not yet');
    return calls;
  });
  assert.throws(value, /not yet/);
  assert.equal(value(), 2);
});
