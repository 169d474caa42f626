import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { becameOf, printAsked, printRequests, requestLine } from '../../src/cli/print/requests.ts';
import { painter } from '../../src/cli/style.ts';
import { displayWidth } from '../../src/lib/text.ts';
import type { RequestView } from '../../src/operations/request-view.ts';
import { at } from '../support/seen.ts';

const nowMs = Date.parse(at) + 300_000;
const paint = painter(false);

const asked: RequestView = {
  id: 'r5',
  number: 5,
  task: 'task_12',
  agent: 'coder',
  title: 'Merge it',
  kind: 'question',
  question: 'Which branch?\nThink well.',
  options: ['main', 're\x1b[2Jlease'],
  since: at,
  is: 'open',
  wayOut: 'orchestra answer r5 "…"',
};
const approval: RequestView = {
  ...asked,
  id: 'r6',
  kind: 'approval',
  question: 'May it start? Merge it',
  options: [],
  wayOut: 'orchestra approve r6, or: orchestra reject r6 "why"',
};
const { wayOut: _, ...closed } = approval;

describe('requests', () => {
  it('are a line each, with what can be typed for the first of each kind', () => {
    const more = [{ ...asked, id: 'r7', wayOut: 'orchestra answer r7 "…"' }];
    const lines = printRequests([asked, approval, ...more], paint, undefined, nowMs).split('\n');
    assert.match(
      lines[1] ?? '',
      /^r5 +12 +coder +question +Which branch\? Think well\. +\[1\] main/,
    );
    assert.match(lines[2] ?? '', /^r6 +12 +coder +approval +May it start\? Merge it +5m ago$/);
    assert.deepEqual(lines.slice(4), [
      '',
      'orchestra approve r6, or: orchestra reject r6 "why"',
      'orchestra answer r5 "…"',
      '',
    ]);
  });

  it('fit any screen, and hold no command for it', () => {
    for (const columns of [20, 40, 80, 200])
      for (const line of printRequests([asked, approval], paint, columns, nowMs).split('\n')) {
        assert.ok(displayWidth(line) <= columns, `${columns}: ${line}`);
        assert.ok(!line.includes('\x1b'));
      }
  });

  const ends: readonly (readonly [part: Partial<RequestView>, says: string])[] = [
    [{ is: 'approved', who: 'ada' }, 'approved by ada'],
    [{ is: 'rejected', who: 'ada', note: 'no' }, 'rejected by ada: no'],
    [{ is: 'answered', answer: 'main' }, 'answered: main'],
    [{ is: 'answered', answer: { deep: [1] }, who: 'ada' }, 'answered by ada: {"deep":[1]}'],
    [{ is: 'superseded' }, 'superseded'],
  ];
  for (const [part, says] of ends)
    it(`that are over say how: ${says}`, () => {
      assert.equal(becameOf({ ...closed, ...part }), says);
      assert.equal(requestLine({ ...closed, ...part }), `r6  task_12  ${says}`);
      assert.ok(printRequests([{ ...closed, ...part }], paint, undefined, nowMs).includes(says));
    });

  it('stand below their task in full, with a number for each option', () => {
    assert.deepEqual(printAsked(asked, undefined), [
      '',
      '? r5  question',
      'Which branch?',
      'Think well.',
      '  1  main',
      '  2  release',
      'orchestra answer r5 "…"',
    ]);
  });
});
