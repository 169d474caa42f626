import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Ancestor } from '../../src/core/lineage.ts';
import { originsIn } from '../../src/operations/agent-origins.ts';

const own = (settings: Ancestor['settings']): Ancestor => ({
  name: 'coder',
  settings,
  place: '/c',
});
const shipped = (settings: Ancestor['settings']): Ancestor => ({
  name: 'claude',
  settings: { command: 'claude', ...settings },
  place: undefined,
});

describe('a setting of an agent stands', () => {
  const cases: [what: string, lineage: Ancestor[], origins: Record<string, string>][] = [
    [
      'where it is said nearest',
      [own({ args: ['x'] }), shipped({ args: ['y'], linger: '1m' })],
      {
        args: '/c: agents.coder',
        command: 'shipped profile claude',
        linger: 'shipped profile claude',
      },
    ],
    [
      'for each variable by itself',
      [own({ env: { A: '1' } }), shipped({ env: { A: '2', B: '3' } })],
      {
        'env.A': '/c: agents.coder',
        'env.B': 'shipped profile claude',
        command: 'shipped profile claude',
      },
    ],
    [
      'not where a template file has replaced the text',
      [own({ promptTemplateFile: 'a.md' }), shipped({ promptTemplate: '{userPrompt}' })],
      { command: 'shipped profile claude', promptTemplateFile: '/c: agents.coder' },
    ],
    [
      'in the program, where no config names an agent',
      [{ name: 'coder', settings: { extends: 'simulated' }, place: undefined }],
      { extends: 'built in' },
    ],
  ];
  for (const [what, lineage, origins] of cases)
    it(what, () => assert.deepEqual(originsIn(lineage), origins));
});
