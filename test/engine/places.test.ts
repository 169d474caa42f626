import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPlaces } from '../../src/adapters/places.ts';
import type { Places } from '../../src/core/places.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

/** Places on the disk of a world, as the conductor of a workspace with this pid takes them. */
const placesIn = (
  { disk, processes, clock }: FakeWorld,
  pid: number,
  workspace: string,
): Places => {
  disk.grow('/state');
  return createPlaces({
    state: '/state',
    disk,
    workspace,
    processes: processes.as(pid),
    clock,
    nameOf: (root) => root,
    warn: (line) => assert.fail(line),
    prepare: (folders) => {
      for (const one of folders) disk.grow(`/state/${one}`);
    },
  });
};

/** A pass of a conductor that shares one place with others. */
const passWith = (places: Places) => (conductor: FakeConductor) => {
  Object.assign(conductor.world, { places });
  return conductor.tick({ machineMaxParallel: 1, crowd: () => places.look(1) });
};

const elsewhere = '/elsewhere/.orchestra';

describe('a place of the machine', () => {
  it('is waited for in line, taken before the launch, and given up at the end', async () => {
    const fake = createFakeWorld();
    const other = placesIn(fake, 7, elsewhere);
    fake.disk.grow(`${elsewhere}/runs/3`);
    assert.ok(other.take({ run: 3, task: 3 }, 1));
    const { number } = fake.start();
    const conductor = fake.conductor();
    const pass = passWith(placesIn(fake, 101, fake.root));
    await pass(conductor);
    await pass(conductor);
    assert.deepEqual(fake.record(number).runs, []);
    assert.deepEqual(fake.disk.list(`${fake.root}/runs`), []);
    assert.ok(conductor.state.isInLine);
    const said = fake.log.filter((line) => line.includes('waits for'));
    const word = `task_${number} waits for the only place of this machine: orchestra why ${number}`;
    assert.deepEqual(said, [word], 'once');

    fake.disk.put(`${elsewhere}/runs/3/verdict.json`, '{}');
    assert.equal(other.look(1).ahead, 1, 'who had it comes after who waits');
    await pass(conductor);
    const [run] = fake.launcher.runs;
    assert.ok(run?.opened);
    assert.ok(!conductor.state.isInLine);
    assert.deepEqual(other.look(1).taken, [{ name: fake.root, task: number }]);

    fake.launcher.end(run.command.token, 0);
    await pass(conductor);
    assert.equal(fake.record(number).settled?.status, 'complete');
    assert.deepEqual(other.look(1).taken, []);
    assert.deepEqual(fake.disk.list('/state/places/fake').sort(), ['1.2', '1.2.released']);
  });

  it('that somebody else was faster to take costs a task nothing', async () => {
    const fake = createFakeWorld();
    const { number } = fake.start();
    const conductor = fake.conductor();
    const places = placesIn(fake, 101, fake.root);
    let refusals = 3;
    const contested = {
      ...places,
      take: (...words: Parameters<Places['take']>) => refusals-- <= 0 && places.take(...words),
    };
    for (let passes = 0; passes < 4; passes += 1) {
      assert.deepEqual(fake.record(number).runs, []);
      assert.deepEqual(fake.disk.list(`${fake.root}/runs`), []);
      await passWith(contested)(conductor);
    }
    assert.equal(fake.record(number).runs.length, 1);
  });

  it('is free again when its conductor dies before anything runs', async () => {
    const fake = createFakeWorld();
    fake.start();
    const other = placesIn(fake, 7, elsewhere);
    const died = new Error('killed');
    let isDead = false;
    const conductor = fake.conductor((name) => ({
      before() {
        if (isDead) throw died;
        isDead = name === 'create runs/started';
        if (isDead) throw died;
      },
      after: () => undefined,
    }));
    await assert.rejects(passWith(placesIn(fake, 101, fake.root))(conductor), died);
    assert.equal(other.look(1).taken.length, 1);
    conductor.die();
    assert.deepEqual(other.look(1).taken, []);
  });

  it('is not held by who was paused, who has one again when it goes on', async () => {
    const fake = createFakeWorld();
    const { number } = fake.start();
    const conductor = fake.conductor();
    const pass = passWith(placesIn(fake, 101, fake.root));
    const other = placesIn(fake, 7, elsewhere);
    await pass(conductor);
    fake.wish({ kind: 'pause', who: 'anna', tasks: [number], paused: true });
    await pass(conductor);
    assert.deepEqual(other.look(1).taken, []);
    fake.disk.grow(`${elsewhere}/runs/3`);
    assert.ok(other.take({ run: 3, task: 3 }, 1));
    fake.wish({ kind: 'pause', who: 'anna', tasks: [number], paused: false });
    await pass(conductor);
    assert.equal(other.look(1).taken.length, 2, 'whoever has it by now');
  });
});
