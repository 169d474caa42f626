import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { emptyHead, type Head, type JournalLine } from '../../src/core/head.ts';
import { intentOrder } from '../../src/core/intent.ts';
import { layout, orderOf } from '../../src/core/layout.ts';
import { missedBeatsMax } from '../../src/core/lock.ts';
import type { Disk } from '../../src/core/ports.ts';
import type { Request } from '../../src/core/request.ts';
import type { RunSpec, Started, Stop, Verdict } from '../../src/core/run.ts';
import type { Lease, Store } from '../../src/core/store.ts';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';
import type { FakeProcesses } from '../support/fake-world.ts';

/** A store under test, as several processes see it. */
export interface StoreStage {
  readonly disk: Disk;
  readonly root: string;
  readonly processes: FakeProcesses;
  /** The store as the process with this pid opens it, over another disk if that is given. */
  storeOf(pid: number, disk?: Disk): Store;
  /** Writes a file below the root as it stands, torn or damaged as it may be. */
  put(path: string, text: string): void;
}

const at = '2026-01-01T00:00:00.000Z';
const now = { bootId: 'boot-1', monotonicMs: 5, at };

/** The promises of `Store`, to be kept over every disk. */
export const storeContract = (name: string, make: (t: TestContext) => StoreStage): void => {
  const open = (t: TestContext) => {
    const stage = make(t);
    return { ...stage, store: stage.storeOf(1) };
  };

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
      store.tasks.remove(3);
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

    it('finding 20: an archived record is found by its number, before and after it is removed', (t) => {
      const { store } = open(t);
      const record = store.tasks.create(recordOf, 0);
      store.tasks.archive(record);
      assert.deepEqual(store.tasks.read(1), record);
      store.tasks.raiseFloor(1);
      store.tasks.remove(1);
      assert.deepEqual(store.tasks.read(1), record);
      store.tasks.archive(record); // Harmless twice: the first one stays.
      assert.equal(store.tasks.create(recordOf, 0).number, 2);
    });

    it('sees, reads, marks, consumes and puts aside sentinels under classic names', (t) => {
      const { store, put, disk, root } = open(t);
      const { tasks } = store;
      put('tasks/task_1.done', 'said\n');
      put('tasks/task_12.error', 'not its own');
      tasks.mark(1, 'timeout');
      put('tasks/task_1.cancelled', '');
      assert.deepEqual(tasks.classics(1), ['done', 'cancelled', 'timeout']);
      assert.equal(tasks.readClassic(1, 'done')?.text, 'said\n');
      tasks.consume(1, 'cancelled');
      const run = store.runs.allocate(0);
      tasks.putAside(1, 'done', run);
      assert.deepEqual(tasks.classics(1), ['timeout']);
      assert.equal(disk.read(`${root}/runs/${run}/classic/done`), 'said\n');
    });
  });

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

  describe(`${name}: runs`, () => {
    it('makes folders with an outbox and an inbox, under numbers that count up', (t) => {
      const { store, disk, root } = open(t);
      assert.deepEqual([store.runs.allocate(0), store.runs.allocate(0)], [1, 2]);
      assert.equal(store.runs.allocate(2), 3);
      assert.deepEqual(disk.list(`${root}/runs/3`).sort(), ['in', 'out']);
      assert.equal(store.runs.outbox(3), `${root}/runs/3/out`);
    });

    it('never reuses the number of a run below the floor', (t) => {
      const { store, put } = open(t);
      put('runs/floor', '7\n');
      assert.equal(store.runs.allocate(0), 8);
    });

    it('links spec, started, stop and verdict once: the first stays', (t) => {
      const { store } = open(t);
      const { runs } = store;
      const run = runs.allocate(0);
      const [spec, started, stop, verdict] = papersOf(run);
      assert.deepEqual(
        [runs.spec(run), runs.started(run), runs.stop(run), runs.verdict(run)],
        [undefined, undefined, undefined, undefined],
      );
      assert.equal(runs.writeSpec(spec), true);
      assert.equal(runs.writeStarted(run, started), true);
      assert.equal(runs.writeStop(run, stop), true);
      assert.equal(runs.writeVerdict(verdict), true);
      assert.equal(runs.writeSpec({ ...spec, cwd: '/other' }), false);
      assert.equal(
        runs.writeStarted(run, {
          ...started,
          since: { ...now, monotonicMs: 9 },
        }),
        false,
      );
      assert.equal(runs.writeStop(run, { ...stop, reason: 'timeout', status: 'failed' }), false);
      assert.equal(runs.writeVerdict({ ...verdict, status: 'complete' }), false);
      assert.deepEqual(
        [runs.spec(run), runs.started(run), runs.stop(run), runs.verdict(run)],
        [spec, started, stop, verdict],
      );
    });

    it('writes a deadline anew, and an empty one is none', (t) => {
      const { store, put } = open(t);
      const run = store.runs.allocate(0);
      assert.equal(store.runs.deadline(run), undefined);
      store.runs.writeDeadline(run, 90);
      assert.equal(store.runs.deadline(run), 90);
      store.runs.writeDeadline(run, undefined);
      assert.equal(store.runs.deadline(run), undefined);
      put(`runs/${run}/deadline`, 'soon\n');
      assert.equal(store.runs.deadline(run), undefined);
    });

    for (const [text, exit] of [
      ['0\n', 0],
      ['143\n', 143],
      ['0', undefined],
      ['14', undefined],
      ['', undefined],
      ['\n', undefined],
      ['x\n', undefined],
      ['-1\n', undefined],
    ] as const)
      it(`reads ${JSON.stringify(text)} in an exit file as ${exit}`, (t) => {
        const { store, put } = open(t);
        const run = store.runs.allocate(0);
        put(`runs/${run}/exit`, text);
        assert.equal(store.runs.exit(run), exit);
      });

    it('reads what the shim left: overdue, never, the end', (t) => {
      const { store, put } = open(t);
      const run = store.runs.allocate(0);
      assert.deepEqual(
        [store.runs.isOverdue(run), store.runs.neverRan(run), store.runs.endedAtMs(run)],
        [false, false, undefined],
      );
      put(`runs/${run}/overdue`, 'overdue\n');
      put(`runs/${run}/never`, '');
      put(`runs/${run}/exit`, '0\n');
      assert.deepEqual([store.runs.isOverdue(run), store.runs.neverRan(run)], [true, true]);
      assert.ok(store.runs.endedAtMs(run));
    });

    for (const [what, files, sentinel] of [
      ['no file', {}, undefined],
      ['an empty done', { done: '' }, { kind: 'done' }],
      ['a done with words', { done: 'all well\n' }, { kind: 'done', message: 'all well' }],
      ['an error in JSON', { error: '{"error":"no"}' }, { kind: 'error', message: 'no' }],
      ['a half-written error', { error: '{"err' }, { kind: 'error', message: '{"err' }],
      ['an error beside a done', { done: '', error: 'no' }, { kind: 'error', message: 'no' }],
      ['other names', { 'done.tmp': '', note: 'x' }, undefined],
    ] as const)
      it(`reads ${what} in the outbox`, (t) => {
        const { store, put } = open(t);
        const run = store.runs.allocate(0);
        for (const [file, text] of Object.entries(files)) put(`runs/${run}/out/${file}`, text);
        assert.deepEqual(store.runs.sentinel(run), sentinel);
      });

    it('lists asks by number, reads them, and answers each once', (t) => {
      const { store, put } = open(t);
      const { runs } = store;
      const run = runs.allocate(0);
      for (const file of ['ask-10.json', 'ask-2.json', 'ask-0.json', 'ask-x.json', 'ask-3.txt'])
        put(`runs/${run}/out/${file}`, `{"question":"${file}"}`);
      assert.deepEqual(runs.asks(run), [2, 10]);
      assert.equal(runs.readAsk(run, 2)?.text, '{"question":"ask-2.json"}');
      assert.ok((runs.readAsk(run, 2)?.changedAtMs ?? 0) > 0);
      assert.equal(runs.readAsk(run, 5), undefined);
      assert.equal(runs.isAnswered(run, 2), false);
      assert.equal(runs.writeAnswer(run, 2, { answer: 'first' }), true);
      assert.equal(runs.writeAnswer(run, 2, { answer: 'second' }), false);
      assert.equal(runs.isAnswered(run, 2), true);
    });

    it('reads output from any place, and none beyond its end', (t) => {
      const { store, put } = open(t);
      const run = store.runs.allocate(0);
      put(`runs/${run}/stdout`, 'héllo\n');
      assert.equal(store.runs.size(run, 'stdout'), 7);
      assert.equal(store.runs.size(run, 'stderr'), 0);
      assert.equal(store.runs.output(run, 'stdout', 3, 100).toString(), 'llo\n');
      assert.equal(store.runs.output(run, 'stdout', 0, 1).toString(), 'h');
      assert.equal(store.runs.output(run, 'stdout', 50, 10).length, 0);
    });
  });

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
  });

  describe(`${name}: the lock`, () => {
    it('is held by one, and free again after its marker', (t) => {
      const { storeOf } = open(t);
      assert.equal(storeOf(1).lock.look(), undefined);
      const lease = taken(storeOf(1), 'run');
      assert.equal(lease.epoch, 1);
      assert.equal(lease.isTakeover, false);
      assert.equal(lease.isMine(), true);
      const refused = storeOf(2).lock.take('run');
      assert.ok(!refused.taken);
      assert.equal(refused.holder.record.holder.pid, 1);
      lease.release();
      assert.equal(lease.isMine(), false);
      const next = taken(storeOf(2), 'daemon');
      assert.deepEqual([next.epoch, next.isTakeover], [2, false]);
    });

    it('is taken over only from the dead, and the dead may do nothing more', (t) => {
      const { storeOf, processes } = open(t);
      const lease = taken(storeOf(1), 'run');
      processes.die(1);
      assert.equal(storeOf(2).lock.look()?.liveness, 'dead');
      const next = taken(storeOf(2), 'run');
      assert.deepEqual([next.epoch, next.isTakeover], [2, true]);
      assert.deepEqual([lease.isMine(), next.isMine()], [false, true]);
    });

    it('finding 5: is not taken from a holder of another pid namespace', (t) => {
      const { storeOf, put, processes } = open(t);
      put('lock/1', lockText(1, { ...processes.identity(9), pidNamespace: 'pid:[7]' }));
      processes.die(9);
      const refused = storeOf(2).lock.take('run');
      assert.ok(!refused.taken);
      assert.equal(refused.holder.liveness, 'unknown');
    });

    it('finding 5: is taken from an unseen holder that stopped its heartbeat, not before', (t) => {
      const { storeOf, put, disk, root, processes } = open(t);
      const heartbeatMs = 1;
      const elsewhere = { ...processes.identity(9), host: 'other' };
      put('lock/1', lockText(1, elsewhere, { heartbeatMs: 3_600_000 }));
      put('lock/1.beat', '');
      assert.equal(storeOf(2).lock.take('run').taken, false);
      put('lock/1', lockText(1, elsewhere, { heartbeatMs }));
      const beatMs = disk.changedAt(`${root}/lock/1.beat`) ?? 0;
      for (let writes = 0; (disk.changedAt(`${root}/later`) ?? 0) - beatMs < 50; writes += 1) {
        assert.ok(writes < 100_000, 'time does not pass');
        put('later', '');
      }
      assert.ok((storeOf(2).lock.look()?.beatAgeMs ?? 0) > heartbeatMs * missedBeatsMax);
      assert.equal(taken(storeOf(2), 'run').epoch, 2);
    });

    it('finding 18: forgets the epochs below the one that holds', (t) => {
      const { storeOf, disk, root } = open(t);
      for (let epoch = 1; epoch <= 5; epoch += 1) taken(storeOf(epoch), 'once').release();
      assert.deepEqual(disk.list(`${root}/lock`).sort(), ['5', '5.released']);
      assert.equal(taken(storeOf(9), 'once').epoch, 6);
    });

    it('finding 18: who was parked before its link steps back when others have passed', (t) => {
      const { storeOf, disk, root } = open(t);
      taken(storeOf(1), 'once').release();
      let isParked = true;
      const create: Disk['create'] = (...file) => {
        if (isParked) {
          isParked = false;
          for (const pid of [3, 4]) taken(storeOf(pid), 'once').release();
          taken(storeOf(5), 'daemon');
        }
        return disk.create(...file);
      };
      const refused = storeOf(2, { ...disk, create }).lock.take('run');
      assert.ok(!refused.taken);
      assert.equal(refused.holder.record.holder.pid, 5);
      assert.deepEqual(disk.list(`${root}/lock`).sort(), ['4']);
    });

    it('says that it does not know who holds a damaged lock, until a person does', (t) => {
      const { storeOf, put } = open(t);
      put('lock/3', '{"ver');
      assert.throws(() => storeOf(1).lock.take('run'), failure('conflict', /who conducts/));
      put('lock/3.released', '');
      assert.equal(taken(storeOf(1), 'run').epoch, 4);
    });

    it('finding 3: forced, it kills the holder first and takes the next epoch then', async (t) => {
      const { storeOf, processes } = open(t);
      const lease = taken(storeOf(1), 'daemon');
      const forced = await storeOf(2).lock.force('run');
      assert.ok(forced.taken);
      assert.deepEqual(processes.killed, [1]);
      assert.deepEqual([forced.lease.epoch, forced.lease.isTakeover], [2, true]);
      assert.equal(lease.isMine(), false);
    });

    it('finding 3: forced, it is not taken from a holder that cannot be killed from here', async (t) => {
      const { storeOf, put, processes } = open(t);
      put('lock/1', lockText(1, { ...processes.identity(9), host: 'other' }));
      await assert.rejects(storeOf(2).lock.force('run'), failure('conflict', /cannot be seen/));
      assert.deepEqual(processes.killed, []);
    });
  });
};

