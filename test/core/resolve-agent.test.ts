import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgentSettings, Config, ResolvedAgent } from '../../src/core/agent.ts';
import { Failure } from '../../src/core/failure.ts';
import { agentNames, defaultAgentOf, lineageOf, type Sources } from '../../src/core/lineage.ts';
import { knownHoles, resolveAgent, retryOf } from '../../src/core/resolve-agent.ts';

type Named = Record<string, AgentSettings>;

const profiles: Named = {
  claude: { command: 'claude', args: ['-p'], prompt: 'stdin', env: { A: 'shipped', B: 'shipped' } },
  simulated: { command: 'sh', simulated: true },
};
const from = (...agents: Named[]): Sources => ({
  configs: agents.map((one) => ({ agents: one })),
  places: agents.map((_, at) => `/config-${at}.json`),
  profiles,
});
const templates: Record<string, string> = {
  'good.md': 'Do: {userPrompt}',
  'empty.md': '',
  'prompt.md': '{prompt} {userPrompt}',
  'unknown.md': '{userPrompt} {doneFlie}',
};
const resolve = (name: string, sources: Sources): ResolvedAgent =>
  resolveAgent(name, sources, (path) => templates[path]);

/** Message and hint of the refusal. */
function refusal(name: string, sources: Sources): { code: string; lines: string[]; hint: string } {
  try {
    resolve(name, sources);
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    const lines = error.message.split('\n').map((line) => line.replace(/^\/config-0\.json: /, ''));
    return { code: error.code, lines, hint: error.hint ?? '' };
  }
  throw new Error(`agent ${name} was not refused`);
}

test('a profile is an agent, with every default filled in', () =>
  assert.deepEqual(resolve('claude', from()), {
    name: 'claude',
    description: '',
    command: 'claude',
    args: ['-p'],
    modelArgs: [],
    model: undefined,
    prompt: 'stdin',
    template: undefined,
    completion: 'either',
    format: undefined,
    trustExit: true,
    timeoutMs: undefined,
    retry: undefined,
    maxParallel: Number.POSITIVE_INFINITY,
    env: { A: 'shipped', B: 'shipped' },
    unset: [],
    stopSignals: ['INT', 'TERM'],
    graceMs: 5_000,
    lingerMs: 5_000,
    classicNames: false,
    verified: true,
    install: undefined,
    probe: undefined,
    simulated: false,
  }));

test('a child outranks its parent, along the whole chain; environments are joined', () => {
  const agents: Named = {
    base: { extends: 'claude', args: ['-x'], timeout: '30m', env: { B: 'base', C: 'base' } },
    coder: { extends: 'base', timeout: '1h', env: { C: 'coder' } },
  };
  const coder = resolve('coder', from(agents));
  assert.deepEqual([coder.command, coder.args, coder.timeoutMs], ['claude', ['-x'], 3_600_000]);
  assert.deepEqual(coder.env, { A: 'shipped', B: 'base', C: 'coder' });
});

test('the nearest config that names an agent wins, whole', () => {
  const sources = from({ claude: { command: 'near' } }, { claude: { command: 'far', model: 'm' } });
  const { command, model } = resolve('claude', sources);
  assert.deepEqual([command, model], ['near', undefined]);
});

test('who extends its own name means the next one of that name', () => {
  const near = { claude: { extends: 'claude', model: 'near' } };
  const far = { claude: { extends: 'claude', args: ['far'], model: 'far' } };
  const { command, args, model } = resolve('claude', from(near, far));
  assert.deepEqual([command, args, model], ['claude', ['far'], 'near']);
});

test('who an agent extends is told, with the file that says so', () => {
  const near = { coder: { extends: 'claude' } };
  const far = { claude: { extends: 'claude' } };
  assert.deepEqual(
    lineageOf('coder', from(near, far)).map(({ name, place }) => [name, place]),
    [
      ['coder', '/config-0.json'],
      ['claude', '/config-1.json'],
      ['claude', undefined],
    ],
  );
});

const probed: [what: string, settings: AgentSettings, probe: AgentSettings['probe']][] = [
  ['falls to who extends the program', {}, { version: ['-v'] }],
  ['falls to a path to it', { command: '/opt/tool' }, { version: ['-v'] }],
  ['falls to no other program', { command: 'wrapper' }, undefined],
  ['can be told anew', { command: 'wrapper', probe: { help: ['-h'] } }, { help: ['-h'] }],
];
for (const [what, settings, probe] of probed)
  test(`how a program is asked about itself ${what}`, () => {
    const tool = { command: 'tool', probe: { version: ['-v'] } };
    const sources = from({ tool, coder: { ...settings, extends: 'tool' } });
    assert.deepEqual(resolve('coder', sources).probe, probe);
  });

