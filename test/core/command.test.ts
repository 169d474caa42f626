import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResolvedAgent } from '../../src/core/agent.ts';
import { type CallContext, callFor, previousErrorOf } from '../../src/core/command.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Attempt, Outcome, TaskRecord } from '../../src/core/task.ts';
import { agentOf, at, taskOf } from '../support/seen.ts';

const token = '0123456789abcdef0123456789abcdef';
const context: CallContext = {
  places: {
    root: '/w/.orchestra',
    outbox: '/w/.orchestra/runs/37/out',
    promptFile: '/w/.orchestra/runs/37/prompt.md',
    doneFile: '/w/.orchestra/runs/37/out/done',
    errorFile: '/w/.orchestra/runs/37/out/error',
    planFile: '/w/.orchestra/runs/37/out/plan.md',
    logFile: '/w/.orchestra/runs/37/out/log',
    workspace: '/w/.orchestra/workspace',
  },
  attempt: 2,
  slot: 1,
  token,
  inherited: {},
};
const call = (
  agent: Partial<ResolvedAgent> = {},
  task: Partial<TaskRecord> = {},
  inherited: Record<string, string> = {},
) => callFor(agentOf(agent), taskOf(task), { ...context, inherited });

const prompts = [
  '$(rm -rf /)',
  '`rm -rf /`',
  `'single' "double" \\back\\`,
  'line one\nline two\r\n\ttab\n',
  '{taskId} {prompt} {nonsense} {{ }} {modelArgs}',
  '--help',
  '-',
  ' * ? ~ $HOME ; & | < > # !',
  'é 👍 \u202e \u0007',
  '%s %d $1 $& $$',
];
for (const prompt of prompts)
  test(`${JSON.stringify(prompt)} reaches the agent byte for byte`, () => {
    const { argv } = call({ args: ['{prompt}', '{userPrompt}', 'a{prompt}b'] }, { prompt });
    assert.deepEqual(argv, ['agent', prompt, prompt, `a${prompt}b`]);
    const framed = call({ args: ['{prompt}'], template: '<{userPrompt}>' }, { prompt });
    assert.deepEqual(framed.argv, ['agent', `<${prompt}>`]);
    assert.equal(framed.prompt, `<${prompt}>`);
    assert.equal(call({}, { prompt }).prompt, prompt);
  });

test('every hole is filled, in one pass', () => {
  const filled: Record<string, string> = {
    userPrompt: '{model}',
    promptFile: context.places.promptFile,
    taskId: 'task_12',
    agent: 'coder',
    planFile: context.places.planFile,
    logFile: context.places.logFile,
    doneFile: context.places.doneFile,
    errorFile: context.places.errorFile,
    workspace: context.places.workspace,
    model: 'big',
    cwd: '/work',
    attempt: '2',
    previousError: '',
  };
  const names = Object.keys(filled);
  const task = { prompt: '{model}', model: 'big' };
  const { argv } = call({ args: names.map((name) => `{${name}}`) }, task);
  assert.deepEqual(argv.slice(1), Object.values(filled));
  const { prompt } = call({ template: names.map((name) => `{${name}}`).join('|') }, task);
  assert.equal(prompt, Object.values(filled).join('|'));
});

test('doubled braces in arguments and templates are single ones', () => {
  const { argv, prompt } = call({ args: ['{{"id": "{taskId}"}}'], template: '{{x}} {userPrompt}' });
  assert.deepEqual(argv, ['agent', '{"id": "task_12"}']);
  assert.equal(prompt, '{x} do it');
});

test('a hole that nobody knows is refused', () =>
  assert.throws(() => call({ args: ['{foo}'] }), /unknown hole \{foo\}/));

const modelArgs = ['--model', '{model}'];
const models: [
  name: string,
  agent: Partial<ResolvedAgent>,
  model: string | undefined,
  args: string[],
][] = [
  ['stand in front', { modelArgs, args: ['run', 'x'] }, 'big', ['--model', 'big', 'run', 'x']],
  [
    'stand where their place is',
    { modelArgs, args: ['run', '{modelArgs}', 'x'] },
    'big',
    ['run', '--model', 'big', 'x'],
  ],
  [
    'leave no trace without a model',
    { modelArgs, args: ['run', '{modelArgs}', 'x'] },
    undefined,
    ['run', 'x'],
  ],
  [
    'take the model of the agent',
    { modelArgs, model: 'own', args: [] },
    undefined,
    ['--model', 'own'],
  ],
  [
    'prefer the model of the task',
    { modelArgs, model: 'own', args: [] },
    'big',
    ['--model', 'big'],
  ],
  [
    'take a model byte for byte',
    { modelArgs, args: [] },
    '{taskId} $(x)',
    ['--model', '{taskId} $(x)'],
  ],
];
for (const [name, agent, model, args] of models)
  test(`model arguments ${name}`, () =>
    assert.deepEqual(call(agent, model === undefined ? {} : { model }).argv.slice(1), args));

test('the prompt is on stdin only where the agent reads it there', () => {
  assert.equal(call({ prompt: 'stdin' }).stdin, 'prompt');
  assert.equal(call({ prompt: 'arg', args: ['{prompt}'] }).stdin, 'none');
  assert.equal(call({ prompt: 'file', args: ['{promptFile}'] }).stdin, 'none');
});

