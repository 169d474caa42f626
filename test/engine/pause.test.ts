import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IntentOf } from '../../src/core/intent.ts';
import type { NewTask } from '../../src/core/task.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

/** A world with one task, of ten minutes at most, whose agent runs until a test ends it. */
async function running(wanted: Partial<NewTask> = {}) {
  const fake = createFakeWorld();
  const conductor = fake.conductor();
  fake.start({ timeoutMs: 600_000, ...wanted });
  await conductor.tick();
  return { fake, conductor };
}

const pause = (paused: boolean, task = 1): Omit<IntentOf<'pause'>, 'version' | 'at'> => ({
  kind: 'pause',
  who: 'me',
  tasks: [task],
  paused,
});

/** Leaves the wish, has it carried out, and answers with what was said. */
async function asked(
  fake: FakeWorld,
  conductor: FakeConductor,
  paused: boolean,
  task = 1,
): Promise<string> {
  const order = fake.wish(pause(paused, task));
  await conductor.tick();
  const [result] = fake.store.intents.answered(order)?.results ?? [];
  return `${result?.ok}: ${result?.message}`;
}

const deadline = ({ store }: FakeWorld): number | undefined => store.runs.deadline(1);
const state = ({ launcher }: FakeWorld) => launcher.runs[0]?.state;
const token = ({ launcher }: FakeWorld): string => launcher.runs[0]?.command.token ?? '';
const pauses = (fake: FakeWorld) => fake.record(1).runs.at(-1)?.pauses ?? [];

describe('a pause of a run', () => {
  for (const [paused, signal] of [
    [true, 'signal STOP'],
    [false, 'signal CONT'],
  ] as const)
    it(`${paused ? '' : 'that ends, '}killed at any effect, is applied once`, async () => {
      let order = '';
      const effects = await killAnywhere(
        async () => {
          const { fake, conductor } = await running();
          if (!paused) await asked(fake, conductor, true);
          conductor.leave();
          fake.clock.pass(60_000);
          order = fake.wish(pause(paused));
          return fake;
        },
        (fake) => {
          assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
          assert.equal(state(fake), paused ? 'stopped' : 'alive');
          assert.equal(pauses(fake).length, 1);
          assert.equal(pauses(fake)[0]?.until !== undefined, !paused);
          assert.equal(deadline(fake), paused ? undefined : 660);
        },
      );
      const steps = ['replace tasks/task.json', 'replace runs/deadline', signal].map((step) =>
        effects.indexOf(step),
      );
      assert.deepEqual(
        steps,
        [...steps].sort((one, other) => one - other),
      );
      assert.ok(!steps.includes(-1), effects.join('; '));
    });

  it('is kept by whoever conducts next, and so is its end', async () => {
    const { fake, conductor } = await running();
    assert.equal(await asked(fake, conductor, true), 'yes: task_1 is paused');
    conductor.die();
    // As if the one before had died just before its signal.
    await fake.launcher.signal({ handle: handleOf(fake), folder: '' }, 'CONT');
    const next = fake.conductor();
    await next.tick();
    assert.equal(state(fake), 'stopped');
    assert.equal(await asked(fake, next, false), 'yes: task_1 goes on');
    next.die();
    await fake.launcher.signal({ handle: handleOf(fake), folder: '' }, 'STOP');
    await fake.conductor().tick();
    assert.equal(state(fake), 'alive');
  });

  it('costs no running time, however often and long', async () => {
    const { fake, conductor } = await running();
    for (const hours of [1, 8]) {
      fake.clock.pass(200_000);
      await asked(fake, conductor, true);
      assert.equal(deadline(fake), undefined, 'the watchdog of the shim waits, too');
      fake.clock.pass(hours * 3_600_000);
      await conductor.tick();
      assert.equal(fake.store.runs.stop(1), undefined);
      await asked(fake, conductor, false);
    }
    assert.equal(deadline(fake), 600 + 9 * 3_600);
    fake.clock.pass(199_000);
    await conductor.tick();
    assert.equal(fake.store.runs.stop(1), undefined);
    fake.clock.pass(2_000);
    await conductor.tick();
    assert.equal(fake.store.runs.stop(1)?.reason, 'timeout');
  });

  it('and a question at the same time are counted once', async () => {
    const { fake, conductor } = await running();
    fake.disk.put(`${fake.root}/runs/1/out/ask-1.json`, '{"question":"which?"}');
    await conductor.tick();
    fake.clock.pass(100_000);
    await asked(fake, conductor, true);
    fake.clock.pass(100_000);
    fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    await conductor.tick();
    assert.equal(deadline(fake), undefined, 'it is still paused');
    fake.clock.pass(100_000);
    await asked(fake, conductor, false);
    assert.equal(deadline(fake), 900);
  });

  it('holds no slot: another task takes it, and when it goes on nothing is stopped', async () => {
    const { fake, conductor } = await running();
    fake.settings.maxParallel = 1;
    fake.start();
    await conductor.tick();
    assert.equal(fake.launcher.runs.length, 1);
    await asked(fake, conductor, true);
    assert.equal(fake.launcher.runs[1]?.state, 'alive');
    await asked(fake, conductor, false);
    fake.start();
    await conductor.tick();
    assert.deepEqual(
      fake.launcher.runs.map((run) => run.state),
      ['alive', 'alive'],
    );
  });

  it('ends with a cancel: it hears the signal, and everything of it goes on to hear it', async () => {
    const { fake, conductor } = await running();
    await asked(fake, conductor, true);
    fake.launcher.deafen(token(fake));
    fake.wish({ kind: 'cancel', tasks: [1] });
    for (let passes = 0; passes < 3; passes += 1) await conductor.tick();
    assert.deepEqual(fake.launcher.runs[0]?.signals, ['STOP', 'INT', 'CONT']);
    assert.equal(await asked(fake, conductor, true), 'no: task_1 is being stopped');
    const { settled, runs } = await fake.settle(conductor, 1);
    assert.equal(settled?.status, 'cancelled');
    assert.ok(runs[0]?.pauses?.[0]?.until, 'what is over is not paused');
  });

  it('is said once, and refused by name where nothing runs', async () => {
    const { fake, conductor } = await running();
    assert.equal(await asked(fake, conductor, false), 'yes: task_1 is not paused');
    await asked(fake, conductor, true);
    assert.equal(await asked(fake, conductor, true), 'yes: task_1 is paused already');
    assert.equal(pauses(fake).length, 1);
    fake.launcher.hide(token(fake));
    assert.match(await asked(fake, conductor, false), /^no: task_1 runs where it cannot be seen/);
    fake.start({ hold: true });
    assert.match(await asked(fake, conductor, true, 2), /^no: task_2 is blocked, and does not run/);
    assert.match(await asked(fake, conductor, false, 2), /nothing of it is paused$/);
    assert.equal(await asked(fake, conductor, true, 9), 'no: there is no task_9');
  });
});

const handleOf = ({ launcher }: FakeWorld) =>
  launcher.runs[0]?.handle ?? assert.fail('nothing was launched');
