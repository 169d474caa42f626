import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveredMs } from '../../src/core/instant.ts';
import { Ask, isOpen, type Request, waitOf } from '../../src/core/request.ts';
import { parse } from '../../src/lib/schema.ts';
import { at, instant } from '../support/seen.ts';

const request = (fromMs: number, toMs?: number, bootId = 'boot'): Request => ({
  version: 1,
  number: 5,
  run: 37,
  task: 12,
  ask: 1,
  kind: 'question',
  question: 'Which?',
  since: instant(fromMs, bootId),
  ...(toMs !== undefined && { answer: { by: 'wish', at: instant(toMs, bootId), value: 'this' } }),
});

const waitedMs = (requests: readonly Request[]): number =>
  coveredMs(requests.map(waitOf), instant(1_000));

const waits: [name: string, requests: Request[], waitedMs: number][] = [
  ['nobody asked', [], 0],
  ['one was answered', [request(100, 250)], 150],
  ['one is still open', [request(400)], 600],
  ['one was answered at once', [request(100, 100)], 0],
  ['two came one after the other', [request(100, 200), request(300, 450)], 250],
  ['two followed each other without a gap', [request(100, 200), request(200, 300)], 200],
  ['two overlap', [request(100, 300), request(200, 500)], 400],
  ['one is within another', [request(100, 500), request(200, 300)], 400],
  ['an open one covers all that follow', [request(100), request(200, 300), request(800)], 900],
  ['they are not in order', [request(300, 450), request(100, 200)], 250],
  ['one is from before a reboot', [request(100, 900, 'earlier'), request(400, 500)], 100],
  ['an answer is older than its question', [request(400, 300)], 0],
];
for (const [name, requests, ms] of waits)
  test(`the time people took: ${name}`, () => assert.equal(waitedMs(requests), ms));

test('a question from before a reboot has an answer that cannot be measured', () => {
  const answer = { by: 'wish', at: instant(900), value: 'x' };
  assert.equal(waitedMs([{ ...request(100, undefined, 'earlier'), answer }]), 0);
  const unmeasured = { ...answer, at: instant(900, 'later') };
  assert.equal(waitedMs([{ ...request(100), answer: unmeasured }]), 0);
});

test('a request is open until it is answered or closed', () => {
  assert.equal(isOpen(request(1)), true);
  assert.equal(isOpen(request(1, 2)), false);
  assert.equal(isOpen({ ...request(1), closed: { as: 'superseded', at } }), false);
});

test('an agent needs only its question', () => {
  assert.deepEqual(parse(Ask, { question: 'Which?' }), {
    ok: true,
    value: { kind: 'question', question: 'Which?' },
  });
  const full = { kind: 'decision', question: 'Which?', options: ['a', 'b'] };
  assert.deepEqual(parse(Ask, full), { ok: true, value: full });
});

for (const ask of [{}, { question: ' ' }, { question: 'x', kind: 'whim' }, 'x', null])
  test(`${JSON.stringify(ask)} is no ask`, () => assert.equal(parse(Ask, ask).ok, false));