const argumentMax = 128 * 1024 - 1;
test('the longest argument that Linux takes is taken', () => {
  const prompt = 'é'.repeat((argumentMax - 1) / 2);
  assert.equal(call({ args: ['x{prompt}'] }, { prompt }).argv.length, 2);
});

test('a longer argument is refused with a way out, never cut', () =>
  assert.throws(
    () => call({ args: ['{prompt}'] }, { prompt: 'x'.repeat(argumentMax + 1) }),
    (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.message, 'the prompt has 131072 bytes; one argument holds 131071');
      assert.match(error.hint ?? '', /"prompt": "stdin"/);
      return true;
    },
  ));

test('bytes count, not letters', () =>
  assert.throws(
    () => call({ args: ['{prompt}'] }, { prompt: '👍'.repeat(argumentMax / 4 + 1) }),
    Failure,
  ));

test('on stdin a prompt may be of any length', () =>
  assert.equal(call({}, { prompt: 'x'.repeat(1_000_000) }).prompt.length, 1_000_000));

const own = {
  ORCHESTRA_TASK_ID: 'task_12',
  ORCHESTRA_TASK_NUMBER: '12',
  ORCHESTRA_ATTEMPT: '2',
  ORCHESTRA_SLOT: '1',
  ORCHESTRA_DIR: '/w/.orchestra',
  ORCHESTRA_RUN: token,
  ORCHESTRA_OUT: context.places.outbox,
  ORCHESTRA_DONE_FILE: context.places.doneFile,
  ORCHESTRA_ERROR_FILE: context.places.errorFile,
  ORCHESTRA_PLAN_FILE: context.places.planFile,
  ORCHESTRA_LOG_FILE: context.places.logFile,
  TRACEPARENT: `00-${token}-0123456789abcdef-01`,
};

test('an agent learns about its run from its environment', () => {
  const { environment, added } = call({}, {}, { PATH: '/bin', HOME: '/h' });
  assert.deepEqual(environment, { PATH: '/bin', HOME: '/h', ...own });
  assert.deepEqual(added, Object.keys(own).sort());
});

test('nothing of the run that started it is inherited', () => {
  const inherited = { ORCHESTRA_RUN: 'other', ORCHESTRA_SECRET: 'x', ORCHESTRAL: 'y' };
  assert.deepEqual(call({}, {}, inherited).environment, { ORCHESTRAL: 'y', ...own });
});

test('unset takes names and prefixes from what is inherited, not from what is added', () => {
  const inherited = { CLAUDECODE: '1', CLAUDE_X: '2', CLAUDE: '3', OPEN: '4' };
  const agent = { unset: ['CLAUDECODE', 'CLAUDE_*', 'OPEN'], env: { OPEN: '5' } };
  assert.deepEqual(call(agent, {}, inherited).environment, { CLAUDE: '3', OPEN: '5', ...own });
});

test('the task outranks its agent, the agent what is inherited, and orchestra all of them', () => {
  const agent = { env: { A: 'agent', B: 'agent', ORCHESTRA_RUN: 'agent' } };
  const task = { env: { B: 'task', ORCHESTRA_OUT: 'task', C: 'task' } };
  const { environment, added } = call(agent, task, { A: 'inherited', B: 'inherited' });
  assert.deepEqual(environment, { A: 'agent', B: 'task', C: 'task', ...own });
  assert.deepEqual(added, ['A', 'B', 'C', ...Object.keys(own)].sort());
});

const outcome = (part: Partial<Outcome>): Outcome => ({
  status: 'failed',
  reason: 'exit',
  endedAt: at,
  elapsedMs: 1,
  ...part,
});
const attempt = (run: number, ended?: Outcome, ask = 1): Attempt => ({
  run,
  ask,
  attempt: 1,
  ...(ended && { outcome: ended }),
});
const boom = outcome({ message: 'boom' });
const launch = outcome({ reason: 'launch', message: 'no shell' });

const errors: [name: string, task: Partial<TaskRecord>, error: string][] = [
  ['the first attempt has none', {}, ''],
  ['the next attempt learns what was said', { runs: [attempt(1, boom)] }, 'boom'],
  ['without words it learns the reason', { runs: [attempt(1, outcome({}))] }, 'exit'],
  ['the last one counts', { runs: [attempt(1, outcome({})), attempt(2, boom)] }, 'boom'],
  ['what never ran is passed over', { runs: [attempt(1, boom), attempt(2, launch)] }, 'boom'],
  ['what still runs is passed over', { runs: [attempt(1, boom), attempt(2)] }, 'boom'],
  ['success is no error', { runs: [attempt(1, outcome({ status: 'complete' }))] }, ''],
  ['another request begins anew', { asked: 2, runs: [attempt(1, boom)] }, ''],
];
for (const [name, task, error] of errors)
  test(`the previous error: ${name}`, () => {
    assert.equal(previousErrorOf(taskOf(task)), error);
    assert.equal(call({ template: '{userPrompt}{previousError}' }, task).prompt, `do it${error}`);
  });
