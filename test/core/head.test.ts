import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  advance,
  emptyHead,
  type Finished,
  foldJournal,
  Head,
  type JournalLine,
  lastMax,
} from '../../src/core/head.ts';
import { type SettledStatus, settledStatuses } from '../../src/core/vocabulary.ts';
import { fractionOf } from '../../src/lib/fraction.ts';
import { parse } from '../../src/lib/schema.ts';
import { at } from '../support/seen.ts';

const finished = (number: number, status: SettledStatus = 'complete'): Finished => ({
  number,
  status,
  agent: 'coder',
  title: 'it',
  at,
  attempt: 1,
});
const line = (seq: number, number: number, status?: SettledStatus): JournalLine => ({
  seq,
  ...finished(number, status),
});
const revival = (seq: number, number: number, before: SettledStatus): JournalLine => ({
  ...line(seq, number, before),
  revived: before,
});
const shown = (head: Head | undefined) =>
  head && [head.complete, head.failed, head.cancelled, head.last.map(({ number }) => number)];

test('a finished task is counted, and named first', () => {
  const head = foldJournal(emptyHead, [line(1, 7), line(2, 8, 'failed'), line(3, 9, 'cancelled')]);
  assert.deepEqual(shown(head), [1, 1, 1, [9, 8, 7]]);
  assert.deepEqual(head?.last[0], finished(9, 'cancelled'));
  assert.equal(head?.seq, 3);
});

test('a line that is counted in already changes nothing', () => {
  const head = advance(emptyHead, line(1, 7));
  assert.equal(advance(head, line(1, 7)), head);
  assert.equal(foldJournal(head, [line(1, 7)]), head);
});

test('a task that comes back to life is counted no more', () => {
  const head = foldJournal(emptyHead, [line(1, 7), line(2, 8, 'failed'), revival(3, 8, 'failed')]);
  assert.deepEqual(shown(head), [1, 0, 0, [7]]);
});

test('a task that finishes again is named once', () => {
  const lines = [line(1, 7, 'failed'), line(2, 8), revival(3, 7, 'failed'), line(4, 7)];
  assert.deepEqual(shown(foldJournal(emptyHead, lines)), [2, 0, 0, [7, 8]]);
});

test('the last ones are named, the counts know all', () => {
  const lines = Array.from({ length: 50 }, (_, index) => line(index + 1, index + 1));
  const head = foldJournal(emptyHead, lines);
  assert.equal(head?.complete, 50);
  assert.deepEqual(
    head?.last.map(({ number }) => number),
    Array.from({ length: lastMax }, (_, index) => 50 - index),
  );
});

const doubtful: [name: string, lines: unknown[]][] = [
  ['a line is missing', [line(1, 7), line(3, 8)]],
  ['the first line is missing', [line(2, 7)]],
  ['a line is damaged', [line(1, 7), { seq: 2 }]],
  ['a line is no object', [line(1, 7), null]],
  ['a line says more than is known', [{ ...line(1, 7), extra: 1 }]],
  ['the last line is damaged', [line(1, 7), line(2, 8), 'x']],
];
for (const [name, lines] of doubtful)
  test(`head and journal do not fit together when ${name}`, () =>
    assert.equal(foldJournal(emptyHead, lines), undefined));

test('a head can be read back', () => {
  const head = advance(emptyHead, line(1, 7));
  assert.deepEqual(parse(Head, JSON.parse(JSON.stringify(head))), { ok: true, value: head });
});

/** A history of tasks that finish, come back and finish again, with what a simple model makes of it. */
function history(seed: number) {
  const dice = (what: string, sides: number) => Math.floor(fractionOf(`${seed}/${what}`) * sides);
  const settled = new Map<number, SettledStatus>();
  const lines: JournalLine[] = [];
  for (let seq = 1; seq <= 60; seq += 1) {
    const number = dice(`${seq} number`, 12) + 1;
    const before = settled.get(number);
    const status = settledStatuses[dice(`${seq} status`, 3)] ?? 'complete';
    lines.push(before ? revival(seq, number, before) : line(seq, number, status));
    settled.delete(number);
    if (!before) settled.set(number, status);
  }
  // A map keeps the order in which tasks settled for the last time.
  const counts = settledStatuses.map(
    (status) => [...settled.values()].filter((one) => one === status).length,
  );
  return { lines, model: [...counts, [...settled.keys()].reverse()] };
}

test('whatever happened, head and journal add up to what is true', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const { lines, model } = history(seed);
    assert.deepEqual(shown(foldJournal(emptyHead, lines)), model, `history ${seed}`);
  }
});

test('wherever a compaction was interrupted, the same is counted', () => {
  const { lines } = history(1);
  const whole = foldJournal(emptyHead, lines);
  for (let counted = 0; counted <= lines.length; counted += 1)
    for (let cut = 0; cut <= counted; cut += 1) {
      const head = foldJournal(emptyHead, lines.slice(0, counted)) ?? emptyHead;
      const folded = foldJournal(head, lines.slice(cut));
      assert.deepEqual(folded, whole, `${counted} in the head, the journal from ${cut} on`);
    }
});
