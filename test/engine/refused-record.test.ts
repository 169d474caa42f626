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

/** The machine would not read the record of this task, as with a bad sector or too few descriptors. */
function refuseToRead({ disk, root }: FakeWorld, number: number): () => void {
  const { read } = disk;
  disk.read = (path) => {
    if (path !== `${root}/tasks/task_${number}.json`) return read(path);
    throw new Failure('unavailable', `cannot read ${path}`, { cause: new Error('EIO') });
  };
  return () => {
    disk.read = read;
  };
}

const ends = () => createFakeWorld({ onOpen: ({ command }, { end }) => end(command.token, 0) });

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

it('a task whose record cannot be read waits in the queue, and is taken up by the same conductor', async () => {
  const fake = ends();
  fake.start();
  const allow = refuseToRead(fake, 1);
  const first = fake.conductor();
  await first.tick();
  await first.tick();
  assert.equal(shown(fake).length, 1);
  allow();
  assert.equal((await fake.settle(first, 1)).settled?.status, 'complete');
});

it('a task waits for one that ended, whose record cannot be read: it starts when that can be', async () => {
  const fake = ends();
  const before = fake.conductor();
  fake.start();
  await fake.settle(before, 1);
  before.leave();
  const allow = refuseToRead(fake, 1);
  const next = fake.conductor();
  fake.start({ after: [1] });
  for (let passes = 0; passes < 3; passes += 1) await next.tick();
  assert.deepEqual(fake.record(2).runs, []);
  allow();
  assert.equal((await fake.settle(next, 2)).settled?.status, 'complete');
});

for (const [what, isOtherBoot] of [
  ['its creator never made, as it was killed', false],
  ['the power took', true],
] as const)
  it(`a task without the entry that ${what}, and that cannot be read: the next one finds it`, async () => {
    const fake = ends();
    const { queue } = fake.store;
    if (!isOtherBoot) fake.conductor().leave();
    fake.start();
    fake.start();
    if (isOtherBoot) fake.conductor().leave();
    const [entry] = queue.live('pending');
    const head = queue.head();
    if (!entry || !head) throw new Error('nobody has conducted');
    queue.leave('pending', entry.order);
    if (isOtherBoot) queue.compact({ ...head, boot: 'boot-0' });
    const allow = refuseToRead(fake, entry.number);
    const first = fake.conductor();
    await fake.settle(first, 2);
    first.leave();
    allow();
    assert.equal((await fake.settle(fake.conductor(), 1)).settled?.status, 'complete');
  });
