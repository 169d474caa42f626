import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { dayMs, hourMs, listed, liveOn, quick, work } from '../simulation/month.ts';

const usual = { completedDays: 7, failedDays: 14, queueSize: 1000, archiveDays: 90 };

describe('keeping house', () => {
  it('holds what is on the disk within the policy, for weeks', () => liveOn(24, 10));

  it('looks once an hour, and a pass in between touches nothing', async () => {
    const fake = quick();
    fake.settings.retention = { ...usual, completedDays: 1 };
    const conductor = fake.conductor();
    await work(fake, conductor, 1);
    fake.clock.pass(3 * dayMs);
    let looks = 0;
    const { list } = fake.disk;
    fake.disk.list = (path) => {
      if (path.endsWith('queue/finished')) looks += 1;
      return list(path);
    };
    while (await conductor.tick());
    assert.equal(listed(fake).away.length, 1);
    looks = 0;
    for (let minute = 0; minute < 59; minute += 1) {
      fake.clock.pass(60_000);
      await conductor.tick();
    }
    assert.equal(looks, 0);
    fake.clock.pass(2 * 60_000);
    await conductor.tick();
    assert.equal(looks, 1);
  });

  it('keeps for ever what nothing is said of, and what a live task waits for', async () => {
    const fake = quick();
    const conductor = fake.conductor();
    await work(fake, conductor, 3);
    fake.clock.pass(1_000 * dayMs);
    while (await conductor.tick());
    assert.equal(listed(fake).here.length, 3);
    fake.start({ after: [2], hold: true });
    fake.settings.retention = usual;
    while (await conductor.tick());
    assert.deepEqual(
      listed(fake).here.map(({ number }) => number),
      [2],
    );
  });

  it('what the disk refuses is told, tried again after an hour, and no reason to stop', async () => {
    const fake = quick();
    const conductor = fake.conductor();
    await work(fake, conductor, 2);
    fake.settings.retention = usual;
    fake.clock.pass(10 * dayMs);
    const { move } = fake.disk;
    let refusals = 0;
    fake.disk.move = (from, to, options) => {
      if (!to.includes('/archive/')) return move(from, to, options);
      refusals += 1;
      throw new Failure('unavailable', `cannot move ${from}`);
    };
    while (await conductor.tick());
    const refused = refusals;
    assert.ok(refused > 0);
    await work(fake, conductor, 1);
    assert.equal(refusals, refused);
    assert.match(fake.log.join('\n'), /cannot move/);
    fake.disk.move = move;
    fake.clock.pass(2 * hourMs);
    while (await conductor.tick());
    assert.deepEqual([listed(fake).here.length, listed(fake).away.length], [1, 2]);
  });
});
