import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyHead, type Head, type JournalLine } from '../../src/core/head.ts';
import { orderOf } from '../../src/core/layout.ts';
import type { Store } from '../../src/core/store.ts';
import { at, type MakeStore, opener, type StoreStage } from './store-stage.ts';

/** The promises of `Store` for the index of live and finished tasks. */
export const queueContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: the queue index`, () => {
    const order = (number: number, priority = 0) => orderOf({ number, priority });

    it('shows live tasks by priority, then first come, and skips names of strangers', (t) => {
      const { store, put } = open(t);
      for (const [number, priority] of [
        [1, 0],
        [2, 5],
        [10, 0],
        [3, -7],
      ] as const)
        store.queue.enter('pending', order(number, priority));
      put('queue/pending/README', '');
      assert.deepEqual(
        store.queue.live('pending').map(({ number, priority }) => [number, priority]),
        [
          [2, 5],
          [1, 0],
          [10, 0],
          [3, -7],
        ],
      );
    });

    it('moves an entry, and makes one where there was none', (t) => {
      const { store } = open(t);
      store.queue.enter('pending', order(1));
      store.queue.move('pending', 'running', order(1));
      store.queue.move('pending', 'running', order(2));
      assert.deepEqual(numbersIn(store, 'pending'), []);
      assert.deepEqual(numbersIn(store, 'running'), [1, 2]);
      store.queue.leave('running', order(1));
      store.queue.leave('running', order(1));
      assert.deepEqual(numbersIn(store, 'running'), [2]);
    });

    it('files what has ended by day, and brings it back', (t) => {
      const { store } = open(t);
      const { queue } = store;
      queue.enter('running', order(1));
      queue.finish('running', order(1), '2026-01-01', 1, 'complete');
      queue.finish(undefined, order(2), '2026-01-02', 2, 'failed');
      assert.deepEqual(queue.days(), ['2026-01-02', '2026-01-01']);
      assert.deepEqual(queue.finishedOn('2026-01-01'), [{ number: 1, status: 'complete' }]);
      assert.equal(queue.isFinished('2026-01-02', 2, 'failed'), true);
      assert.ok(queue.enteredAt('2026-01-02', 2, 'failed') > 0);
      assert.deepEqual(numbersIn(store, 'running'), []);
      queue.revive('2026-01-02', 2, 'failed', 'pending', order(2));
      assert.equal(queue.isFinished('2026-01-02', 2, 'failed'), false);
      assert.deepEqual(numbersIn(store, 'pending'), [2]);
    });

    it('forgets what has ended, and days on which nothing is left', (t) => {
      const { store } = open(t);
      const { queue } = store;
      const entries = [
        { day: '2026-01-01', number: 1, status: 'complete' },
        { day: '2026-01-02', number: 2, status: 'failed' },
        { day: '2026-01-02', number: 3, status: 'complete' },
      ] as const;
      for (const { day, number, status } of entries)
        queue.finish(undefined, order(number), day, number, status);
      for (let twice = 0; twice < 2; twice += 1) {
        queue.forget(entries.slice(0, 2));
        assert.deepEqual(queue.days(), ['2026-01-02']);
        assert.deepEqual(queue.finishedOn('2026-01-02'), [{ number: 3, status: 'complete' }]);
      }
      queue.finish(undefined, order(4), '2026-01-01', 4, 'failed');
      assert.equal(queue.isFinished('2026-01-01', 4, 'failed'), true);
    });

    it('counts head and journal together, also in the middle of a compaction', (t) => {
      const { store, storeOf } = open(t);
      const heads = fill(store, 3);
      assert.deepEqual(store.queue.head(), heads.at(-1));
      assert.equal(store.queue.storedHead()?.seq, 0);
      // The head is written and the journal not cut yet: every line is counted once.
      const half = heads.at(-1) ?? emptyHead;
      store.queue.compact(half);
      for (const seq of [1, 2, 3]) append(store, seq, half);
      assert.deepEqual(storeOf(2).queue.head(), half);
    });

    it('compacts a long journal by itself, and goes on', (t) => {
      const { store, disk, root } = open(t);
      const heads = fill(store, 450);
      assert.deepEqual(store.queue.head(), heads.at(-1));
      assert.ok((store.queue.storedHead()?.seq ?? 0) >= 400);
      assert.ok((disk.read(`${root}/queue/journal`) ?? '').split('\n').length < 200);
    });

    it('finding 7: shows a reader all that has ended, whenever it is compacted under him', (t) => {
      const { store, disk, storeOf } = open(t);
      const heads = fill(store, 5);
      let reads = 0;
      const read = (path: string): string | undefined => {
        const text = disk.read(path);
        reads += 1;
        if (reads === 1) store.queue.compact(heads.at(-1) ?? emptyHead);
        return text;
      };
      assert.deepEqual(storeOf(2, { ...disk, read }).queue.head(), heads.at(-1));
      assert.ok(reads >= 2);
    });

    for (const [what, spoil] of [
      ['the head is damaged', ({ put }) => put('queue/head.json', '{"version": 1')],
      ['the head is gone', ({ disk, root }) => disk.remove(`${root}/queue/head.json`)],
      ['a line is missing', ({ disk, root }) => disk.append(`${root}/queue/journal`, lineText(9))],
      ['a line is damaged', ({ put }) => put('queue/journal', 'x\n{"seq":1}\n')],
    ] as const satisfies readonly (readonly [string, (stage: StoreStage) => void])[])
      it(`is in doubt when ${what}, and says nothing rather than something wrong`, (t) => {
        const stage = open(t);
        const { store } = stage;
        store.queue.finish(undefined, order(1), '2026-01-01', 1, 'complete');
        store.queue.compact(fill(store, 2).at(-1) ?? emptyHead);
        spoil(stage);
        assert.equal(store.queue.head(), undefined);
      });

    it('does not count a torn last line, and cuts it off before the next', (t) => {
      const { store, put, disk, root } = open(t);
      put('queue/journal', `${lineText(1)}\n{"seq":2,"num`);
      assert.equal(store.queue.head()?.seq, 1);
      append(store, 2, emptyHead);
      assert.equal(store.queue.head()?.seq, 2);
      assert.equal((disk.read(`${root}/queue/journal`) ?? '').split('\n').length, 3);
    });
  });
};

const lineOf = (seq: number): JournalLine => ({
  seq,
  number: seq,
  status: 'complete',
  agent: 'coder',
  title: 'x',
  at,
  attempt: 1,
});

const lineText = (seq: number): string => JSON.stringify(lineOf(seq));

const append = (store: Store, seq: number, head: Head): void =>
  store.queue.append(lineOf(seq), head);

/** Appends this many lines; the heads they add up to. */
function fill(store: Store, count: number): Head[] {
  const heads: Head[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const { seq: _, ...finished } = lineOf(seq);
    const before = heads.at(-1) ?? emptyHead;
    const last = [finished, ...before.last].slice(0, 20);
    const head = { ...before, seq, complete: seq, last };
    heads.push(head);
    append(store, seq, head);
  }
  return heads;
}

const numbersIn = (store: Store, folder: 'pending' | 'running'): number[] =>
  store.queue.live(folder).map(({ number }) => number);
