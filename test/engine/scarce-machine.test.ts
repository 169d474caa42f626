import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { hold, onePass } from '../../src/engine/session.ts';
import { createFakeWorld } from '../support/fake-world.ts';

const short = 'nothing new is started for now: too many open files';

describe('a machine that has too little to start anything', () => {
  it('is no fault of a task: it is told once, tried again, and nothing is named meanwhile', async () => {
    const fake = createFakeWorld({ onOpen: ({ command }, { end }) => end(command.token, 0) });
    fake.start();
    fake.start();
    const world = fake.worldOf(50);
    const said: string[] = [];
    let refusals = 0;
    const reserved = new Set<object>();
    const reserve = () => {
      if (refusals++ < 20) throw new Failure('unavailable', short);
      const place = {};
      reserved.add(place);
      return () => void reserved.delete(place);
    };
    const slept: number[] = [];
    await hold(
      {
        ...world,
        launchers: () => ({ ...fake.launcher, reserve }),
        warn: (line) => said.push(line),
        wake: {
          ...world.wake,
          async sleep(ms) {
            if (refusals <= 20) slept.push(ms);
            await world.wake.sleep(ms);
          },
        },
      },
      { ...onePass('run'), launches: true, isDone: () => false },
    );
    for (const number of [1, 2]) {
      const { settled, runs } = fake.record(number);
      assert.equal(settled?.status, 'complete');
      assert.equal(runs.length, 1);
    }
    assert.deepEqual(new Set(said), new Set([short]));
    assert.ok(slept.every((ms) => ms <= 1_000));
    assert.equal(reserved.size, 0, 'all of it is given back');
  });

  it('such as a disk without room for its papers, costs a task none of its launches', async () => {
    const fake = createFakeWorld({ onOpen: ({ command }, { end }) => end(command.token, 0) });
    const { number } = fake.start();
    const { replace } = fake.disk;
    fake.disk.replace = (path, text, options) => {
      if (path.endsWith('/prompt.md'))
        throw new Failure('unavailable', 'the disk is full', { cause: new Error('ENOSPC') });
      replace(path, text, options);
    };
    const conductor = fake.conductor();
    for (let passes = 0; passes < 10; passes += 1)
      await assert.rejects(conductor.tick(), /disk is full/);
    assert.deepEqual(fake.record(number).runs, []);
    assert.deepEqual(fake.disk.list(`${fake.root}/runs`), []);
    fake.disk.replace = replace;
    assert.equal((await fake.settle(conductor, number)).settled?.status, 'complete');
  });
});
