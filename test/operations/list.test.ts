import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { orderOf } from '../../src/core/layout.ts';
import { list } from '../../src/operations/list.ts';
import type { Context } from '../../src/operations/operation.ts';
import { createFakeWorld } from '../support/fake-world.ts';

type Input = Parameters<typeof list.run>[1];

interface Ended {
  readonly status: 'complete' | 'failed';
  readonly day: string;
}

/** Tasks 1 to 4 have ended, two a day; 5 and 6 wait. What is opened is noted. */
function createScene() {
  const { store, start, disk, root } = createFakeWorld();
  const ended: readonly Ended[] = [
    { status: 'failed', day: '2026-01-01' },
    { status: 'complete', day: '2026-01-02' },
    { status: 'failed', day: '2026-01-02' },
    { status: 'complete', day: '2026-01-01' },
  ];
  ended.forEach(({ status, day }, at) => {
    const task = start({ priority: at });
    const endedAt = `${day}T0${at}:00:00.000Z`;
    const outcome = { status, endedAt, elapsedMs: 5000 - at };
    const runs = [{ run: task.number, ask: 1, attempt: 1, outcome }];
    store.tasks.replace({ ...task, runs, settled: { status, endedAt } });
    store.queue.finish('pending', orderOf(task), day, task.number, status);
  });
  start({ agent: 'other', priority: 9 });
  start({ labels: { area: 'cli' }, priority: -9 });
  const opened: number[] = [];
  const read = (number: number) => {
    opened.push(number);
    return store.tasks.read(number);
  };
  const watched = { ...store, tasks: { ...store.tasks, read } };
  const context = {
    store: watched,
    clock: { now: () => ({ at: '2026-01-03T00:00:00.000Z', monotonicMs: 0 }) },
    conducting: { settle: async () => 'settled' },
  } as unknown as Context;
  const listed = async (input: Partial<Input> = {}) => {
    opened.length = 0;
    const whole = { filter: [], sort: ['-ended'], limit: 50, ...input } as Input;
    const { tasks, ...rest } = await list.run(context, whole);
    return { numbers: tasks.map(({ number }) => number), ...rest };
  };
  return { listed, opened, store: watched, disk, root };
}

describe('list', () => {
  const orders: readonly [sort: string, numbers: number[]][] = [
    ['-ended', [6, 5, 3, 2, 4, 1]],
    ['ended', [1, 4, 2, 3, 5, 6]],
    ['created', [1, 2, 3, 4, 5, 6]],
    ['-created', [6, 5, 4, 3, 2, 1]],
    ['id', [1, 2, 3, 4, 5, 6]],
    ['-id', [6, 5, 4, 3, 2, 1]],
    ['priority', [6, 1, 2, 3, 4, 5]],
    ['-priority', [5, 4, 3, 2, 1, 6]],
    ['number', [1, 2, 3, 4, 5, 6]],
    ['agent', [1, 2, 3, 4, 6, 5]],
    ['-agent,-number', [5, 6, 4, 3, 2, 1]],
    ['-agent,number', [5, 1, 2, 3, 4, 6]],
    ['status', [5, 6, 2, 4, 1, 3]],
    ['status,-number', [6, 5, 4, 2, 3, 1]],
    ['-status,ended', [1, 3, 4, 2, 6, 5]],
    ['duration', [5, 6, 4, 3, 2, 1]],
    ['-duration', [1, 2, 3, 4, 6, 5]],
    ['-duration,agent', [1, 2, 3, 4, 6, 5]],
  ];
  for (const [sort, numbers] of orders)
    it(`sorts by ${sort}`, async () => {
      const { listed } = createScene();
      assert.deepEqual(await listed({ sort: sort.split(',') as Input['sort'] }), {
        numbers,
        more: false,
        damaged: [],
      });
    });

  const choices: readonly [
    input: Partial<Input>,
    numbers: number[],
    more: boolean,
    opened: number[],
  ][] = [
    [{ filter: ['status=failed'] }, [3, 1], false, [3, 1]],
    [{ filter: ['status=failed'], limit: 1 }, [3], true, [3]],
    [{ filter: ['status=failed'], limit: 2 }, [3, 1], false, [3, 1]],
    [{ limit: 3 }, [6, 5, 3], true, [6, 5, 3]],
    [{ limit: 0 }, [6, 5, 3, 2, 4, 1], false, [6, 5, 3, 2, 4, 1]],
    [{ filter: ['status=pending'], sort: ['-priority'] }, [5, 6], false, [5, 6]],
    [{ filter: ['agent=other'] }, [5], false, [6, 5, 3, 2, 4, 1]],
    [{ filter: ['label.area=cli'], limit: 1 }, [6], false, [6, 5, 3, 2, 4, 1]],
    [{ filter: ['status=complete,failed', 'after=2026-01-02'] }, [3, 2], false, [3, 2]],
    [{ filter: ['status!=pending', 'before=2026-01-01T02:00:00Z'] }, [1], false, [4, 1]],
  ];
  for (const [input, numbers, more, opened] of choices)
    it(`${JSON.stringify(input)} opens ${opened.join(' ')} and shows ${numbers.join(' ')}`, async () => {
      const scene = createScene();
      assert.deepEqual(await scene.listed(input), { numbers, more, damaged: [] });
      assert.deepEqual(scene.opened, opened);
    });

  it('finds what was archived where that is asked for, in its place among the others', async () => {
    const scene = createScene();
    const { tasks, queue } = scene.store;
    tasks.archive([2, 4]);
    queue.archive([
      { day: '2026-01-02', number: 2, status: 'complete' },
      { day: '2026-01-01', number: 4, status: 'complete' },
    ]);
    assert.deepEqual((await scene.listed()).numbers, [6, 5, 3, 1]);
    const all = async (input: Partial<Input>) =>
      (await scene.listed({ archived: true, ...input })).numbers;
    assert.deepEqual(await all({}), [6, 5, 3, 2, 4, 1]);
    assert.deepEqual(await all({ sort: ['ended'] }), [1, 4, 2, 3, 5, 6]);
    assert.deepEqual(await all({ sort: ['-duration', 'number'], limit: 2 }), [1, 2]);
    assert.deepEqual(await all({ filter: ['status=complete'] }), [2, 4]);
  });

  it('goes on past a record that cannot be read, and tells of it', async () => {
    const scene = createScene();
    scene.disk.put(`${scene.root}/tasks/task_3.json`, '{"version": 1');
    assert.throws(() => scene.store.tasks.read(3), Failure);
    assert.deepEqual(await scene.listed(), {
      numbers: [6, 5, 2, 4, 1],
      more: false,
      damaged: ['task_3'],
    });
  });

  it('shows one that ends while it looks once, and as it is now', async () => {
    const { listed, store } = createScene();
    const task = store.tasks.read(5);
    assert.ok(task);
    store.queue.finish(undefined, orderOf(task), '2026-01-03', 5, 'complete');
    store.tasks.replace({
      ...task,
      settled: { status: 'complete', endedAt: '2026-01-03T00:00:00.000Z' },
    });
    assert.deepEqual((await listed()).numbers, [6, 5, 3, 2, 4, 1]);
    assert.deepEqual((await listed({ filter: ['status=pending'] })).numbers, [6]);
  });
});
