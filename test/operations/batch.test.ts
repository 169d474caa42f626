import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Asked } from '../../src/core/asked.ts';
import { draftedOrThrow } from '../../src/core/draft.ts';
import { resolveAgent } from '../../src/core/resolve-agent.ts';
import { draftBatch } from '../../src/operations/batch.ts';
import { createDrafter } from '../../src/operations/new-task.ts';
import type { Context } from '../../src/operations/operation.ts';
import { createFakeWorld } from '../support/fake-world.ts';

const now = '2026-01-02T03:04:05.678Z';

/** As much of the world as new tasks are checked against: folders /here/*, tasks 1 to 3. */
function contextOf(defaultAgent = 'cat'): Context {
  const { store } = createFakeWorld();
  const agents = {
    sh: { command: 'sh', args: ['-c', '{prompt}'] },
    cat: { command: 'cat', prompt: 'stdin' as const },
    gone: { command: 'gone' },
  };
  const sources = { configs: [{ agents }], profiles: {}, places: [] };
  const known = {
    resolve: (name: string) => resolveAgent(name, sources, () => undefined),
    settings: () => ({ defaultAgent, approve: [], groups: {} }),
    locate: (command: string) => (command === 'gone' ? undefined : `/bin/${command}`),
    environment: () => ({}),
  };
  return {
    store: {
      ...store,
      tasks: { ...store.tasks, read: (number: number) => number <= 3 || undefined },
    },
    clock: { now: () => ({ at: now, monotonicMs: 0 }) },
    cwd: '/here',
    isFolder: (path: string) => /^\/here(\/\w+)?$/.test(path),
    agents: async () => known,
  } as unknown as Context;
}

const wantedOf = async (text: string, defaults: Omit<Asked, 'prompt'> = {}) =>
  (await draftBatch(contextOf(), text, defaults)).map(({ wanted }) => wanted);

const whole = { agent: 'cat', prompt: 'x', cwd: '/here', priority: 0 };