const wayward: [name: string, agents: Named, asked: string, message: string][] = [
  ['a stranger', { coder: { command: 'x' } }, 'xyz', 'no agent is called "xyz"'],
  [
    'a slip',
    { coder: { command: 'x' } },
    'claud',
    'no agent is called "claud"; did you mean claude?',
  ],
  [
    'a slip in a parent',
    { coder: { extends: 'claud' } },
    'coder',
    'agents.coder.extends "claud" is no agent; did you mean claude?',
  ],
  [
    'a circle',
    { a: { extends: 'b' }, b: { extends: 'c' }, c: { extends: 'a' } },
    'a',
    'agents.c.extends leads in a circle: a → b → c → a',
  ],
  ['itself', { a: { extends: 'a' } }, 'a', 'agents.a.extends leads in a circle: a → a'],
  [
    'what objects inherit',
    { a: { extends: 'constructor' } },
    'a',
    'agents.a.extends "constructor" is no agent',
  ],
];
for (const [name, agents, asked, message] of wayward)
  test(`${name} is refused, and the known ones are listed`, () =>
    assert.deepEqual(refusal(asked, from(agents)), {
      code: 'not_found',
      lines: [message],
      hint: `known: ${[...Object.keys(agents), 'claude', 'simulated'].join(', ')}`,
    }));

test('every problem is reported at once, with the name of the agent', () => {
  const bad: AgentSettings = {
    args: ['{promt}', '{model}', '{nonsense}'],
    prompt: 'arg',
    promptTemplateFile: 'missing.md',
    timeout: '5 parsecs',
    grace: '1x',
    linger: '2s2s',
    retry: { delay: '1y', ceiling: '1z' },
  };
  const { code, lines, hint } = refusal('bad', from({ bad }));
  const known = `Known: ${knownHoles.map((hole) => `{${hole}}`).join(' ')}`;
  assert.equal(code, 'invalid');
  assert.deepEqual(lines, [
    'agents.bad has no command, and extends nothing that has one',
    'agents.bad.timeout is no duration: "5 parsecs" (such as 90, 30m, 1h30m)',
    'agents.bad.grace is no duration: "1x" (such as 90, 30m, 1h30m)',
    'agents.bad.linger is no duration: "2s2s" (such as 90, 30m, 1h30m)',
    'agents.bad.retry.delay is no duration: "1y" (such as 90, 30m, 1h30m)',
    'agents.bad.retry.ceiling is no duration: "1z" (such as 90, 30m, 1h30m)',
    `agents.bad.args[0] holds {promt}, which is no known hole; did you mean {prompt}? ${known}`,
    `agents.bad.args[2] holds {nonsense}, which is no known hole. ${known}`,
    'agents.bad.prompt is "arg", but no argument holds {prompt}',
    'agents.bad.promptTemplateFile missing.md does not exist',
  ]);
  assert.match(hint, /agent-config\.json/);
});

const command = 'x';
const problems: [name: string, agent: AgentSettings, problem: RegExp | undefined][] = [
  ['a prompt as an argument', { command, prompt: 'arg', args: ['{prompt}'] }, undefined],
  ['the bare prompt as an argument', { command, prompt: 'arg', args: ['{userPrompt}'] }, undefined],
  ['a prompt file', { command, prompt: 'file', args: ['@{promptFile}'] }, undefined],
  ['a prompt file that nobody is told of', { command, prompt: 'file' }, /holds \{promptFile\}/],
  ['a place for the model', { command, args: ['{modelArgs}', '{model}'] }, undefined],
  [
    'a place for the model inside an argument',
    { command, args: ['x{modelArgs}'] },
    /args\[0\] holds \{modelArgs\}, which is no known hole/,
  ],
  [
    'an unknown hole in the model arguments',
    { command, modelArgs: ['{modle}'] },
    /modelArgs\[0\] holds \{modle\}, .* did you mean \{model\}/,
  ],
  ['JSON as an argument', { command, args: ['{"a": {"b": 1}}'] }, undefined],
  ['a template', { command, promptTemplate: 'x {userPrompt} {doneFile}' }, undefined],
  [
    'a template with another hole',
    { command, promptTemplate: '{userPrompt} {foo}' },
    /promptTemplate holds \{foo\}, which is no known hole/,
  ],
  [
    'a template without the prompt',
    { command, promptTemplate: 'x' },
    /promptTemplate does not hold \{userPrompt\}/,
  ],
  [
    'a template around itself',
    { command, promptTemplateFile: 'prompt.md' },
    /promptTemplateFile prompt\.md:1:1 holds \{prompt\}; a template holds \{userPrompt\} instead/,
  ],
  [
    'an empty template file',
    { command, promptTemplateFile: 'empty.md' },
    /promptTemplateFile empty\.md does not hold \{userPrompt\}/,
  ],
  [
    'a slip in a template file',
    { command, promptTemplateFile: 'unknown.md' },
    /promptTemplateFile unknown\.md:1:14 holds \{doneFlie\}, .* did you mean \{doneFile\}/,
  ],
];
for (const [name, agent, problem] of problems)
  test(`${name} is ${problem ? 'refused' : 'fine'}`, () => {
    const sources = from({ agent });
    if (!problem) return assert.equal(resolve('agent', sources).name, 'agent');
    const { lines } = refusal('agent', sources);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', problem);
  });

