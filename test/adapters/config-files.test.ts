import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { profiles, readerOf, simulatedProfile } from '../../src/adapters/agents/index.ts';
import { createAgents } from '../../src/adapters/config-files.ts';
import { Config, type Config as ConfigFile } from '../../src/core/agent.ts';
import { configProblems } from '../../src/core/config-check.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Agents } from '../../src/core/ports.ts';
import { parseText } from '../../src/lib/schema.ts';
import { projectRoot } from '../support/root.ts';

const temporary = mkdtempSync(join(tmpdir(), 'orchestra-config-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

interface Place {
  readonly agents: Agents;
  readonly near: string;
  readonly write: (path: string, content: string | ConfigFile) => void;
}

/** Agents over a near and a far config file, which may be written at any time. */
function place(environment: Record<string, string> = {}): Place {
  const root = mkdtempSync(join(temporary, 'place-'));
  const near = join(root, 'near/agent-config.json');
  const older = join(root, '.older/agent-config.json');
  return {
    near,
    agents: createAgents({
      paths: [near, older, join(root, 'far/agent-config.json')],
      older,
      profiles: { ...profiles, simulated: simulatedProfile('/simulated.sh') },
      readerOf,
      environment,
      templates: join(root, 'shipped'),
    }),
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(join(root, path), text);
    },
  };
}

const nearConfig = 'near/agent-config.json';
const farConfig = 'far/agent-config.json';
const coder = (part: object = {}): ConfigFile => ({ agents: { coder: { command: 'x', ...part } } });

test('a prompt template is where the nearest config has it, else the shipped one', () => {
  const { agents, near, write } = place();
  write(nearConfig, coder());
  write('shipped/prompts/a.md', '{userPrompt}');
  assert.equal(agents.templateAt('prompts/a.md'), join(near, '../../shipped/prompts/a.md'));
  write('near/prompts/a.md', '{userPrompt}');
  assert.equal(agents.templateAt('prompts/a.md'), join(near, '../prompts/a.md'));
  assert.equal(agents.templateAt('prompts/b.md'), undefined);
});

test('what an older tool says amiss counts only while there is no config of ours', () => {
  const { agents, write } = place();
  write('.older/agent-config.json', '{ "agents": { "coder": { "timeout": 5 } } }');
  assert.throws(
    () => agents.resolve('coder'),
    (error) =>
      error instanceof Failure &&
      /agents\.coder\.timeout/.test(error.message) &&
      /^orchestra migrate /.test(error.hint ?? ''),
  );
  write(nearConfig, coder());
  assert.equal(agents.resolve('coder').command, 'x');
});

test('a template of an older tool is named from the folder above its config', () => {
  const { agents, write } = place();
  const file = '.older/prompts/a.txt';
  const entry = { agents: { coder: { command: 'x', promptTemplateFile: file } } };
  write('.older/agent-config.json', entry);
  write(file, 'of old: {userPrompt}');
  assert.equal(agents.resolve('coder').template, 'of old: {userPrompt}');
});

test('the nearest config that names an agent wins; the others still count', () => {
  const { agents, write } = place();
  write(nearConfig, { agents: { coder: { command: 'near' } }, maxParallel: 5 });
  write(farConfig, {
    defaultAgent: 'writer',
    maxParallel: 9,
    timeout: '1m',
    agents: { coder: { command: 'far' }, writer: { command: 'far' } },
  });
  assert.equal(agents.resolve('coder').command, 'near');
  assert.equal(agents.resolve('writer').command, 'far');
  const { defaultAgent, maxParallel, timeoutMs } = agents.settings();
  assert.deepEqual([defaultAgent, maxParallel, timeoutMs], ['writer', 5, 60_000]);
});

test('without any config there are the stand-in and the shipped profiles', () => {
  const { agents } = place();
  assert.equal(agents.resolve('coder').simulated, true);
  assert.equal(agents.resolve('claude').command, 'claude');
  assert.deepEqual(agents.settings(), {
    defaultAgent: 'coder',
    maxParallel: 3,
    maxAwaiting: 10,
    idleExitMs: 30_000,
    drainMs: 10_000,
    agingMs: 300_000,
    ifDependencyFails: 'fail',
    groups: {},
    needs: {},
    approve: [],
    callbacks: [],
    timeoutMs: undefined,
    retry: undefined,
    retention: { completedDays: 7, failedDays: 14, queueSize: 1000, archiveDays: 90 },
  });
});

test('a config is read again when it changes, and when it comes or goes', () => {
  const { agents, near, write } = place();
  assert.equal(agents.resolve('coder').simulated, true);
  write(nearConfig, coder({ model: 'small' }));
  assert.equal(agents.resolve('coder').model, 'small');
  write(nearConfig, coder({ model: 'bigger' }));
  assert.equal(agents.resolve('coder').model, 'bigger');
  rmSync(near);
  assert.equal(agents.resolve('coder').simulated, true);
});

test('as long as nothing changes the same agent is handed out', () => {
  const { agents, write } = place();
  write(nearConfig, coder());
  assert.equal(agents.resolve('coder'), agents.resolve('coder'));
});

const frame = (text: string) => `${text} {userPrompt}`;

test('a template is found beside its config, else among the shipped ones', () => {
  const { agents, write } = place();
  write(nearConfig, coder({ promptTemplateFile: 'prompts/default.md' }));
  write('shipped/prompts/default.md', frame('shipped'));
  assert.equal(agents.resolve('coder').template, frame('shipped'));
  write('near/prompts/default.md', frame('own'));
  assert.equal(agents.resolve('coder').template, frame('own'));
});

test('a template is found beside a far config', () => {
  const { agents, write } = place();
  write(nearConfig, { maxParallel: 1 });
  write(farConfig, coder({ promptTemplateFile: 'mine.md' }));
  write('far/mine.md', frame('far'));
  assert.equal(agents.resolve('coder').template, frame('far'));
});

test('a template is read again when it changes', () => {
  const { agents, write } = place();
  write(nearConfig, coder({ promptTemplateFile: 'mine.md' }));
  write('near/mine.md', frame('first'));
  assert.equal(agents.resolve('coder').template, frame('first'));
  write('near/mine.md', frame('second'));
  assert.equal(agents.resolve('coder').template, frame('second'));
});

test('a template may be named by its whole path', () => {
  const { agents, near, write } = place();
  const path = join(dirname(near), 'elsewhere/mine.md');
  write('near/elsewhere/mine.md', frame('whole'));
  write(nearConfig, coder({ promptTemplateFile: path }));
  assert.equal(agents.resolve('coder').template, frame('whole'));
});

/** The lines of the refusal, less the path of the file that each of them begins with. */
function refusal({ agents, near }: Place): string[] {
  try {
    agents.settings();
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, 'invalid');
    const lines = error.message.split('\n');
    assert.ok(
      lines.every((line) => line.startsWith(`${near}:`)),
      error.message,
    );
    return lines.map((line) => line.slice(`${near}:`.length));
  }
  throw new Error('nothing was refused');
}