describe('a batch', () => {
  const good: readonly [what: string, text: string, wanted: readonly object[]][] = [
    ['a line', '{"prompt":"x"}', [whole]],
    ['a line with its end', '{"prompt":"x"}\n', [whole]],
    [
      'empty lines between',
      '\n{"prompt":"x"}\n \n\n{"prompt":"y"}\n\n',
      [whole, { ...whole, prompt: 'y' }],
    ],
    [
      'lines as Windows ends them, behind a mark',
      '\ufeff{"prompt":"x"}\r\n\r\n{"prompt":"x"}\r\n',
      [whole, whole],
    ],
    [
      'a prompt byte for byte',
      String.raw`{"prompt":" @a\r\n- \ufffd\u2028"}`,
      [{ ...whole, prompt: ' @a\r\n- \ufffd\u2028' }],
    ],
    [
      'numbers where text may be one',
      '{"prompt":"x","timeout":90,"after":[1,"task_2"],"delay":0.5}',
      [{ ...whole, timeoutMs: 90_000, after: [1, 2], notBefore: '2026-01-02T03:04:06.178Z' }],
    ],
    ['one task to wait for', '{"prompt":"x","after":3}', [{ ...whole, after: [3] }]],
    [
      'tasks whose end or failure to wait for, named once or twice, and what if that never comes',
      '{"prompt":"x","afterAny":1,"afterFailed":["2","task_2"],"ifDependencyFails":"block"}',
      [{ ...whole, afterAny: [1], afterFailed: [2], ifDependencyFails: 'block' }],
    ],
    [
      'all that start takes',
      '{"agent":"sh","prompt":"x","priority":-5,"timeout":"1h","retries":2,"cwd":"below","env":{"A":"="},"title":"t","model":"m","labels":{"a.b/c":"d e"}}',
      [
        {
          ...whole,
          agent: 'sh',
          priority: -5,
          timeoutMs: 3_600_000,
          retry: { retries: 2 },
          cwd: '/here/below',
          env: { A: '=' },
          title: 't',
          model: 'm',
          labels: { 'a.b/c': 'd e' },
        },
      ],
    ],
  ];
  for (const [what, text, wanted] of good)
    it(`may hold ${what}`, async () => {
      assert.deepEqual(await wantedOf(text), wanted);
    });

  it('lets a line go before what holds for all, and joins variables and labels', async () => {
    const defaults = { agent: 'sh', priority: 1, env: { A: '1', B: '1' }, labels: { a: '1' } };
    const lines =
      '{"prompt":"x"}\n{"prompt":"x","agent":"cat","priority":2,"env":{"B":"2"},"labels":{"b":"2"}}';
    const starts = '{"prompt":"x"}\n{"prompt":"x","at":"2026-02-01 09:00Z"}';
    assert.deepEqual(await wantedOf(starts, { delay: '1s' }), [
      { ...whole, notBefore: '2026-01-02T03:04:06.678Z' },
      { ...whole, notBefore: '2026-02-01T09:00:00.000Z' },
    ]);
    assert.deepEqual(await wantedOf(lines, defaults), [
      { ...whole, agent: 'sh', priority: 1, env: { A: '1', B: '1' }, labels: { a: '1' } },
      { ...whole, priority: 2, env: { A: '1', B: '2' }, labels: { a: '1', b: '2' } },
    ]);
  });

  const bad: readonly [what: string, text: string, says: RegExp][] = [
    ['no task', ' \n\n', /^the batch holds no task$/],
    ['a line that is no JSON', '{"prompt":"x"}\n{prompt}\n', /^line 2: is not JSON: /m],
    [
      'a line that was cut off',
      '{"prompt":"x"}\n{"prompt":"y',
      /^line 2: is not JSON: .*cut off\?$/m,
    ],
    ['a line that is no object', '[1]\n', /^line 1: [^(]*object/m],
    [
      'a very long line',
      `{"prompt":"${'x'.repeat(1024 * 1024)}"}`,
      /^line 1: has 1048589 characters/m,
    ],
    [
      'too many lines',
      '{"prompt":"x"}\n'.repeat(100_001),
      /^the batch holds 100001 tasks; at most 100000/,
    ],
    ['bytes that are no text', '{"prompt":"\ufffd"}', /^line 1: holds bytes that are not UTF-8$/m],
    ['no prompt', '{}', /^line 1: prompt is required$/m],
    ['an empty prompt', '{"prompt":" "}', /^line 1: the prompt is empty$/m],
    [
      'a prompt with a NUL',
      String.raw`{"prompt":"\u0000x"}`,
      /^line 1: the prompt holds a NUL byte/m,
    ],
    [
      'a prompt that fits into no argument',
      `{"agent":"sh","prompt":"${'x'.repeat(140_000)}"}`,
      /^line 1: the prompt has 140000 bytes/m,
    ],
    ['an unknown field', '{"prompt":"x","titel":"t"}', /^line 1: titel .*did you mean title\?$/m],
    [
      'an unknown agent',
      '{"prompt":"x","agent":"ct"}',
      /^line 1: no agent is called "ct"; did you mean cat\?$/m,
    ],
    [
      'a missing program',
      '{"prompt":"x","agent":"gone"}',
      /^line 1: agent gone needs the program/m,
    ],
    ['a missing folder', '{"prompt":"x","cwd":"/there"}', /^line 1: there is no folder \/there$/m],
    [
      'missing tasks',
      '{"prompt":"x","after":[4,1],"afterAny":[5],"afterFailed":[4,"6"]}',
      /^line 1: there is no task_4, task_5, task_6 to wait for$/m,
    ],
    [
      'what waits for one thing and its opposite',
      '{"prompt":"x","after":1,"afterFailed":"task_1"}',
      /^line 1: "1" cannot both complete and fail$/m,
    ],
    ['a line that waits for itself', '{"prompt":"x","after":"#1"}', /^line 1: .*, and #1 is not/m],
    [
      'a line that waits for a later one',
      '{"prompt":"x","afterAny":"#2"}\n{"prompt":"x"}',
      /^line 1: a line waits for earlier ones only, and #2 is not one$/m,
    ],
    [
      'a line that waits for none',
      '{"prompt":"x"}\n\n{"prompt":"x","afterFailed":["#2","#9"]}',
      /^line 3: no task is in line 2\nline 3: no task is in line 9$/m,
    ],
    ['no duration', '{"prompt":"x","delay":"soon"}', /^line 1: delay is no duration: "soon"$/m],
    ['two starts', '{"prompt":"x","delay":5,"at":"09:00"}', /^line 1: delay and --at both say/m],
    ['no day', '{"prompt":"x","at":"2026-02-30 09:00"}', /^line 1: at: there is no 2026-02-30: /m],
    [
      'no zone',
      '{"prompt":"x","at":"09:00","tz":"Berlin"}',
      /^line 1: tz: .*mean Europe\/Berlin\?/m,
    ],
    ['a zone of nothing', '{"prompt":"x","tz":"UTC"}', /^line 1: tz says which clocks --at means/m],
    ['a century', '{"prompt":"x","delay":"36500d"}', /^line 1: delay is longer than ten years/m],
    ['a name that is none', '{"prompt":"x","labels":{"_":"x"}}', /^line 1: label: "_" is no name/m],
    [
      'a label of two lines',
      String.raw`{"prompt":"x","labels":{"a":"x\n"}}`,
      /^line 1: label: the value of a holds/m,
    ],
  ];
  for (const [what, text, says] of bad)
    it(`may not hold ${what}`, async () => {
      await assert.rejects(wantedOf(text), { name: 'Failure', message: says });
    });

  it('may name lines before it, as an editor numbers them', async () => {
    const text =
      '{"prompt":"x"}\n\n{"prompt":"x","after":["#1",2]}\n{"prompt":"x","afterAny":["#3","#1"],"afterFailed":"#3"}';
    const drafts = await draftBatch(contextOf(), text, {});
    assert.deepEqual(
      drafts.map(({ wanted, lines }) => ({ after: wanted.after, ...lines })),
      [
        { after: undefined },
        { after: [2], afterLines: [1] },
        { after: undefined, afterAnyLines: [2, 1], afterFailedLines: [2] },
      ],
    );
  });

  it('is refused with every problem of every line', async () => {
    const text =
      '{"agent":"ct","cwd":"/x","priority":"high"}\n{"prompt":"x"}\n\nx\n{"prompt":"","timeout":true}';
    await assert.rejects(wantedOf(text), ({ message }: Error) => {
      const told = message.split('\n').slice(1);
      assert.deepEqual(
        told.map((line) => line.slice(0, 20)),
        [
          'line 1: prompt is re',
          'line 1: priority mus',
          'line 1: no agent is ',
          'line 1: there is no ',
          'line 4: is not JSON:',
          'line 5: timeout must',
          'line 5: the prompt i',
        ],
      );
      return true;
    });
  });

  it('is refused at once for what should hold for all, and for nothing that no line needs', async () => {
    const lines = '{"prompt":"x"}\n'.repeat(3);
    for (const [defaults, message] of [
      [{ agent: 'ct' }, /^no agent is called "ct"; did you mean cat\?$/],
      [{ delay: 'x', cwd: '/x' }, /^there is no folder \/x; --delay is no duration: "x"$/],
    ] as const)
      await assert.rejects(wantedOf(lines, defaults), { message });
    const { length } = await draftBatch(contextOf('gone'), '{"prompt":"x","agent":"cat"}', {});
    assert.equal(length, 1);
  });

  it('with thousands of problems names the first hundred', async () => {
    await assert.rejects(wantedOf('x\n'.repeat(2_000)), ({ message }: Error) => {
      assert.equal(message.split('\n').length, 102);
      return /\nand 1900 more$/.test(message);
    });
  });
});

describe('a single task', () => {
  it('is refused with all that speaks against it', async () => {
    const draft = await createDrafter(contextOf());
    const asked = { agent: 'ct', prompt: '', delay: 'x' };
    assert.throws(() => draftedOrThrow(draft({ prompt: 'x', after: ['#1', '2'] })), {
      message: '#1 names a line, and only a batch has lines',
    });
    assert.throws(() => draftedOrThrow(draft(asked)), {
      message: /^no agent is called "ct".*; the prompt is empty; --delay is no duration: "x"$/,
    });
  });
});
