import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failure, type MakeStore, opener, recordOf } from './store-stage.ts';

/** The promises of `Store` for records, numbers and sentinels under classic names. */
export const tasksContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: tasks`, () => {
    it('counts up, and reads back what was written', (t) => {
      const { store } = open(t);
      const created = [0, 0, 2].map((hint) => store.tasks.create(recordOf, hint));
      assert.deepEqual(
        created.map(({ number }) => number),
        [1, 2, 3],
      );
      assert.deepEqual(store.tasks.read(2), recordOf(2));
      assert.deepEqual(store.tasks.numbers().sort(), [1, 2, 3]);
      assert.equal(store.tasks.read(4), undefined);
    });

    it('never reuses a number: none up to the floor is free', (t) => {
      const { store } = open(t);
      for (let n = 0; n < 3; n += 1) store.tasks.create(recordOf, 0);
      store.tasks.raiseFloor(3);
      store.tasks.forget([3]);
      store.tasks.raiseFloor(2); // A floor never sinks.
      assert.equal(store.tasks.floor(), 3);
      assert.equal(store.tasks.create(recordOf, 0).number, 4);
    });

    it('finding 6: takes a higher number when the floor has passed its own meanwhile', (t) => {
      const { store, storeOf } = open(t);
      let isParked = true;
      const made = store.tasks.create((number) => {
        // While this creator is parked others come as far as 20, and all that is cleaned away.
        if (isParked) storeOf(2).tasks.raiseFloor(20);
        isParked = false;
        return recordOf(number);
      }, 0);
      assert.equal(made.number, 21);
      assert.deepEqual(store.tasks.numbers(), [21]);
    });

    it('gives a number to one of two who reach for it', (t) => {
      const { store, storeOf } = open(t);
      let isParked = true;
      const made = store.tasks.create((number) => {
        if (isParked) assert.equal(storeOf(2).tasks.createNumbered(recordOf(number)), true);
        isParked = false;
        return recordOf(number);
      }, 0);
      assert.equal(made.number, 2);
      assert.equal(store.tasks.createNumbered(recordOf(2)), false);
    });

    it('finds the highest number across holes without listing', (t) => {
      const { store } = open(t);
      for (const number of [1, 2, 3, 4, 5, 6, 7, 9]) store.tasks.createNumbered(recordOf(number));
      assert.equal(store.tasks.isTaken(store.tasks.highest(0)), true);
      assert.equal(store.tasks.isTaken(store.tasks.highest(0) + 1), false);
      store.tasks.raiseFloor(8);
      assert.equal(store.tasks.highest(0), 9);
      assert.equal(store.tasks.create(recordOf, 9).number, 10);
    });

    for (const [what, text] of [
      ['empty', ''],
      ['torn', '{"version": 1, "number": 1, "prom'],
      ['of another shape', '{"version": 1, "number": 1}'],
      ['no JSON', 'x'],
    ] as const)
      it(`refuses a record that is ${what}, with a failure that says where`, (t) => {
        const { store, put } = open(t);
        put('tasks/task_1.json', text);
        assert.throws(() => store.tasks.read(1), failure('invalid', /task_1\.json is damaged/));
      });

    it('refuses a record with fields of a newer orchestra, which are nothing to repair', (t) => {
      const { store, put } = open(t);
      put('tasks/task_1.json', JSON.stringify({ ...recordOf(1), news: true }));
      assert.throws(() => store.tasks.read(1), failure('unavailable', /does not know: news/));
      put('tasks/task_1.json', JSON.stringify({ ...recordOf(1), news: true, agent: 7 }));
      assert.throws(() => store.tasks.read(1), failure('invalid', /is damaged/));
    });

    it('refuses a record of another version, which is nothing to repair', (t) => {
      const { store, put } = open(t);
      put('tasks/task_1.json', JSON.stringify({ ...recordOf(1), version: 2, news: true }));
      assert.throws(() => store.tasks.read(1), failure('unavailable', /protocol version 2/));
    });

    it('keeps the number of a record that was put into quarantine', (t) => {
      const { store, put, disk, root } = open(t);
      put('tasks/task_7.json', '{');
      store.tasks.quarantine(7);
      assert.equal(store.tasks.read(7), undefined);
      assert.equal(disk.list(`${root}/quarantine`).length, 1);
      assert.equal(store.tasks.create(recordOf, 0).number, 8);
    });

    it('finding 20: an archived record is found by its number, and its number stays taken', (t) => {
      const { store } = open(t);
      const record = store.tasks.create(recordOf, 0);
      for (let twice = 0; twice < 2; twice += 1) {
        store.tasks.raiseFloor(1);
        store.tasks.archive([1]);
        assert.deepEqual(store.tasks.read(1), record);
        assert.deepEqual(store.tasks.numbers(), []);
      }
      assert.equal(store.tasks.create(recordOf, 0).number, 2);
    });

    it('a record that is back counts before the one in the archive, and goes there anew', (t) => {
      const { store } = open(t);
      const record = store.tasks.create(recordOf, 0);
      store.tasks.archive([1]);
      store.tasks.replace({ ...record, asked: 2 });
      assert.equal(store.tasks.read(1)?.asked, 2);
      store.tasks.archive([1]);
      assert.equal(store.tasks.read(1)?.asked, 2);
      store.tasks.replace({ ...record, asked: 3 });
      store.tasks.unarchive(1);
      store.tasks.forget([1]);
      assert.equal(store.tasks.read(1), undefined);
    });

    it('tells which papers lie under classic names, and reads the log in parts', (t) => {
      const { store, put, root } = open(t);
      assert.deepEqual(store.tasks.papers(1), {});
      assert.equal(store.tasks.logSize(1), 0);
      assert.equal(store.tasks.logFrom(1, 0, 9).length, 0);
      put('logs/task_1.log', 'first, last');
      assert.deepEqual(store.tasks.papers(1), { log: `${root}/logs/task_1.log` });
      put('plans/task_1_plan.md', 'think');
      assert.equal(store.tasks.papers(1).plan, `${root}/plans/task_1_plan.md`);
      assert.equal(store.tasks.logSize(1), 11);
      assert.equal(store.tasks.logFrom(1, 7, 3).toString(), 'las');
    });

    it('forgets records, archived ones too, and what agents left under classic names', (t) => {
      const { store, put, disk, root } = open(t);
      for (let n = 0; n < 3; n += 1) store.tasks.create(recordOf, 0);
      store.tasks.archive([1]);
      for (const path of ['tasks/task_1.done', 'plans/task_1_plan.md', 'logs/task_1.log'])
        put(path, 'four');
      put('logs/task_2.log/is/a/folder', 'four');
      put('tasks/task_3.done', 'of another');
      store.tasks.raiseFloor(2);
      for (let twice = 0; twice < 2; twice += 1) {
        assert.equal(store.tasks.eraseReports(1), twice === 0 ? 12 : 0);
        assert.equal(store.tasks.eraseReports(2), twice === 0 ? 4 : 0);
        store.tasks.forget([1, 2]);
        assert.deepEqual(store.tasks.numbers(), [3]);
        assert.equal(store.tasks.read(1), undefined);
        assert.deepEqual(disk.list(`${root}/logs`), []);
        assert.deepEqual(store.tasks.classics(3), ['done']);
      }
      assert.equal(store.tasks.create(recordOf, 0).number, 4);
    });

    it('sees, reads, marks, consumes and puts aside sentinels under classic names', async (t) => {
      const { store, put, disk, root } = open(t);
      const { tasks } = store;
      put('tasks/task_1.done', 'said\n');
      put('tasks/task_12.error', 'not its own');
      tasks.mark(1, 'timeout');
      put('tasks/task_1.cancelled', '');
      assert.deepEqual(tasks.classics(1), ['done', 'cancelled', 'timeout']);
      assert.equal(tasks.readClassic(1, 'done')?.text, 'said\n');
      tasks.consume(1, 'cancelled');
      const run = await store.runs.allocate(0);
      tasks.putAside(1, 'done', run);
      assert.deepEqual(tasks.classics(1), ['timeout']);
      assert.equal(disk.read(`${root}/runs/${run}/classic/done`), 'said\n');
    });
  });
};
