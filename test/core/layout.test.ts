import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayOf,
  layout,
  orderOf,
  readFinished,
  readOrder,
  taskNumberOfFile,
} from '../../src/core/layout.ts';
import { settledStatuses } from '../../src/core/vocabulary.ts';
import { at } from '../support/seen.ts';

const biggest = 9_999_999_999;

test('names sort by priority, higher first, then by number', () => {
  const wanted = [
    { number: 9, priority: 999 },
    { number: 2, priority: 1 },
    { number: 10, priority: 1 },
    { number: 9, priority: 0 },
    { number: 10, priority: 0 },
    { number: biggest, priority: 0 },
    { number: 1, priority: -1 },
    { number: 1, priority: -999 },
  ];
  const names = wanted.map(orderOf);
  assert.deepEqual([...names].reverse().sort(), names);
});

test('a rank is a place among equals', () => {
  const first = orderOf({ number: 12, priority: 0, rank: 3 });
  const names = [orderOf({ number: 2, priority: 0 }), first, orderOf({ number: 4, priority: 0 })];
  assert.deepEqual([...names].sort(), names);
  assert.equal(readOrder(first)?.number, 12);
});

test('a name of the index reads back', () => {
  for (const priority of [-999, -1, 0, 1, 999])
    for (const number of [1, 12, biggest]) {
      const order = orderOf({ number, priority });
      assert.deepEqual(readOrder(order), { order, number, priority });
    }
});

const strangers = [
  ...['', '.', '..', 'x', '12', '.0999-0000000012-12.swp', '0999-0000000012-012', '999-1-1'],
  ...['0999-0000000012-12 ', '0999-0000000012-12\n', '0999-0000000012-0', '0999-0000000012--1'],
  ...['0999-0000000012-12/../../x', `0999-0000000012-1${'0'.repeat(10)}`, '-999-0000000012-12'],
];
for (const name of strangers)
  test(`${JSON.stringify(name)} is no name of the index`, () =>
    assert.equal(readOrder(name), undefined));

test('the name of a finished task reads back', () => {
  for (const status of settledStatuses) {
    const name = layout.finishedEntry('2026-03-01', 12, status).split('/').at(-1) ?? '';
    assert.deepEqual(readFinished(name), { number: 12, status });
  }
});

for (const name of ['12', '12.running', '12.', '.failed', '012.failed', '0.failed', '12.failed.x'])
  test(`"${name}" is no name of a finished task`, () =>
    assert.equal(readFinished(name), undefined));

test('the number of a record is in the name of its file', () => {
  for (const number of [1, 12, biggest])
    assert.equal(taskNumberOfFile(layout.task(number).slice('tasks/'.length)), number);
});

const files = [
  ...['task_0.json', 'task_012.json', 'task_-1.json', 'task_.json', 'task_12', 'task_12.json~'],
  ...['12.json', '.task_12.json', 'task_12.json.tmp', 'floor', 'task_12.done', 'task_../x.json'],
  `task_1${'0'.repeat(10)}.json`,
];
for (const name of files)
  test(`"${name}" is no file of a record`, () => assert.equal(taskNumberOfFile(name), undefined));

test('a task is archived among a thousand neighbours', () => {
  assert.equal(layout.archivedTask(999), 'archive/0/task_999.json');
  assert.equal(layout.archivedTask(12_345), 'archive/12/task_12345.json');
});

test('the day of a moment is its UTC date', () => assert.equal(dayOf(at), '2026-03-01'));
