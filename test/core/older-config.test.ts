import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knownHoles } from '../../src/core/agent-problems.ts';
import { readConfig } from '../../src/core/config-problem.ts';
import { type OlderConfig, readOlderConfig } from '../../src/core/older-config.ts';
import { argumentFrom, templateFrom, toCamel } from '../../src/core/older-holes.ts';
import { resolveAgent } from '../../src/core/resolve-agent.ts';
import { fillTemplate } from '../../src/lib/template.ts';
import { renderConfig } from '../../src/operations/init-config.ts';

const files: Record<string, string> = {
  '.orchestra-cli/prompts/auggie.txt':
    '{task_id}: {userPrompt}\nplan: {planFile}\non failure write {"error": "why"} and not {reason}\n',
  'prompts/short.txt': 'do {prompt}',
  'notes/deep/other.txt': '{user_prompt}',
  '.orchestra-cli/prompts/deaf.txt': 'do something',
};

/** Translates a config, which then must pass as one of ours, and every agent of it resolve. */
function translate(config: unknown): OlderConfig {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  const read = readOlderConfig({ text, textOf: (name) => files[name] });
  if ('problem' in read) throw new Error(read.problem);
  const again = readConfig('agent-config.json', renderConfig(read.config));
  assert.ok(again.ok, JSON.stringify(again));
  assert.deepEqual(again.config, read.config);
  const sources = { configs: [again.config], places: ['agent-config.json'], profiles: {} };
  for (const name of Object.keys(read.config.agents ?? {}))
    resolveAgent(name, sources, (file) => read.templates[file.slice('prompts/'.length)]);
  return read;
}

describe('the agent config of an older tool', () => {
  it('keeps what is the same, and points to its templates', () => {
    const { config, templates, left } = translate({
      agents: {
        coder: {
          command: 'opencode',
          args: ['run', '{prompt}', '--agent', 'coder'],
          description: 'Writes code',
        },
        auggie: {
          command: 'auggie',
          args: ['-i', '{prompt}', '-p'],
          promptTemplateFile: '.orchestra-cli/prompts/auggie.txt',
        },
      },
    });
    assert.deepEqual(config.agents, {
      coder: {
        classicNames: true,
        command: 'opencode',
        args: ['run', '{prompt}', '--agent', 'coder'],
        description: 'Writes code',
      },
      auggie: {
        classicNames: true,
        command: 'auggie',
        args: ['-i', '{prompt}', '-p'],
        promptTemplateFile: 'prompts/auggie.txt',
      },
    });
    assert.deepEqual(templates, {
      'auggie.txt':
        '{taskId}: {userPrompt}\nplan: {planFile}\non failure write {"error": "why"} and not {{reason}}\n',
    });
    assert.deepEqual(left, []);
  });

  const settings: [what: string, said: object, own: object, left?: string[]][] = [
    ['a timeout in seconds', { timeout: 90 }, { timeout: '90s' }],
    ['a timeout of minutes', { timeout: 1800 }, { timeout: '30m' }],
    ['a timeout of hours', { timeout_seconds: 7200 }, { timeout: '2h' }],
    ['a timeout of half a second', { timeout: 0.5 }, { timeout: '0.5s' }],
    ['a timeout in words', { timeout: '45m' }, { timeout: '45m' }],
    ['a timeout that is none', { timeout: null }, {}],
    ['no time at all', { timeout: 0 }, {}, ['timeout']],
    ['a timeout that is no duration', { timeout: 'soon' }, {}, ['timeout']],
    ['a time without end', { timeout: 1e300 }, {}, ['timeout']],
    ['snake_case', { max_parallel: 2 }, { maxParallel: 2 }],
    ['another name', { max_concurrent: 2 }, { maxParallel: 2 }],
    [
      'a name that is there twice',
      { maxParallel: 2, max_parallel: 3 },
      { maxParallel: 2 },
      ['max_parallel'],
    ],
    ['a value of another kind', { description: 7, env: ['A'] }, {}, ['description', 'env']],
    ['an environment', { env: { A: '1' } }, { env: { A: '1' } }],
    ['what we do not know', { cwd: '.', timeoutWarning: 60 }, {}, ['cwd', 'timeoutWarning']],
    ['a name of every object', { constructor: 1, toString: 2 }, {}, ['constructor', 'toString']],
    [
      'a template in the config',
      { prompt_template: 'do {user_prompt}' },
      { promptTemplate: 'do {userPrompt}' },
    ],
    ['a template that has no prompt', { promptTemplate: 'do it' }, {}, ['promptTemplate']],
    [
      'a template file beside the config',
      { promptTemplateFile: 'prompts/short.txt' },
      { promptTemplateFile: 'prompts/short.txt' },
    ],
    [
      'a template file in snake_case, elsewhere',
      { prompt_template_file: 'notes/deep/other.txt' },
      { promptTemplateFile: 'prompts/notes-deep-other.txt' },
    ],
    [
      'a template file that is gone',
      { promptTemplateFile: 'prompts/gone.txt' },
      {},
      ['promptTemplateFile'],
    ],
    [
      'a template file that is gone, and a text',
      { promptTemplateFile: 'prompts/gone.txt', promptTemplate: '{userPrompt}' },
      { promptTemplate: '{userPrompt}' },
      ['promptTemplateFile'],
    ],
    [
      'a template file and a text',
      { promptTemplateFile: 'prompts/short.txt', promptTemplate: '{userPrompt}' },
      { promptTemplateFile: 'prompts/short.txt' },
      ['promptTemplate'],
    ],
    [
      'a template file that has no prompt',
      { promptTemplateFile: '.orchestra-cli/prompts/deaf.txt' },
      {},
      ['promptTemplateFile'],
    ],
    ['arguments that are numbers', { args: ['-n', 3] }, { args: ['-n', '3'] }],
    ['arguments that are none', { args: 'run {prompt}' }, {}, ['args']],
    [
      'a command with its arguments',
      { command: ['x', '-p'], args: ['{prompt}'] },
      { args: ['-p', '{prompt}'] },
    ],
  ];
  for (const [what, said, own, names = []] of settings)
    it(`translates ${what}`, () => {
      const { config, left } = translate({ agents: { coder: { command: 'x', ...said } } });
      assert.deepEqual(config.agents, { coder: { classicNames: true, command: 'x', ...own } });
      assert.deepEqual(
        left.map(({ path }) => path),
        names.map((name) => `agents.coder.${name}`),
      );
    });

  it('translates what holds for all, and leaves agents that could not run', () => {
    const { config, left } = translate({
      default_agent: 'ghost',
      default_timeout: 600,
      max_concurrent: 5,
      archive: { enabled: true },
      agents: {
        'not a name': { command: 'x' },
        idle: { args: [] },
        odd: 7,
        '-': {},
        good: { command: 'x' },
      },
    });
    assert.deepEqual(config, {
      timeout: '10m',
      maxParallel: 5,
      agents: { good: { classicNames: true, command: 'x' } },
    });
    assert.deepEqual(
      left.map(({ path, why }) => `${path}: ${why}`),
      [
        'agents.not a name: no agent is named so',
        'agents.idle: it has no command',
        'agents.odd: it is no JSON object',
        'agents.-: no agent is named so',
        'archive: it has no counterpart here',
        'defaultAgent: there is no agent ghost',
      ],
    );
  });

  for (const [text, problem] of [
    ['{"agents": ', /^it is no JSON: /],
    ['', /^it is no JSON: /],
    ['[]', /^it is no JSON object$/],
    ['null', /^it is no JSON object$/],
    ['{}', /^it has no agents$/],
    ['{"agents": []}', /^it has no agents$/],
  ] as const)
    it(`says why it cannot translate ${JSON.stringify(text)}`, () => {
      const read = readOlderConfig({ text, textOf: () => undefined });
      assert.match('problem' in read ? read.problem : 'none', problem);
    });
});

