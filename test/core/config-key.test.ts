import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configKey, configValue, spellKey } from '../../src/core/config-key.ts';
import { Failure } from '../../src/core/failure.ts';

describe('a key of a config', () => {
  const known: [typed: string, path: (string | number)[]][] = [
    ['maxParallel', ['maxParallel']],
    ['agents.coder.retry.delay', ['agents', 'coder', 'retry', 'delay']],
    ['agents.coder.args[12]', ['agents', 'coder', 'args', 12]],
    ['approve[0].agent', ['approve', 0, 'agent']],
    ['agents."gpt-4.1".model', ['agents', 'gpt-4.1', 'model']],
    ['agents."a\\"b".model', ['agents', 'a"b', 'model']],
    ['agents.gpt-4.env.A_B', ['agents', 'gpt-4', 'env', 'A_B']],
  ];
  for (const [typed, path] of known)
    it(`may be ${typed}`, () => {
      assert.deepEqual(configKey(typed).path, path);
      assert.equal(spellKey(path), typed);
    });

  const refused: [typed: string, says: RegExp][] = [
    ['maxParalel', /^maxParalel is unknown; did you mean maxParallel\?$/],
    [
      'agents.coder.timeut',
      /^agents.coder.timeut is unknown; did you mean agents.coder.timeout\?$/,
    ],
    ['groups.docs.color', /^groups.docs.color is unknown$/],
    ['maxParallel.x', /^maxParallel holds no "x"$/],
    ['agents.coder.args.first', /^agents.coder.args holds no "first"$/],
    ['agents.coder[1]', /^agents.coder is no list$/],
    ['agents.__proto__.model', /^agents holds no "__proto__"$/],
    ['agents..model', /^"agents..model" is no key$/],
    ['.agents', /is no key$/],
    ['agents.', /^"agents." is no key$/],
    ['[0]', /is no key$/],
    ['agents."x', /is no key$/],
    ['', /^the key is empty$/],
  ];
  for (const [typed, says] of refused)
    it(`is refused: ${typed || 'nothing'}`, () =>
      assert.throws(
        () => configKey(typed),
        (error) => error instanceof Failure && says.test(error.message),
      ));
});

describe('a value that is typed for a key', () => {
  const values: [key: string, typed: string, value: unknown][] = [
    ['timeout', '30', '30'],
    ['maxParallel', '30', 30],
    ['maxParallel', 'many', 'many'],
    ['maxLoad', '.5', 0.5],
    ['agents.x.trustExit', 'false', false],
    ['agents.x.trustExit', 'no', 'no'],
    ['agents.x.args', '["-p", "a,b"]', ['-p', 'a,b']],
    ['agents.x.retryOn', 'timeout,network', ['timeout', 'network']],
    ['agents.x.retryOn', '["timeout"]', ['timeout']],
    ['agents.x', '{"extends": "claude"}', { extends: 'claude' }],
  ];
  for (const [key, typed, value] of values)
    it(`of ${key} is ${JSON.stringify(value)} for ${typed}`, () =>
      assert.deepEqual(configValue(configKey(key), typed), value));

  it('is JSON where it is a list or an object', () => {
    assert.throws(
      () => configValue(configKey('agents.x.args'), '-p'),
      /^Failure: agents\.x\.args takes JSON: expected .* at column 1$/,
    );
  });
});
