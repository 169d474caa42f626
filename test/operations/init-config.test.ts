import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Config } from '../../src/core/agent.ts';
import { parseText } from '../../src/lib/schema.ts';
import {
  coderIn,
  configFor,
  explainConfig,
  isUnedited,
  renderConfig,
} from '../../src/operations/init-config.ts';

const names = ['claude', 'codex', 'opencode'];

describe('the config that init writes', () => {
  const cases: [coder: string | undefined, installed: string[], agents: Record<string, string>][] =
    [
      [undefined, [], { coder: 'simulated' }],
      ['claude', ['claude'], { coder: 'claude' }],
      ['codex', ['claude', 'codex'], { coder: 'codex', claude: 'claude' }],
      ['claude', names, { coder: 'claude', codex: 'codex', opencode: 'opencode' }],
      ['opencode', [], { coder: 'opencode' }],
    ];
  for (const [coder, installed, agents] of cases) {
    const config = configFor(coder, installed);
    const text = renderConfig(config);
    const what = `${coder ?? 'nobody'} of [${installed.join(', ')}]`;

    it(`for ${what} names what is there`, () => {
      const extended = Object.entries(config.agents ?? {}).map(([name, one]) => [
        name,
        one.extends,
      ]);
      assert.deepEqual(Object.fromEntries(extended), agents);
      assert.equal(config.defaultAgent, 'coder');
    });

    it(`for ${what} is read back as it is, and known for ours`, () => {
      assert.deepEqual(parseText(Config, text), { ok: true, value: config });
      assert.equal(coderIn(text, names), coder ?? 'simulated');
    });

    it(`for ${what} has no line without an explanation, or it stood above`, () => {
      const explained = explainConfig(config);
      const lines = text.split('\n').filter((line) => /"/.test(line));
      assert.deepEqual(
        explained.map(({ line }) => line.trim().split(':')[0]),
        lines.map((line) => line.trim().split(':')[0]),
      );
      const [first, ...later] = explained.filter(({ line }) => line.trim().startsWith('"extends"'));
      assert.match(first?.says ?? '', /^Another agent or a shipped profile .*\.$/);
      assert.ok(later.every(({ says }) => says === ''));
    });
  }

  it('counts as edited after any change', () => {
    const text = renderConfig(configFor('claude', ['claude']));
    for (const edited of [text.replace('3', '4'), `${text}\n`, text.trim(), '{}', 'no JSON', '']) {
      assert.equal(isUnedited(edited, names), false, edited);
      assert.equal(coderIn(edited, names), undefined);
    }
  });
});
