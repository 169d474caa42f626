import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { IntentOf } from '../../src/core/intent.ts';
import type { NewTask, TaskRecord } from '../../src/core/task.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

type Change = Omit<IntentOf<'change'>, 'version' | 'at' | 'kind'>;

/** Tasks that all wait, by number from 1. */
async function waiting(...all: Partial<NewTask>[]) {
  const fake = createFakeWorld();
  for (const wanted of all) fake.start({ hold: true, ...wanted });
  const conductor = fake.conductor();
  await conductor.tick({ launches: false });
  return { fake, conductor };
}

async function answered(
  fake: FakeWorld,
  conductor: FakeConductor,
  wish: Parameters<FakeWorld['wish']>[0],
): Promise<string[]> {
  const order = fake.wish(wish);
  await conductor.tick({ launches: false });
  const results = fake.store.intents.answered(order)?.results ?? [];
  return results.map(({ ok, message }) => `${ok}: ${message}`);
}

const changeOf = (change: Change) => ({ kind: 'change', ...change }) as const;
const shownIn = ({ store }: FakeWorld, folder: 'pending' | 'blocked' | 'draft') =>
  store.queue.live(folder).map(({ number }) => number);

describe('a change', () => {
  it('killed at any effect, is made once: record first, then the queue shows it', async () => {
    let order = '';
    const effects = await killAnywhere(
      async () => {
        const { fake, conductor } = await waiting({}, {});
        conductor.leave();
        const set = { priority: 5, title: 'x' };
        order = fake.wish(changeOf({ tasks: [2, 1], set, clear: ['hold'] }));
        return fake;
      },
      (fake) => {
        assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
        for (const number of [1, 2]) {
          const { priority, title, hold, by } = fake.record(number);
          assert.deepEqual([priority, title, hold, by], [5, 'x', undefined, [order]]);
        }
        assert.deepEqual(fake.store.queue.live('blocked'), []);
      },
    );
    assert.ok(effects.indexOf('replace tasks/task.json') >= 0, effects.join());
  });

  it('shows in the order of the queue at once', async () => {
    const { fake, conductor } = await waiting({ hold: false }, { hold: false });
    const says = await answered(fake, conductor, changeOf({ tasks: [2], set: { priority: 1 } }));
    assert.deepEqual(says, ['yes: task_2 has priority 1']);
    assert.deepEqual(shownIn(fake, 'pending'), [2, 1]);
  });

  it('of nothing changes nothing, and says so', async () => {
    const { fake, conductor } = await waiting({ priority: 3 });
    const says = await answered(fake, conductor, changeOf({ tasks: [1], set: { priority: 3 } }));
    assert.deepEqual(says, ['yes: task_1 is as it is wanted already']);
    assert.deepEqual(fake.record(1).by, []);
  });

  it('takes a draft into the queue, where it waits from then on', async () => {
    const { fake, conductor } = await waiting({ hold: false, draft: true });
    assert.deepEqual(shownIn(fake, 'draft'), [1]);
    fake.clock.pass(60_000);
    const { at } = fake.clock.now();
    const says = await answered(fake, conductor, changeOf({ tasks: [1], clear: ['draft'] }));
    assert.deepEqual(says, ['yes: task_1 is in the queue']);
    assert.deepEqual([shownIn(fake, 'draft'), shownIn(fake, 'pending')], [[], [1]]);
    assert.equal(fake.record(1).queuedAt, at);
  });

  it('of a task that runs is refused by what it is too late for, all at once', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    fake.start();
    fake.start({ hold: true });
    await conductor.tick();
    const set = { prompt: 'x', group: 'g', after: [2], priority: 4 };
    assert.deepEqual(await answered(fake, conductor, changeOf({ tasks: [1, 8], set })), [
      'no: task_1 is running: its prompt, group and after cannot be changed any more',
      'no: there is no task_8',
    ]);
    assert.equal(fake.record(1).priority, 0, 'all of it, or nothing');
    const held = await answered(fake, conductor, changeOf({ tasks: [1], set: { hold: true } }));
    assert.deepEqual(held, ['no: task_1 is running: only what waits can be held']);
    const clear = ['hold', 'draft'] as ('hold' | 'draft')[];
    const free = await answered(fake, conductor, changeOf({ tasks: [1], clear }));
    assert.deepEqual(free, ['yes: task_1 is as it is wanted already']);
    const title = await answered(fake, conductor, changeOf({ tasks: [1], set: { title: 'x' } }));
    assert.deepEqual(title, ['yes: task_1 changed: title']);
    fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 0);
    await fake.settle(conductor, 1);
    const late = await answered(fake, conductor, changeOf({ tasks: [1], set: { title: 'y' } }));
    assert.deepEqual(late, ['no: task_1 is already complete']);
  });

  it('that would make a task wait for itself, or for nothing, is refused with every way', async () => {
    const { fake, conductor } = await waiting(
      {},
      { after: [1] },
      { afterAny: [2] },
      { afterFailed: [1] },
    );
    const set = { after: [3, 1, 77], afterAny: [4, 78] };
    assert.deepEqual(await answered(fake, conductor, changeOf({ tasks: [1], set })), [
      'no: there is no task_77, task_78 for task_1 to wait for; ' +
        'task_1 would wait for itself: 1 → 3 → 2 → 1, 1 → 1 and 1 → 4 → 1',
    ]);
    assert.equal(fake.record(1).after, undefined);
    const fine = changeOf({ tasks: [4], set: { after: [3] } });
    assert.deepEqual(await answered(fake, conductor, fine), ['yes: task_4 changed: after']);
  });

  it('finds a cycle through what has ended: a retry would close it', async () => {
    const { fake, conductor } = await waiting({}, { after: [1], hold: false });
    await answered(fake, conductor, { kind: 'cancel', tasks: [2] });
    assert.equal(fake.record(2).settled?.status, 'cancelled');
    const says = await answered(fake, conductor, changeOf({ tasks: [1], set: { after: [2] } }));
    assert.deepEqual(says, ['no: task_1 would wait for itself: 1 → 2 → 1']);
  });
});

