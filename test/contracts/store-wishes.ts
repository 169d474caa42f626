import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { intentOrder } from '../../src/core/intent.ts';
import { layout } from '../../src/core/layout.ts';
import type { Request } from '../../src/core/request.ts';
import { at, failure, type MakeStore, now, opener } from './store-stage.ts';

/** The promises of `Store` for intents and requests. */
export const wishesContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: intents and requests`, () => {
    const first = intentOrder(1, '00000001');
    const second = intentOrder(2, '00000001');
    const cancel = { version: 1, at, kind: 'cancel', tasks: [1] } as const;

    it('shows open wishes oldest first, and takes an answered one away', (t) => {
      const { store } = open(t);
      const { intents } = store;
      intents.leave(second, { version: 1, at, kind: 'retry', task: 2 });
      intents.leave(first, { ...cancel, tasks: [1] });
      intents.writePlan(first, { version: 1, numbers: [4, 5] });
      assert.deepEqual(intents.open(), [first, second]);
      assert.deepEqual(intents.read(first), cancel);
      assert.deepEqual(intents.plan(first)?.numbers, [4, 5]);
      const results = [{ ok: 'yes', task: 1, message: 'done' }] as const;
      intents.answer(first, { version: 1, intent: cancel, at, results: [...results] });
      assert.deepEqual(intents.open(), [second]);
      assert.equal(intents.plan(first), undefined);
      assert.deepEqual(intents.answered(first)?.results, results);
      assert.equal(intents.answered(second), undefined);
    });

    it('refuses a damaged wish and one of a kind that nobody knows, and puts them aside', (t) => {
      const { store, put, disk, root } = open(t);
      put(layout.intent(first), '{');
      put(layout.intent(second), JSON.stringify({ ...cancel, kind: 'wish' }));
      for (const order of [first, second]) {
        assert.throws(() => store.intents.read(order), failure('invalid', /damaged/));
        store.intents.quarantine(order);
      }
      assert.deepEqual(store.intents.open(), []);
      assert.equal(disk.list(`${root}/quarantine`).length, 2);
    });

    it('puts damaged answers aside, and overwrites nothing there', (t) => {
      const { storeOf, put, disk, root } = open(t);
      const { intents } = storeOf(1, { ...disk, changedAt: () => 5 });
      for (const text of ['{', '{"a"']) {
        put(layout.answer(first), text);
        assert.throws(() => intents.answered(first), failure('invalid', /damaged/));
        intents.quarantineAnswer(first);
        assert.equal(intents.answered(first), undefined);
      }
      const kept = disk
        .list(`${root}/quarantine`)
        .map((name) => disk.read(`${root}/quarantine/${name}`));
      assert.deepEqual(kept.sort(), ['{', '{"a"']);
    });

    it('refuses a wish of another version', (t) => {
      const { store, put } = open(t);
      put(layout.intent(first), JSON.stringify({ ...cancel, version: 2 }));
      assert.throws(() => store.intents.read(first), failure('unavailable', /version 2/));
    });

    it('numbers requests, and keeps what they became', (t) => {
      const { store } = open(t);
      const { requests } = store;
      const made = [0, 1].map((hint) => requests.create(requestOf, hint));
      assert.deepEqual(
        made.map(({ number }) => number),
        [1, 2],
      );
      const answered = { ...requestOf(2), answer: { by: 'x', at: now, value: { deep: [1] } } };
      requests.replace(answered);
      assert.deepEqual(requests.read(2), answered);
      assert.deepEqual(requests.numbers(), [1, 2]);
      assert.equal(requests.read(3), undefined);
    });

    it('removes requests, and never gives their numbers again', (t) => {
      const { requests } = open(t).store;
      for (const hint of [0, 1]) requests.create(requestOf, hint);
      requests.raiseFloor(2);
      requests.remove(2);
      requests.remove(2);
      assert.deepEqual(requests.numbers(), [1]);
      assert.equal(requests.create(requestOf, 1).number, 3);
    });
  });
};

const requestOf = (number: number): Request => ({
  version: 1,
  number,
  run: 1,
  task: 1,
  ask: number,
  kind: 'question',
  question: 'which?',
  since: now,
});
