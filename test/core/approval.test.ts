import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ApprovalRule, awaitsApproval, decisionIn, ruleFor } from '../../src/core/approval.ts';
import { parseRequestNumber } from '../../src/core/request.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { at, taskOf } from '../support/seen.ts';

const task = {
  agent: 'coder',
  title: 'Release 2.0',
  prompt: 'Deploy to production.\nThen drop   the old table (users).',
  labels: { env: 'prod', area: '' },
};

const rules: readonly (readonly [rule: ApprovalRule, concerns: boolean])[] = [
  [{}, true],
  [{ agent: 'coder' }, true],
  [{ agent: 'code' }, false],
  [{ label: 'env' }, true],
  [{ label: 'env=prod' }, true],
  [{ label: 'env=pro' }, false],
  [{ label: 'area' }, true],
  [{ label: 'area=' }, true],
  [{ label: 'toString' }, false],
  [{ words: ['deploy'] }, true],
  [{ words: ['ploy'] }, false],
  [{ words: ['nothing', 'PRODUCTION'] }, true],
  [{ words: ['drop the old table'] }, true],
  [{ words: ['release'] }, true],
  [{ words: ['(users)'] }, true],
  [{ words: ['.*'] }, false],
  [{ words: ['2.0'] }, true],
  [{ words: ['2-0'] }, false],
  [{ words: [] }, false],
  [{ agent: 'coder', words: ['deploy'] }, true],
  [{ agent: 'other', words: ['deploy'] }, false],
  [{ agent: 'coder', label: 'env=test' }, false],
];

describe('a rule', () => {
  for (const [rule, concerns] of rules)
    it(`${JSON.stringify(rule)} ${concerns ? 'concerns' : 'passes by'} the task`, () =>
      assert.equal(ruleFor([{ agent: 'nobody' }, rule], task) === rule, concerns));

  it('that asks for a label passes by a task without any', () => {
    const { labels: _, ...bare } = task;
    assert.equal(ruleFor([{ label: 'env' }], bare), undefined);
  });
});

const approved = { request: 5, by: 'ada', at };
const waits: readonly (readonly [what: string, part: Partial<TaskRecord>, awaits: boolean])[] = [
  ['is not to be approved', {}, false],
  ['is to be approved', { approve: true }, true],
  ['was approved', { approve: true, approved }, false],
  ['is a draft', { approve: true, draft: true }, false],
  ['is on hold', { approve: true, hold: true }, false],
  ['is being cancelled', { approve: true, cancelled: { by: 'wish', at } }, false],
  ['waits for its time', { approve: true, notBefore: at }, true],
  ['runs', { approve: true, runs: [{ run: 1, ask: 1, attempt: 1 }] }, false],
  ['is over', { approve: true, settled: { status: 'failed', endedAt: at } }, false],
];
for (const [what, part, awaits] of waits)
  it(`a task that ${what} ${awaits ? 'awaits' : 'does not await'} approval`, () =>
    assert.equal(awaitsApproval(taskOf(part)), awaits));

it('only what says approve or reject is a decision', () => {
  assert.deepEqual(decisionIn({ decision: 'approve' }), { decision: 'approve' });
  const full = { decision: 'reject', note: 'no' };
  assert.deepEqual(decisionIn(full), full);
  for (const answer of [undefined, null, 'approve', true, {}, { decision: 'yes' }, [full]])
    assert.equal(decisionIn(answer), undefined);
});

it('requests are named r5, and nothing else', () => {
  assert.equal(parseRequestNumber('r5'), 5);
  assert.equal(parseRequestNumber('R12'), 12);
  for (const text of ['5', 'r', 'r0', 'r05', 'r5 ', 'r12345678901', '../r5', 'request_5'])
    assert.equal(parseRequestNumber(text), undefined, text);
});