describe('arguments of an older tool', () => {
  const holes = Object.fromEntries(knownHoles.map((name) => [name, `<${name}>`]));
  const cases: [there: string, value: string][] = [
    ['{prompt}', '<prompt>'],
    ['id={task_id}', 'id=<taskId>'],
    ['{"a": "{prompt}"}', '{"a": "<prompt>"}'],
    ['{{prompt}}', '{<prompt>}'],
    ['{unknown}', '{unknown}'],
    ['{unknown_hole}', '{unknown_hole}'],
    ['{{{agent}}}', '{{<agent>}}'],
    ['}', '}'],
    ['}}{{', '}}{{'],
    ['{ }} {', '{ }} {'],
    ['{a {b} c}', '{a {b} c}'],
    ['{}', '{}'],
    ['{{}}', '{{}}'],
    ['awk {print $1}', 'awk {print $1}'],
  ];
  for (const [there, value] of cases)
    it(`mean the same here: ${there}`, () => {
      const filled = fillTemplate(argumentFrom(there), holes);
      assert.deepEqual(filled, { ok: true, value });
    });

  it('and a template leaves as text what nobody fills', () => {
    const there = '{prompt} {user_prompt} {x} {{x}} {a: {y}} {no_hole}';
    const filled = fillTemplate(templateFrom(there), holes);
    const value = '<userPrompt> <userPrompt> {x} {x} {a: {y}} {no_hole}';
    assert.deepEqual(filled, { ok: true, value });
  });

  it('names in snake_case are known by ours', () => {
    assert.deepEqual(['max_parallel', 'max-parallel', 'maxParallel', '_x', 'a__b'].map(toCamel), [
      'maxParallel',
      'maxParallel',
      'maxParallel',
      '_x',
      'aB',
    ]);
  });
});