const inherited: [name: string, parent: AgentSettings, child: AgentSettings, template: string][] = [
  ['is read from its file', {}, { promptTemplateFile: 'good.md' }, 'Do: {userPrompt}'],
  ['is inherited', { promptTemplateFile: 'good.md' }, {}, 'Do: {userPrompt}'],
  [
    'of a child replaces the file of its parent',
    { promptTemplateFile: 'good.md' },
    { promptTemplate: 'c {userPrompt}' },
    'c {userPrompt}',
  ],
  [
    'file of a child replaces the text of its parent',
    { promptTemplate: 'p {userPrompt}' },
    { promptTemplateFile: 'good.md' },
    'Do: {userPrompt}',
  ],
  [
    'outranks the file beside it',
    {},
    { promptTemplate: 'c {userPrompt}', promptTemplateFile: 'good.md' },
    'c {userPrompt}',
  ],
];
for (const [name, parent, child, template] of inherited)
  test(`a template ${name}`, () => {
    const agents = { parent: { command, ...parent }, child: { extends: 'parent', ...child } };
    assert.equal(resolve('child', from(agents)).template, template);
  });

const channels: [args: string[], channel: string][] = [
  [[], 'stdin'],
  [['run', '{taskId}'], 'stdin'],
  [['-p', '{prompt}'], 'arg'],
  [['-p{userPrompt}'], 'arg'],
  [['--file={promptFile}'], 'file'],
  [['{promptFile}', '{prompt}'], 'arg'],
];
for (const [args, prompt] of channels)
  test(`with ${JSON.stringify(args)} the prompt goes by ${prompt}`, () =>
    assert.equal(resolve('a', from({ a: { command, args } })).prompt, prompt));

test('durations are milliseconds', () => {
  const agent = { command, timeout: '1h30m', grace: '0', linger: '250ms' };
  const { timeoutMs, graceMs, lingerMs } = resolve('a', from({ a: agent }));
  assert.deepEqual([timeoutMs, graceMs, lingerMs], [5_400_000, 0, 250]);
});

test('a retry policy keeps what is said and adds nothing', () => {
  const settings = { retries: 2, delay: '1s', factor: 3, ceiling: '1m', on: ['exit' as const] };
  assert.deepEqual(retryOf(settings), {
    retries: 2,
    delayMs: 1_000,
    factor: 3,
    ceilingMs: 60_000,
    on: ['exit'],
  });
  assert.deepEqual(retryOf({ retries: 1 }), { retries: 1 });
  assert.equal(retryOf(undefined), undefined);
  assert.deepEqual(retryOf(undefined, ['exit']), { on: ['exit'] });
  assert.deepEqual(retryOf({ on: ['timeout'] }, ['exit']), { on: ['timeout'] });
});

test('plain lines are no format', () =>
  assert.equal(resolve('a', from({ a: { command, format: 'lines' } })).format, undefined));

test('without any agent the stand-in is there, and nobody else is', () => {
  assert.equal(resolve('coder', from()).simulated, true);
  assert.equal(resolve('coder', from({})).name, 'coder');
  assert.deepEqual(agentNames(from()), ['coder', 'claude', 'simulated']);
  assert.equal(refusal('writer', from()).code, 'not_found');
});

test('with an agent of its own a workspace has no stand-in', () => {
  const sources = from({ writer: { command } });
  assert.equal(refusal('coder', sources).code, 'not_found');
  assert.deepEqual(agentNames(sources), ['writer', 'claude', 'simulated']);
});

const defaults: [name: string, configs: Config[], agent: string][] = [
  ['the one that is named', [{ agents: { a: {} } }, { defaultAgent: 'b' }], 'b'],
  ['the one that is named nearest', [{ defaultAgent: 'a' }, { defaultAgent: 'b' }], 'a'],
  ['else the first', [{}, { agents: { b: {}, c: {} } }], 'b'],
  ['else the stand-in', [{}], 'coder'],
];
for (const [name, configs, agent] of defaults)
  test(`the default agent is ${name}`, () =>
    assert.equal(defaultAgentOf({ configs, places: [], profiles }), agent));

test('a problem is told where it can be mended: at who said it, in the file that says so', () => {
  const sources: Sources = {
    configs: [
      { agents: { coder: { extends: 'base', linger: '1x' } } },
      { agents: { base: { command, grace: '2x', args: ['{x}'] }, lost: { extends: 'coderr' } } },
    ],
    places: ['/near.json', '/far.json'],
    profiles,
    locate: (file, path) => ({ line: file.length, column: path.length }),
  };
  assert.deepEqual(
    refusal('coder', sources).lines.map((line) => line.split(' ')[0]),
    ['/far.json:9:17:', '/near.json:10:19:', '/far.json:9:19:'],
  );
  assert.deepEqual(refusal('lost', sources).lines, [
    '/far.json:9:19: agents.lost.extends "coderr" is no agent; did you mean coder?',
  ]);
});