const place = ({ priority, rank, queuedAt }: TaskRecord) => [priority, rank, queuedAt];

describe('a switch', () => {
  it('killed at any effect, is made once', async () => {
    let order = '';
    let times: string[] = [];
    await killAnywhere(
      async () => {
        const fake = createFakeWorld();
        times = [1, 2].map(() => {
          fake.clock.pass(60_000);
          return fake.start({ hold: true }).createdAt;
        });
        const conductor = fake.conductor();
        await conductor.tick();
        fake.wish(changeOf({ tasks: [2], set: { priority: 7 } }));
        await conductor.tick();
        conductor.leave();
        order = fake.wish({ kind: 'switch', tasks: [1, 2] });
        return fake;
      },
      (fake) => {
        assert.deepEqual(
          fake.store.intents.answered(order)?.results.map(({ ok, message }) => `${ok}: ${message}`),
          ['yes: task_1 has the place of task_2', 'yes: task_2 has the place of task_1'],
        );
        assert.deepEqual(place(fake.record(1)), [7, 2, times[1]]);
        assert.deepEqual(place(fake.record(2)), [0, 1, times[0]]);
      },
    );
  });

  it('twice leaves all as it was, and the queue shows each', async () => {
    const { fake, conductor } = await waiting({ hold: false }, { hold: false }, { hold: false });
    const swap = { kind: 'switch', tasks: [1, 3] } as const;
    await answered(fake, conductor, { ...swap, tasks: [...swap.tasks] });
    assert.deepEqual(shownIn(fake, 'pending'), [3, 2, 1]);
    await answered(fake, conductor, { ...swap, tasks: [...swap.tasks] });
    assert.deepEqual(shownIn(fake, 'pending'), [1, 2, 3]);
  });

  it('of which the disk refused the second half is finished before a change of that one', async () => {
    const { fake, conductor } = await waiting({}, {});
    const change = changeOf({ tasks: [2], set: { priority: 5 } });
    const orders = [fake.wish({ kind: 'switch', tasks: [1, 2] }), fake.wish(change)];
    const { replace } = fake.disk;
    let refusals = 0;
    fake.disk.replace = (path, ...rest) => {
      if (path.endsWith('task_2.json') && ++refusals === 1)
        throw new Failure('unavailable', 'the disk is full', { cause: new Error('ENOSPC') });
      return replace(path, ...rest);
    };
    await assert.rejects(conductor.tick({ launches: false }), /the disk is full/);
    await conductor.tick({ launches: false });
    for (const order of orders)
      assert.equal(fake.store.intents.answered(order)?.results.at(-1)?.ok, 'yes');
    assert.deepEqual(place(fake.record(1)).slice(0, 2), [0, 2]);
    assert.deepEqual(place(fake.record(2)).slice(0, 2), [5, 1]);
  });

  it('with what does not wait is refused, both at once, and nobody moves', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    fake.start();
    await conductor.tick();
    fake.start({ hold: true });
    assert.deepEqual(await answered(fake, conductor, { kind: 'switch', tasks: [1, 9] }), [
      'no: task_1 is running; only tasks that wait can change places',
      'no: there is no task_9',
    ]);
    assert.deepEqual(
      (await answered(fake, conductor, { kind: 'switch', tasks: [1, 2] })).length,
      1,
    );
    assert.equal(fake.record(2).rank, undefined);
  });
});
