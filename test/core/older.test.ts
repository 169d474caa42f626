import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OlderFile, type OlderTask, readOlderTask } from '../../src/core/older.ts';

const id = 'task_1733000000';
const madeAt = '2024-11-30T20:53:20.000Z'; // The second that its id names.
const changedAt = '2024-12-01T08:00:00.000Z';

/** All that a task of the older tool may say. */
const full = {
  taskId: id,
  status: 'complete',
  agent: 'coder',
  prompt: 'Mend it',
  planFile: `.orchestra/plans/${id}_plan.md`,
  createdAt: '2024-12-01T00:00:00Z',
  startedAt: '2024-12-01T00:00:10Z',
  completedAt: '2024-12-01T00:01:00.5Z',
  pid: 77,
  retryCount: 1,
  maxRetries: 3,
  autoRetry: false,
  priority: 5,
  timeout: null,
  timeoutWarning: 60,
  parentTaskId: null,
  dependsOn: [],
};

const fileOf = (content: unknown, part: Partial<OlderFile> = {}): OlderFile => ({
  id,
  text: typeof content === 'string' ? content : JSON.stringify(content),
  changedAtMs: Date.parse(changedAt),
  sentinels: {},
  isAlive: () => false,
  ...part,
});

const problemOf = (file: OlderFile): string => {
  const read = readOlderTask(file);
  return 'problem' in read ? read.problem : 'none';
};

