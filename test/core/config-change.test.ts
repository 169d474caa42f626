import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Config } from '../../src/core/agent.ts';
import { configChanges } from '../../src/core/config-change.ts';
import { configSaid } from '../../src/core/config-said.ts';

const said = (...configs: Config[]) =>
  configSaid({ configs, places: configs.map((_, at) => `/${at}.json`), profiles: {} });

describe('what has changed in a config', () => {
  const cases: [what: string, before: Config[], after: Config[], lines: string[]][] = [
    ['nothing', [{ maxParallel: 2 }], [{ maxParallel: 2 }], []],
    ['a value', [{ maxParallel: 2 }], [{ maxParallel: 5 }], ['maxParallel: 2 → 5']],
    ['back to the default', [{ maxParallel: 2 }], [{}], ['maxParallel: 2 → 3']],
    [
      'nothing that the nearer file hides',
      [{ aging: '1m' }, {}],
      [{ aging: '1m' }, { aging: '2m' }],
      [],
    ],
    ['a file moved', [{ timeout: '1m' }], [{}, { timeout: '1m' }], []],
    [
      'an agent',
      [{ agents: { own: { command: 'a', args: ['x'] } } }],
      [{ agents: { own: { command: 'a', args: ['y'], model: 'm' } } }],
      ['agents.own.args: ["x"] → ["y"]', 'agents.own.model: not set → "m"'],
    ],
    [
      'a variable, which may be a secret',
      [{ agents: { own: { env: { KEY: 'one' } } } }],
      [{ agents: { own: { env: { KEY: 'two', B: 'x' } } } }],
      ['agents.own.env.KEY has changed', 'agents.own.env.B has changed'],
    ],
  ];
  for (const [what, before, after, lines] of cases)
    it(what, () => assert.deepEqual(configChanges(said(...before), said(...after)), lines));
});
