import assert from 'node:assert/strict';
import { it } from 'node:test';
import { layout } from '../../src/core/layout.ts';
import { createFakeWorld } from '../support/fake-world.ts';

const finishing = () =>
  createFakeWorld({ onOpen: ({ command }, launcher) => launcher.end(command.token, 0) });

it('a power cut that takes every queue entry loses no task, finished or not', async () => {
  const fake = finishing();
  const first = fake.conductor();
  fake.start();
  await fake.settle(first, 1);
  const { number, settled } = fake.record(1);
  assert.ok(settled);
  fake.start({ hold: true });
  first.leave(); // In order: all numbers count as seen.

  for (const path of fake.disk.paths().filter((path) => path.includes('/queue/')))
    fake.disk.remove(path);
  fake.processes.reboot();
  const second = fake.conductor();
  await second.tick();
  const day = settled.endedAt.slice(0, 10);
  assert.ok(fake.disk.exists(`${fake.root}/${layout.finishedEntry(day, number, 'complete')}`));
  assert.deepEqual(
    fake.store.queue.live('blocked').map((entry) => entry.number),
    [2],
  );
  assert.equal(fake.store.queue.head()?.complete, 1);
});

it('without a power cut nobody lists all records', async () => {
  const fake = finishing();
  const first = fake.conductor();
  assert.equal(first.state.lease.isOtherBoot, false);
  first.leave();
  assert.equal(fake.conductor().state.lease.isOtherBoot, false);
});
