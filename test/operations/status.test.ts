import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderOf } from '../../src/core/layout.ts';
import type { Context } from '../../src/operations/operation.ts';
import { status } from '../../src/operations/status.ts';
import { createFakeWorld } from '../support/fake-world.ts';

test('what was filed, and not counted when its conductor died, is counted by who looks', async () => {
  const fake = createFakeWorld({
    onOpen: ({ command }, launcher) => launcher.end(command.token, 0),
  });
  const { store, clock } = fake;
  const conductor = fake.conductor();
  fake.start();
  const { settled } = await fake.settle(conductor, 1);
  assert.ok(settled);
  const second = fake.start();
  store.tasks.replace({ ...second, settled });
  const day = settled.endedAt.slice(0, 10);
  store.queue.finish('pending', orderOf(second), day, 2, 'complete');
  conductor.die();

  const conducting = { settle: async () => 'elsewhere' };
  const context = { store, clock, conducting } as unknown as Context;
  const { counts, tasks } = await status.run(context, { waiting: 9, finished: 9, all: false });
  assert.equal(counts.complete, 2);
  assert.deepEqual(tasks.map(({ number }) => number).sort(), [1, 2]);
});