const broken: [name: string, text: string, problems: string[]][] = [
  [
    'a comma too many is found by line and column',
    '{\n  "maxParallel": 3,\n}',
    ['3:1: is no JSON: expected a key in double quotes, got "}"'],
  ],
  ['an empty file is no config', '', ['1:1: is no JSON: expected a value, got the end']],
  ['a mark at its beginning takes no column', '\ufeff[]', ['1:1: it must be an object, is a list']],
  [
    'all problems are reported at once, from the top down',
    `{
  "maxParalel": 3,
  "agents": {
    "coder": { "timeout": 30, "prompt": "mail", "args": ["x", 5], "timeut": "1m" },
    "coder": {},
    "a b": { "env": { "X": null, "__proto__": "x" }, "zzz": 1 }
  },
  "version": 1, "version": 2
}`,
    [
      '2:3: maxParalel is unknown; did you mean maxParallel?',
      '5:5: agents.coder is there already, at line 4, column 5',
      '6:28: agents.a b.env.X must be text, is null',
      '6:34: agents.a b.env.__proto__ is a name no entry may have',
      '6:54: agents.a b.zzz is unknown; known: extends, description, ',
      '8:17: version is there already, at line 8, column 3',
      '8:28: version must be at most 1',
    ],
  ],
  [
    'values of the wrong kind, and names nobody knows',
    `{
  "agents": {
    "coder": { "timeout": 30, "prompt": "mail", "args": ["x", 5],
      "timeut": "1m" }
  }
}`,
    [
      '3:27: agents.coder.timeout must be text, is 30',
      '3:41: agents.coder.prompt must be one of arg, stdin, file, is "mail"',
      '3:63: agents.coder.args[1] must be text, is 5',
      '4:7: agents.coder.timeut is unknown; did you mean timeout?',
    ],
  ],
  [
    'durations are checked as well',
    '{ "timeout": "1h30",\n  "retry": { "delay": "5 parsecs" } }',
    [
      '1:14: timeout is no duration: "1h30" (such as 90, 30m, 1h30m)',
      '2:23: retry.delay is no duration: "5 parsecs" (such as 90, 30m, 1h30m)',
    ],
  ],
];
for (const [name, text, problems] of broken)
  test(name, () => {
    const here = place();
    here.write(nearConfig, text);
    const lines = refusal(here);
    for (const [index, problem] of problems.entries())
      assert.equal((lines[index] ?? '').slice(0, problem.length), problem, lines.join('\n'));
    assert.equal(lines.length, problems.length, lines.join('\n'));
  });

