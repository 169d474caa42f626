import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, type TaskChange, tellChange, tooLateIn } from '../../src/core/change.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { at, taskOf } from '../support/seen.ts';

const later = '2026-03-01T13:00:00.000Z';
const approved = { request: 5, by: 'me', at };

const cases: [before: Partial<TaskRecord>, TaskChange, after: Partial<TaskRecord>, says: string][] =
  [
    [{}, { set: { priority: 5 } }, { priority: 5 }, 'has priority 5'],
    [{ priority: 5 }, { set: { priority: 0 } }, { priority: 0 }, 'has priority 0'],
    [{ priority: 5 }, { set: { priority: 5 } }, { priority: 5 }, ''],
    [{}, { set: { hold: true } }, { hold: true }, 'is held'],
    [{ hold: true }, { clear: ['hold'] }, { queuedAt: later }, 'is released'],
    [{ hold: true }, { set: { hold: false } }, { hold: false, queuedAt: later }, 'is released'],
    [{ draft: true }, { clear: ['draft', 'hold'] }, { queuedAt: later }, 'is in the queue'],
    [{}, { clear: ['draft', 'hold'] }, {}, ''],
    [
      { after: [3], model: 'small' },
      { set: { after: [4], prompt: 'x', timeoutMs: 0 }, clear: ['model'] },
      { after: [4], prompt: 'x', timeoutMs: 0 },
      'changed: prompt, timeout, after, model',
    ],
    [
      {},
      { set: { hold: true, priority: -1, title: 'a' } },
      { hold: true, priority: -1, title: 'a' },
      'has priority -1 and is held; changed: title',
    ],
    [
      { approve: true, approved },
      { set: { title: 'a' } },
      { approve: true, approved, title: 'a' },
      'changed: title',
    ],
  ];
for (const [before, change, after, says] of cases)
  test(`${JSON.stringify(before)} changed by ${JSON.stringify(change)} ${says}`, () => {
    const task = taskOf(before);
    const next = changed(task, change, later);
    assert.deepEqual(next, taskOf(after));
    assert.equal(tellChange(task, next), says);
  });

test('what was approved is not approved any more once something else is to be done', () => {
  const task = taskOf({ approve: true, approved, env: { A: '1' } });
  for (const set of [
    { prompt: 'rm -rf' },
    { agent: 'other' },
    { cwd: '/' },
    { model: 'm' },
    { env: { A: '2' } },
  ])
    assert.equal(changed(task, { set }, at).approved, undefined, JSON.stringify(set));
  assert.deepEqual(changed(task, { set: { prompt: task.prompt } }, at).approved, approved);
});

test('while a run is alive, only what nobody has acted upon can be changed', () => {
  const task = taskOf({ timeoutMs: 5, group: 'g' });
  const harmless = { title: 'a', labels: { a: 'b' }, priority: 1, retry: {}, key: 'k' };
  assert.deepEqual(tooLateIn(task, changed(task, { set: harmless, clear: ['model'] }, at)), []);
  const set = { ...harmless, prompt: 'x', after: [1], hold: true, group: 'g' };
  const late = changed(task, { set, clear: ['timeoutMs'] }, at);
  assert.deepEqual(tooLateIn(task, late), ['prompt', 'timeout', 'after', 'hold']);
});
