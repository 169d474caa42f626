import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failpoints } from '../../src/adapters/failpoints.ts';
import { Failure } from '../../src/core/failure.ts';
import type { NewTask } from '../../src/core/task.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';
import type { ConductOptions } from '../../src/engine/conductor.ts';
import { hold, onePass } from '../../src/engine/session.ts';
import { Killed, killAt, killOn, onceAt } from '../support/deaths.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';

/** Every run ends well as soon as it begins. */
const quick = (): FakeWorld =>
  createFakeWorld({ onOpen: ({ command }, launcher) => launcher.end(command.token, 0) });

const untilIdle: ConductOptions = {
  ...onePass('run'),
  launches: true,
  isDone: () => false,
};

const holdOnce = (fake: FakeWorld, failpoints?: Failpoints, options = untilIdle) =>
  hold(fake.worldOf(50, failpoints), options);

const statusOf = (fake: FakeWorld, number: number) => fake.record(number).settled?.status;

describe('leaving is: marker, then one more look', () => {
  for (const [when, name] of [
    ['before', 'replace queue/head.json'],
    ['before', 'mark lock/released'],
    ['after', 'mark lock/released'],
  ] as const) {
    it(`finding 4: a task that appears ${when} "${name}" is taken up under the next epoch`, async () => {
      const fake = quick();
      const held = await holdOnce(
        fake,
        onceAt(when, name, () => fake.start()),
      );
      assert.ok(held.held);
      assert.equal(statusOf(fake, 1), 'complete');
      assert.equal(fake.store.lock.look()?.record.epoch, 2);
    });

    it(`finding 4: a wish that appears ${when} "${name}" is answered`, async () => {
      const fake = quick();
      fake.start({ hold: true });
      let order = '';
      await holdOnce(
        fake,
        onceAt(when, name, () => {
          order = fake.wish({ kind: 'cancel', tasks: [1] });
        }),
      );
      assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
      assert.equal(statusOf(fake, 1), 'cancelled');
    });
  }

  it('finding 4: who finds another one conducting after its marker leaves the rest to it', async () => {
    const fake = quick();
    const held = await holdOnce(
      fake,
      onceAt('after', 'mark lock/released', () => {
        fake.start();
        fake.worldOf(60).store.lock.take('daemon');
      }),
    );
    assert.ok(!held.held);
    assert.equal(held.holder.record.holder.pid, 60);
  });

  it('who only looked in, and was refused, does not wait for itself', async () => {
    const fake = quick();
    fake.start();
    const world = fake.worldOf(50);
    const { replace } = fake.disk;
    fake.disk.replace = () => {
      throw new Failure('unavailable', 'the disk is full');
    };
    await assert.rejects(hold(world, onePass('once')), /disk is full/);
    fake.disk.replace = replace;
    const told = new AbortController();
    const sleep = async (): Promise<void> => told.abort();
    const held = await hold(
      { ...world, wake: { ...world.wake, sleep } },
      { ...untilIdle, signal: told.signal },
    );
    assert.ok(held.held);
    assert.equal(statusOf(fake, 1), 'complete');
  });

  it('finding 4: one that only looks in is waited for, by all but its like', async () => {
    const fake = quick();
    fake.start();
    const taken = fake.worldOf(60).store.lock.take('once');
    assert.ok(taken.taken);
    assert.equal((await holdOnce(fake, undefined, onePass('once'))).held, false);
    const world = fake.worldOf(50);
    const sleep = async (): Promise<void> => taken.lease.release();
    const held = await hold({ ...world, wake: { ...world.wake, sleep } }, untilIdle);
    assert.ok(held.held);
    assert.equal(statusOf(fake, 1), 'complete');
  });

  it('finding 4: what nobody here can start or read keeps nobody from leaving', async () => {
    const fake = quick();
    fake.start();
    const { root, disk } = fake;
    const other = JSON.stringify({ ...fake.record(1), version: 2 });
    disk.put(`${root}/tasks/task_1.json`, other);
    disk.put(`${root}/intents/00000000000001-00000001.json`, '{"version": 2, "kind": "cancel"}');
    const held = await holdOnce(fake);
    assert.ok(held.held);
    assert.equal(disk.read(`${root}/tasks/task_1.json`), other, 'it is left as it is');
    assert.equal(fake.store.intents.open().length, 1);
  });
});

describe('numbers', () => {
  it('finding 6: a task that was cleaned away leaves its number to nobody', async () => {
    const fake = quick();
    for (let n = 0; n < 3; n += 1) fake.start();
    await holdOnce(fake);
    // clean: the floor first, then the record.
    fake.store.tasks.raiseFloor(3);
    for (const number of [2, 3]) fake.store.tasks.forget([number]);
    fake.disk.remove(`${fake.root}/queue/head.json`);
    assert.equal(fake.start().number, 4);
  });
});