function readOf(file: OlderFile): OlderTask {
  const read = readOlderTask(file);
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

describe('a task of an older tool', () => {
  it('is read in full', () => {
    assert.deepEqual(readOf(fileOf(full)), {
      id,
      createdAt: '2024-12-01T00:00:00.000Z',
      wanted: { agent: 'coder', prompt: 'Mend it', priority: 0, labels: { migrated: id } },
      after: [],
      settled: { status: 'complete', endedAt: '2024-12-01T00:01:00.500Z', elapsedMs: 50_500 },
    });
  });

  it('needs but an agent and a prompt', () => {
    assert.deepEqual(readOf(fileOf({ agent: 'a', prompt: 'x' })), {
      id,
      createdAt: madeAt,
      wanted: { agent: 'a', prompt: 'x', priority: 0, labels: { migrated: id } },
      after: [],
      settled: undefined,
    });
  });

  it('is the same in snake_case', () => {
    const camel = {
      ...full,
      status: 'failed',
      errorMessage: 'no tests',
      autoRetry: true,
      dependsOn: ['task_1732999999'],
    };
    const snake = Object.entries(camel).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]);
    assert.deepEqual(readOf(fileOf(Object.fromEntries(snake))), readOf(fileOf(camel)));
  });

  const ended = { endedAt: '2024-12-01T00:01:00.500Z', elapsedMs: 50_500 };
  const failed = { status: 'failed', reason: 'agent_error', ...ended };
  const cancelled = { status: 'cancelled', reason: 'user', ...ended };
  const outcomes: [
    what: string,
    said: object,
    sentinels: OlderFile['sentinels'],
    settled: object | undefined,
  ][] = [
    ['is complete', { status: 'complete' }, {}, { status: 'complete', ...ended }],
    ['is completed', { status: 'completed' }, {}, { status: 'complete', ...ended }],
    ['is complete, whatever a sentinel says', {}, { error: 'x' }, { status: 'complete', ...ended }],
    ['failed', { status: 'failed' }, {}, failed],
    [
      'failed with a message',
      { status: 'failed', errorMessage: 'a' },
      {},
      { ...failed, message: 'a' },
    ],
    [
      'failed, and its sentinel tells why',
      { status: 'failed', errorMessage: '' },
      { error: '{"error": "it broke", "details": "there"}' },
      { ...failed, message: 'it broke: there' },
    ],
    [
      'failed late',
      { status: 'failed', timedOutAt: changedAt },
      {},
      { ...failed, reason: 'timeout' },
    ],
    [
      'failed at its limit',
      { status: 'failed' },
      { timeout: '' },
      { ...failed, reason: 'timeout' },
    ],
    ['was cancelled', { status: 'cancelled' }, {}, cancelled],
    ['is pending', { status: 'pending' }, { done: '' }, undefined],
    ['is blocked', { status: 'blocked' }, {}, undefined],
    ['says nothing', { status: null }, {}, undefined],
    ['ran, and was done', { status: 'running' }, { done: '' }, { status: 'complete', ...ended }],
    ['ran, and reported an error', { status: 'running' }, { error: '', done: '' }, failed],
    ['ran too long', { status: 'running' }, { timeout: '' }, { ...failed, reason: 'timeout' }],
    ['ran, and was cancelled', { status: 'running' }, { cancelled: '', done: '' }, cancelled],
    [
      'ran, and vanished',
      { status: 'running' },
      {},
      {
        status: 'failed',
        reason: 'lost',
        message: 'it was running there, and vanished without a word',
        endedAt: changedAt,
      },
    ],
  ];
  for (const [what, said, sentinels, settled] of outcomes)
    it(`that ${what} is ${settled ? JSON.stringify(settled) : 'yet to run'}`, () => {
      const read = readOf(fileOf({ ...full, ...said }, { sentinels }));
      assert.deepEqual(read.settled, settled);
    });

  const running = { ...full, status: 'running' };
  for (const [what, file, problem] of [
    ['nothing', '', /^it is no JSON object$/],
    ['half of it', '{"taskId": "ta', /^it is no JSON object$/],
    ['a list', [full], /^it is no JSON object$/],
    ['null', null, /^it is no JSON object$/],
    ['no agent', { prompt: 'x' }, /^it names no agent$/],
    ['an agent that is a path', { agent: '../x', prompt: 'x' }, /^it names no agent$/],
    ['an agent with a long name', { agent: 'a'.repeat(65), prompt: 'x' }, /^it names no agent$/],
    ['no prompt', { agent: 'a' }, /^it has no prompt$/],
    ['an empty prompt', { agent: 'a', prompt: ' \n' }, /^it has no prompt$/],
    ['a prompt that is no text', { agent: 'a', prompt: ['x'] }, /^it has no prompt$/],
    ['one that may still run', running, /^it may still run there, as process 77: /],
  ] as const)
    it(`is not taken from a file that holds ${what}`, () => {
      assert.match(problemOf(fileOf(file, { isAlive: (pid) => pid === 77 })), problem);
    });

  it('is over when it has reported, even if its process lives on', () => {
    const file = fileOf(running, { isAlive: () => true, sentinels: { done: '' } });
    assert.equal(readOf(file).settled?.status, 'complete');
  });

  const wishes: [said: object, wanted: object][] = [
    [{ priority: 10 }, { priority: 5 }],
    [{ priority: 1 }, { priority: -4 }],
    [{ priority: 6.6 }, { priority: 2 }],
    [{ priority: 1e9 }, { priority: 999 }],
    [{ priority: -1e9 }, { priority: -999 }],
    [{ priority: 'high' }, { priority: 0 }],
    [{ timeout: 60 }, { timeoutMs: 60_000 }],
    [{ timeout: 0.25 }, { timeoutMs: 250 }],
    [{ timeout: 0 }, {}],
    [{ timeout: '60' }, {}],
    [{ autoRetry: true }, { retry: { retries: 2 } }],
    [{ autoRetry: true, retryCount: 5 }, { retry: { retries: 0 } }],
    [{ autoRetry: true, maxRetries: 1e9 }, { retry: { retries: 1000 } }],
    [{ autoRetry: 'yes' }, {}],
    [{ constructor: 1, nobody: { knows: [] } }, {}],
  ];
  for (const [said, wanted] of wishes)
    it(`that says ${JSON.stringify(said)} wants ${JSON.stringify(wanted)}`, () => {
      const { agent, prompt, labels, ...rest } = readOf(fileOf({ ...full, ...said })).wanted;
      assert.deepEqual(rest, { priority: 0, ...wanted });
    });

  it('waits for those that it names', () => {
    for (const [dependsOn, after] of [
      [
        ['task_1', 2, null, 'task_3'],
        ['task_1', 'task_3'],
      ],
      ['task_1', []],
      [null, []],
    ] as const)
      assert.deepEqual(readOf(fileOf({ ...full, dependsOn })).after, after);
  });

  const moments: [createdAt: unknown, is: string][] = [
    ['2024-12-01T01:00:00+01:00', '2024-12-01T00:00:00.000Z'],
    ['2024-12-01T00:00:00.123456Z', '2024-12-01T00:00:00.123Z'],
    ['2024-12-01', '2024-12-01T00:00:00.000Z'],
    ['2024-12-01T00:00:00.123456', new Date('2024-12-01T00:00:00.123').toISOString()],
    ['once upon a time', madeAt],
    ['', madeAt],
    [null, madeAt],
    [1733000000, madeAt],
    ['1969-12-31T00:00:00Z', madeAt],
    ['+012024-01-01T00:00:00Z', madeAt],
  ];
  for (const [createdAt, is] of moments)
    it(`made at ${JSON.stringify(createdAt)} was made at ${is}`, () => {
      assert.equal(readOf(fileOf({ ...full, createdAt })).createdAt, is);
    });

  it('whose number is in milliseconds was made then', () => {
    const file = fileOf({ agent: 'a', prompt: 'x' }, { id: 'task_1764601210546' });
    assert.equal(readOf(file).createdAt, '2025-12-01T15:00:10.546Z');
  });

  it('whose number is no time was made when its file was last changed', () => {
    const part = { agent: 'a', prompt: 'x' };
    assert.equal(readOf(fileOf(part, { id: 'task_7' })).createdAt, changedAt);
    const broken = fileOf(part, { id: 'task_7', changedAtMs: Number.NaN });
    assert.equal(readOf(broken).createdAt, '1970-01-01T00:00:00.000Z');
  });

  it('took no time that can be told when its times are out of order', () => {
    const part = { startedAt: '2025-01-01T00:00:00Z', completedAt: '2024-01-01T00:00:00Z' };
    assert.deepEqual(readOf(fileOf({ ...full, ...part })).settled, {
      status: 'complete',
      endedAt: '2024-01-01T00:00:00.000Z',
    });
  });
});
