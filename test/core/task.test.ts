import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  liveRunOf,
  NewTask,
  newRecord,
  parseTaskNumber,
  TaskRecord,
  taskIdOf,
  titleOf,
} from '../../src/core/task.ts';
import { parse } from '../../src/lib/schema.ts';
import { at, taskOf } from '../support/seen.ts';

const numbers: [text: string, number: number][] = [
  ['1', 1],
  ['12', 12],
  ['task_12', 12],
  ['9999999999', 9_999_999_999],
  ['task_9999999999', 9_999_999_999],
];
for (const [text, number] of numbers)
  test(`${text} is task ${number}`, () => assert.equal(parseTaskNumber(text), number));

const strangers = [
  ...[
    '',
    '0',
    '00',
    '01',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x1',
    '1_000',
    ' 1',
    '1 ',
    '1\n',
    '1\0',
    '１',
  ],
  ...['task_', 'task_0', 'task_01', 'task_-1', 'Task_1', 'task-1', 'task_task_1', 'task_1.json'],
  ...['../../x', '1/../2', 'task_1/x', './1', '*', '$(x)', 'NaN', 'constructor', '10000000000'],
  '9'.repeat(200),
];
for (const text of strangers)
  test(`${JSON.stringify(text.slice(0, 20))} is no task`, () =>
    assert.equal(parseTaskNumber(text), undefined));

test('an id reads back', () => assert.equal(parseTaskNumber(taskIdOf(12)), 12));

const titles: [title: string | undefined, prompt: string, shown: string][] = [
  ['Fix it', 'do it', 'Fix it'],
  [undefined, 'do it\nand that', 'do it'],
  [undefined, '\n\n  \t do it  \n', 'do it'],
  [undefined, '\r\ndo it\r\nx', 'do it'],
  [undefined, ' \n ', ''],
];
for (const [title, prompt, shown] of titles)
  test(`${JSON.stringify({ title, prompt })} is called "${shown}"`, () =>
    assert.equal(titleOf({ prompt, ...(title !== undefined && { title }) }), shown));

test('a run is live until it has an outcome', () => {
  const live = { run: 37, ask: 1, attempt: 1 };
  const outcome = { status: 'failed', endedAt: at, elapsedMs: 1 } as const;
  assert.equal(liveRunOf(taskOf()), undefined);
  assert.equal(liveRunOf(taskOf({ runs: [live] })), live);
  assert.equal(liveRunOf(taskOf({ runs: [{ ...live, outcome }] })), undefined);
});

const wanted: NewTask = { agent: 'coder', prompt: 'do it', cwd: '/work', priority: 0 };

test('a fresh record reads back', () => {
  const record = newRecord(12, { ...wanted, hold: true }, at);
  assert.deepEqual(parse(TaskRecord, JSON.parse(JSON.stringify(record))), {
    ok: true,
    value: record,
  });
  assert.equal(record.asked, 1);
});

test('a prompt is kept byte for byte', () => {
  const prompt = ' {taskId} \n$(x)\0\u202e👍\r\n';
  const parsed = parse(NewTask, { ...wanted, prompt });
  assert.deepEqual(parsed, { ok: true, value: { ...wanted, prompt } });
});

test('priority is 0 unless somebody says so', () => {
  const { priority: _, ...plain } = wanted;
  assert.deepEqual(parse(NewTask, plain), { ok: true, value: wanted });
});

const refused: [part: object, path: string][] = [
  [{ prompt: '' }, 'prompt'],
  [{ prompt: ' \n\t' }, 'prompt'],
  [{ agent: '' }, 'agent'],
  [{ agent: '../../x' }, 'agent'],
  [{ agent: '-x' }, 'agent'],
  [{ agent: 'x'.repeat(65) }, 'agent'],
  [{ priority: 1_000 }, 'priority'],
  [{ priority: 0.5 }, 'priority'],
  [{ timeoutMs: -1 }, 'timeoutMs'],
  [{ after: [0] }, 'after[0]'],
  [{ notBefore: 'tomorrow' }, 'notBefore'],
  [{ notBefore: '2026-03-01T12:00:00Z' }, 'notBefore'],
  [{ retry: { retries: -1 } }, 'retry.retries'],
  [{ retry: { on: ['whim'] } }, 'retry.on[0]'],
  [{ env: { A: 1 } }, 'env.A'],
  [{ status: 'complete' }, 'status'],
];
for (const [part, path] of refused)
  test(`a task with ${JSON.stringify(part).slice(0, 40)} is refused`, () => {
    const parsed = parse(NewTask, { ...wanted, ...part });
    assert.deepEqual(parsed.ok ? [] : parsed.issues.map((issue) => issue.path), [path]);
  });

test('a record of another version is refused', () => {
  assert.equal(parse(TaskRecord, { ...taskOf(), version: 2 }).ok, false);
  assert.equal(parse(TaskRecord, { ...taskOf(), number: 0 }).ok, false);
});