test('what is wrong with an agent is told with the line of who said it, in whichever file', () => {
  const { agents, near, write } = place();
  const far = join(dirname(dirname(near)), farConfig);
  write(
    nearConfig,
    '{"agents": {\n  "coder": {"extends": "base", "timeout": "soon"},\n  "b": {}}}',
  );
  write(
    farConfig,
    '{"defaultAgent": "codr",\n "agents": {"base": {"command": "x", "args": ["-p",\n"{promt}"]}}}',
  );
  const known = / Known: .*/;
  assert.deepEqual(
    configProblems(agents).map((line) => line.replace(known, '')),
    [
      `${near}:2:43: agents.coder.timeout is no duration: "soon" (such as 90, 30m, 1h30m)`,
      `${far}:3:1: agents.base.args[1] holds {promt}, which is no known hole; did you mean {prompt}?`,
      `${near}:3:3: agents.b has no command, and extends nothing that has one`,
      `${far}:1:18: defaultAgent "codr" is no agent; did you mean coder?`,
    ],
  );
});

test('the problems of all files are told at once', () => {
  const { agents, near, write } = place();
  write(nearConfig, '{');
  write(farConfig, '[]');
  assert.deepEqual(configProblems(agents), [
    `${near}:1:2: is no JSON: expected a key in double quotes or "}", got the end`,
    `${join(dirname(dirname(near)), farConfig)}:1:1: it must be an object, is a list`,
  ]);
});

test('a config that is broken stays refused until it is mended', () => {
  const here = place();
  here.write(nearConfig, '{');
  assert.equal(refusal(here).length, 1);
  assert.equal(refusal(here).length, 1);
  here.write(nearConfig, { maxParallel: 7 });
  assert.equal(here.agents.settings().maxParallel, 7);
});

test('a program is looked for on PATH, or relative to the task', () => {
  const here = place();
  here.write('bin/tool', '#!/bin/sh\n');
  const root = dirname(dirname(here.near));
  const agents = place({ PATH: `:/nowhere:${join(root, 'bin')}` }).agents;
  assert.equal(agents.locate('tool', root), undefined, 'it may not be executed');
  rmSync(join(root, 'bin/tool'));
  writeFileSync(join(root, 'bin/tool'), '#!/bin/sh\n', { mode: 0o755 });
  assert.equal(agents.locate('tool', root), join(root, 'bin/tool'));
  assert.equal(agents.locate('./bin/tool', root), join(root, 'bin/tool'));
  assert.equal(agents.locate('./tool', root), undefined);
  assert.equal(agents.locate('bin', root), undefined, 'a folder is no program');
});

test('every agent of the example can be had', () => {
  const text = readFileSync(join(projectRoot, 'agent-config.example.json'), 'utf8');
  const parsed = parseText(Config, text);
  assert.ok(parsed.ok, text);
  const here = place();
  here.write(nearConfig, text);
  const template = readFileSync(join(projectRoot, 'templates/prompts/default.md'), 'utf8');
  here.write('shipped/prompts/default.md', template);

  const names = Object.keys(parsed.value.agents ?? {});
  assert.ok(names.length > 0 && names.includes(here.agents.settings().defaultAgent));
  for (const name of names) assert.equal(here.agents.resolve(name).template, template);
});