describe('the record is the truth, the queue its mirror', () => {
  const loseIndex = ({ disk, root }: FakeWorld): void => {
    for (const path of disk.paths()) if (path.startsWith(`${root}/queue/`)) disk.remove(path); // The empty folders stay.
  };

  it('finding 8: a retry that was accepted survives losing the whole index', async () => {
    let exit = 1;
    const fake = createFakeWorld({ onOpen: ({ command }, it) => it.end(command.token, exit) });
    fake.start();
    await holdOnce(fake);
    assert.equal(statusOf(fake, 1), 'failed');
    const order = fake.wish({ kind: 'retry', task: 1 });
    await holdOnce(fake, undefined, onePass('once'));
    assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
    loseIndex(fake);
    exit = 0;
    await holdOnce(fake);
    const { settled, runs } = fake.record(1);
    assert.deepEqual([settled?.status, runs.length], ['complete', 2]);
  });

  it('finding 8: so do a hold, a time to wait for, and a cancel before the first run', async () => {
    const fake = quick();
    fake.start({ hold: true });
    fake.start({ notBefore: '2027-01-01T00:00:00.000Z' });
    fake.start({ hold: true });
    const killed = fake.conductor(killOn('after', 'replace tasks/task.json'));
    fake.wish({ kind: 'cancel', tasks: [3] });
    await assert.rejects(killed.tick(), Killed);
    killed.die();
    loseIndex(fake);
    await fake.conductor().tick();
    assert.deepEqual(
      fake.store.queue.live('blocked').map(({ number }) => number),
      [1, 2],
    );
    assert.equal(statusOf(fake, 3), 'cancelled');
    assert.equal(fake.launcher.runs.length, 0);
  });

  it('finding 8: two entries of one task become the one that its record calls for', async () => {
    const fake = createFakeWorld();
    const { number } = fake.start();
    for (const folder of queueFolders) fake.store.queue.enter(folder, orderOfOnly(fake));
    await fake.conductor().tick();
    const shown = queueFolders.filter((folder) => fake.store.queue.live(folder).length > 0);
    assert.deepEqual(shown, ['running']);
    assert.equal(fake.record(number).runs.length, 1);
  });

  it('counts again after a pass that the disk refused in the middle', async () => {
    const fake = quick();
    fake.conductor().leave(); // There is a head, and no reason to doubt it.
    fake.start();
    let refusals = 0;
    await holdOnce(fake, (name) => ({
      before() {
        if (name !== 'append queue/journal' || refusals > 0) return;
        refusals += 1;
        throw new Failure('unavailable', 'the disk is full');
      },
      after: () => undefined,
    }));
    assert.equal(refusals, 1);
    assert.equal(fake.store.queue.head()?.complete, 1);
    assert.deepEqual(
      fake.store.queue.head()?.last.map(({ number }) => number),
      [1],
    );
  });
});

