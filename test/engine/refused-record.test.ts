import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';

/** The disk has room for names, and none for records: as when it is full. */
function refuseRecords({ disk }: FakeWorld): () => void {
  const { replace } = disk;
  disk.replace = (path, text, options) => {
    if (path.includes('/tasks/')) throw new Failure('unavailable', 'the disk is full');
    replace(path, text, options);
  };
  return () => {
    disk.replace = replace;
  };
}

const shown = ({ store }: FakeWorld) => queueFolders.flatMap((folder) => store.queue.live(folder));

it('a task whose end cannot be recorded stays in the queue, and ends when it can', async () => {
  const fake = createFakeWorld({ onOpen: ({ command }, { end }) => end(command.token, 0) });
  const first = fake.conductor();
  fake.start();
  await first.tick();
  const allow = refuseRecords(fake);
  await assert.rejects(first.tick(), /disk is full/);
  assert.equal(shown(fake).length, 1);
  allow();
  first.die();
  assert.equal((await fake.settle(fake.conductor(), 1)).settled?.status, 'complete');
});

it('a cancel that cannot be recorded leaves the task where it is, and is carried out when it can', async () => {
  const fake = createFakeWorld();
  fake.start({ hold: true });
  const first = fake.conductor();
  fake.wish({ kind: 'cancel', tasks: [1] });
  const allow = refuseRecords(fake);
  await assert.rejects(first.tick(), /disk is full/);
  assert.equal(shown(fake).length, 1);
  allow();
  first.die();
  assert.equal((await fake.settle(fake.conductor(), 1)).settled?.status, 'cancelled');
});
