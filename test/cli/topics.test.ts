import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profiles } from '../../src/adapters/agents/index.ts';
import { config, exampleConfig } from '../../src/cli/topics/config.ts';
import type { Topic } from '../../src/cli/topics/index.ts';
import { variables } from '../../src/cli/topics/protocol.ts';
import { exampleTemplate, templates } from '../../src/cli/topics/templates.ts';
import { type AgentSettings, Config } from '../../src/core/agent.ts';
import { callFor, placesOf } from '../../src/core/command.ts';
import { knownHoles, resolveAgent } from '../../src/core/resolve-agent.ts';
import { newRecord } from '../../src/core/task.ts';
import { type JsonSchema, parseText } from '../../src/lib/schema.ts';

const rowsOf = async (topic: Topic) =>
  (await topic.blocks({})).flatMap((block) => ('rows' in block ? block.rows : []));

const resolve = (settings: AgentSettings, configs: readonly Config[] = []) =>
  resolveAgent(
    'own',
    { configs: [...configs, { agents: { own: settings } }], places: [], profiles },
    () => exampleTemplate.join('\n'),
  );

describe('help config', () => {
  it('shows a config that is valid, and whose agents can be called', () => {
    const read = parseText(Config, JSON.stringify(exampleConfig));
    assert.ok(read.ok, JSON.stringify(read));
    for (const settings of Object.values(exampleConfig.agents ?? {})) resolve(settings);
  });

  it('shows it as it can be copied', async () => {
    const blocks = await config.blocks({});
    const lines = blocks.flatMap((block) => ('lines' in block ? block.lines : []));
    assert.deepEqual(JSON.parse(lines.join('\n')), exampleConfig);
  });

  it('tells every key of every depth', async () => {
    const keys = (schema: JsonSchema, prefix = ''): string[] =>
      Object.entries(schema.properties ?? {}).flatMap(([key, field]) => [
        `${prefix}${key}`,
        ...keys(field, `${prefix}${key}.`),
      ]);
    const agent = Config.properties?.['agents']?.additionalProperties || assert.fail();
    const wanted = [...keys(Config).filter((key) => key !== 'agents'), ...keys(agent)];
    const told = (await rowsOf(config)).map(([key]) => key);
    assert.deepEqual(told, wanted);
  });

  const defaults: [key: string, said: RegExp][] = [
    ['maxParallel', /From 1 to 1000\. Default 3\.$/],
    ['idleExit', /without work\. Default 30s\.$/],
    ['drain', /leaves at once\..* Default 10s\.$/],
    ['retry.ceiling', /Default 10m\.$/],
    ['grace', /Default 5s\.$/],
    ['stopSignals', /Default INT, TERM\.$/],
    ['trustExit', /Default true\.$/],
    ['completion', /Default either\.$/],
    ['command', /or a path\.$/],
  ];
  for (const [key, said] of defaults)
    it(`tells what ${key} is where nobody sets it`, async () => {
      const [, meaning = ''] = (await rowsOf(config)).find(([known]) => known === key) ?? [];
      assert.match(meaning, said);
    });
});

describe('help templates', () => {
  it('shows a template that is valid', () => {
    resolve({ command: 'x', promptTemplate: exampleTemplate.join('\n') });
  });

  for (const hole of knownHoles)
    it(`tells what {${hole}} is, and where it may stand`, async () => {
      const [, meaning = ''] =
        (await rowsOf(templates)).find(([term]) => term === `{${hole}}`) ?? [];
      assert.match(meaning, /^[A-Z].*\.$/);
      resolve({ command: 'x', args: [`--x={${hole}}`] });
      const inTemplate = () => resolve({ command: 'x', promptTemplate: `{userPrompt} {${hole}}` });
      if (/In arguments only/.test(meaning)) assert.throws(inTemplate);
      else inTemplate();
    });
});

describe('help protocol', () => {
  it('tells every variable that an agent finds, and no other', () => {
    const wanted = { agent: 'own', prompt: 'x', cwd: '/' };
    const { added } = callFor(
      resolve({ command: 'x' }),
      newRecord(12, { ...wanted, priority: 0 }, '2026-01-01T00:00:00.000Z'),
      {
        places: placesOf('/root', 37, 12, false),
        attempt: 1,
        slot: 0,
        token: 'a'.repeat(32),
        inherited: {},
      },
    );
    assert.deepEqual(Object.keys(variables).sort(), [...added]);
  });
});