describe('a wish met twice is carried out once', () => {
  const again = (fake: FakeWorld, order: string): void => {
    const answered = fake.store.intents.answered(order);
    fake.store.intents.leave(order, answered?.intent as never);
  };

  it('finding 12: retry', async () => {
    const fake = quick();
    fake.start();
    await holdOnce(fake);
    const order = fake.wish({ kind: 'retry', task: 1 });
    await holdOnce(fake);
    again(fake, order);
    await holdOnce(fake);
    const { runs, asked } = fake.record(1);
    assert.deepEqual([runs.length, asked], [2, 2]);
    assert.deepEqual(fake.store.intents.open(), []);
  });

  it('finding 12: cancel, even when a person has asked for another run since', async () => {
    const fake = quick();
    fake.start({ hold: true });
    const order = fake.wish({ kind: 'cancel', tasks: [1] });
    await holdOnce(fake);
    fake.store.tasks.replace({ ...fake.record(1), hold: false });
    again(fake, order);
    fake.wish({ kind: 'retry', task: 1 });
    const first = fake.conductor(killOn('before', 'create intents/answered/json'));
    await assert.rejects(first.tick(), Killed);
    first.die();
    assert.equal(fake.store.intents.open().length, 2);
    await holdOnce(fake);
    assert.equal(statusOf(fake, 1), 'complete');
  });

  it('finding 12: batch', async () => {
    const fake = quick();
    const order = fake.wish({ kind: 'batch', tasks: [newTask('a'), newTask('b')] });
    await holdOnce(fake);
    again(fake, order);
    fake.store.intents.writePlan(order, { version: 1, numbers: [1, 2] });
    await holdOnce(fake);
    assert.deepEqual(fake.store.tasks.numbers().sort(), [1, 2]);
    assert.equal(fake.launcher.runs.length, 2);
  });

  it('finding 12: all open wishes are handled before anything is launched', async () => {
    const fake = quick();
    for (let n = 0; n < 3; n += 1) fake.start();
    fake.wish({ kind: 'cancel', tasks: [1, 2] });
    fake.wish({ kind: 'cancel', tasks: [3] });
    await holdOnce(fake);
    assert.equal(fake.launcher.runs.length, 0);
  });

  it('finding 12: answering is the last of all effects', async () => {
    const effects: string[] = [];
    const fake = quick();
    fake.start();
    fake.wish({ kind: 'cancel', tasks: [1] });
    const conductor = fake.conductor(killAt(effects, undefined));
    effects.length = 0;
    await conductor.tick();
    assert.deepEqual(effects.slice(-3), [
      'create intents/answered/json',
      'remove intents/json',
      'remove intents/plan.json',
    ]);
    assert.ok(effects.indexOf('replace tasks/task.json') < effects.length - 3);
  });

  for (const when of ['before', 'after'] as const)
    it(`finding 12: a classic wish to cancel is consumed with its effect, also when killed ${when} that`, async () => {
      const fake = quick();
      fake.start({ hold: true });
      const path = `${fake.root}/tasks/task_1.cancelled`;
      fake.disk.put(path, '');
      const first = fake.conductor(killOn(when, 'remove tasks/task.cancelled'));
      await assert.rejects(first.tick(), Killed);
      first.die();
      await holdOnce(fake);
      assert.equal(statusOf(fake, 1), 'cancelled');
      assert.equal(fake.disk.exists(path), false);
      fake.store.tasks.replace({ ...fake.record(1), hold: false });
      fake.wish({ kind: 'retry', task: 1 });
      await holdOnce(fake);
      assert.equal(statusOf(fake, 1), 'complete');
    });

  it('finding 12: a retry is not born cancelled by a wish that came when all was over', async () => {
    const fake = quick();
    fake.start();
    await holdOnce(fake);
    fake.disk.put(`${fake.root}/tasks/task_1.cancelled`, '');
    fake.wish({ kind: 'retry', task: 1 });
    await holdOnce(fake);
    assert.equal(statusOf(fake, 1), 'complete');
    assert.equal(fake.record(1).runs.length, 2);
  });

  it('finding 12: a classic wish left just before a launch is not swallowed by it', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    await conductor.tick(); // The classic names were looked at just now.
    fake.start();
    fake.disk.put(`${fake.root}/tasks/task_1.cancelled`, '');
    await conductor.tick();
    const { settled } = await fake.settle(conductor, 1);
    assert.equal(settled?.status, 'cancelled');
  });

  it('a wish right after a crash meets tasks that have just ended as ended', async () => {
    const fake = createFakeWorld();
    fake.start();
    const first = fake.conductor(killOn('before', 'folder queue/finished'));
    await first.tick();
    fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 0);
    await assert.rejects(first.tick(), Killed);
    first.die();
    const cancel = fake.wish({ kind: 'cancel', tasks: [1] });
    const retry = fake.wish({ kind: 'retry', task: 1 });
    await fake.conductor().tick();
    const answers = [cancel, retry].map((order) => fake.store.intents.answered(order)?.results[0]);
    assert.deepEqual(
      answers.map((answer) => answer?.ok),
      ['no', 'yes'],
    );
    assert.equal(fake.record(1).asked, 2);
  });
});

describe('a batch has a plan', () => {
  for (let done = 1; done <= 3; done += 1)
    it(`finding 15: killed after ${done} of 3 tasks, the rest follow under the numbers reserved`, async () => {
      const fake = quick();
      fake.start({ prompt: 'somebody else' });
      let created = 0;
      fake.wish({ kind: 'batch', tasks: ['a', 'b', 'c'].map(newTask) });
      const first = fake.conductor((name) => ({
        before: () => undefined,
        after() {
          if (name !== 'create tasks/task.json') return;
          created += 1;
          if (created === done) throw new Killed();
        },
      }));
      await assert.rejects(first.tick(), Killed);
      first.die();
      fake.start({ prompt: 'another one' });
      await holdOnce(fake);
      assert.deepEqual(promptsOf(fake), ['somebody else', 'a', 'b', 'c', 'another one']);
      assert.equal(fake.launcher.runs.length, 5);
    });

  it('finding 15: a creator who took one of its numbers in the last moment keeps it', async () => {
    const fake = quick();
    fake.wish({ kind: 'batch', tasks: ['a', 'b'].map(newTask) });
    let record: unknown;
    await holdOnce(
      fake,
      // It had read the floor before it was raised, and has not read it again yet.
      onceAt('after', 'replace intents/plan.json', () => {
        const made = { ...newTask('parked'), cwd: '/parked' };
        fake.store.tasks.createNumbered({
          ...made,
          version: 1,
          number: 2,
          createdAt: '2026-01-01T00:00:00.000Z',
          asked: 1,
          by: [],
          runs: [],
        });
        record = fake.record(2);
      }),
    );
    assert.deepEqual(fake.record(2), record);
    assert.deepEqual(promptsOf(fake).sort(), ['a', 'b', 'parked']);
    assert.equal(fake.launcher.runs.length, 2);
  });
});

const newTask = (prompt: string): NewTask => ({
  agent: 'coder',
  prompt,
  cwd: '/fake',
  priority: 0,
});

const promptsOf = (fake: FakeWorld): string[] =>
  fake.store.tasks
    .numbers()
    .sort((a, b) => a - b)
    .map((number) => fake.record(number).prompt);

const orderOfOnly = ({ store }: FakeWorld): string =>
  store.queue.live('pending')[0]?.order ?? assert.fail('nothing is pending');