const recordOf = (number: number): TaskRecord =>
  newRecord(
    number,
    { agent: 'coder', prompt: `do ${number}\n\n\u2028 {"a": "ü"}`, cwd: '/w', priority: 0 },
    at,
  );

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

function papersOf(run: number): [RunSpec, Started, Stop, Verdict] {
  const token = 'a'.repeat(32);
  const identity = { host: 'h', pidNamespace: '', bootId: 'boot-1', pid: 5, startTime: '9' };
  return [
    {
      version: 1,
      run,
      task: 1,
      attempt: 1,
      agent: 'coder',
      argv: ['/bin/true', '', 'a b'],
      cwd: '/w',
      environment: ['A'],
      stdin: 'prompt',
      launcher: 'local',
      token,
      epoch: 1,
      slot: 0,
      completion: 'either',
      trustExit: true,
      stopSignals: ['INT', 'TERM'],
      graceMs: 5_000,
      lingerMs: 5_000,
      timeoutMs: 60_000,
      classic: false,
      simulated: false,
    },
    { version: 1, handle: { launcher: 'local', identity, token }, since: now },
    { version: 1, status: 'cancelled', reason: 'user', by: 'me', since: now },
    {
      version: 1,
      run,
      task: 1,
      attempt: 1,
      status: 'failed',
      reason: 'exit',
      endedAt: at,
      elapsedMs: 4,
      by: 'exit',
      exit: 1,
      epoch: 1,
    },
  ];
}

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

function taken(store: Store, kind: 'run' | 'once' | 'daemon'): Lease {
  const got = store.lock.take(kind);
  assert.ok(got.taken, 'the lock is held');
  return got.lease;
}

const lockText = (epoch: number, holder: object, more: object = {}): string =>
  JSON.stringify({ version: 1, epoch, kind: 'daemon', holder, since: at, ...more });

const numbersIn = (store: Store, folder: 'pending' | 'running'): number[] =>
  store.queue.live(folder).map(({ number }) => number);

const failure = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && message.test(error.message);
