import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IntentOf } from '../../src/core/intent.ts';
import type { NewTask } from '../../src/core/task.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

/** A world with one task whose agent runs until a test ends it. */
async function running(wanted: Partial<NewTask> = {}) {
  const fake = createFakeWorld();
  const conductor = fake.conductor();
  fake.start({ timeoutMs: 600_000, ...wanted });
  await conductor.tick();
  return { fake, conductor };
}

const timeout = (
  mode: 'set' | 'extend',
  ms: number,
): Omit<IntentOf<'timeout'>, 'version' | 'at'> => ({
  kind: 'timeout',
  task: 1,
  mode,
  ms,
});

/** Leaves the wish, has it carried out, and answers with what was said. */
async function changed(
  fake: FakeWorld,
  conductor: FakeConductor,
  ...change: Parameters<typeof timeout>
): Promise<string> {
  const order = fake.wish(timeout(...change));
  await conductor.tick();
  const [result] = fake.store.intents.answered(order)?.results ?? [];
  return `${result?.ok}: ${result?.message}`;
}

const deadline = ({ store }: FakeWorld): number | undefined => store.runs.deadline(1);
const attempt = (fake: FakeWorld) => fake.record(1).runs.at(-1);
const isStopped = (fake: FakeWorld): boolean =>
  fake.store.runs.stop(1)?.reason === 'timeout' || attempt(fake)?.outcome?.reason === 'timeout';

describe('a timeout', () => {
  for (const [mode, ms, seconds, later] of [
    ['set', 60_000, 60, 60_000],
    ['set', 0, undefined, 0],
    ['extend', 300_000, 900, 600_000],
  ] as const)
    it(`of ${mode} ${ms} ms, killed at any effect, is applied once`, async () => {
      let order = '';
      const effects = await killAnywhere(
        async () => {
          const { fake, conductor } = await running();
          conductor.leave();
          order = fake.wish(timeout(mode, ms));
          return fake;
        },
        (fake) => {
          assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
          assert.equal(deadline(fake), seconds);
          assert.equal(attempt(fake)?.timeoutMs, mode === 'set' ? ms : 900_000);
          assert.equal(fake.record(1).timeoutMs, later);
          assert.equal(fake.record(1).by.filter((by) => by === order).length, 1);
        },
      );
      const record = effects.indexOf('replace tasks/task.json');
      assert.ok(record >= 0 && record < effects.indexOf('replace runs/deadline'), 'record first');
    });

  it('that is extended is what the conductor goes by, and not what it was launched with', async () => {
    const { fake, conductor } = await running();
    const says = await changed(fake, conductor, 'extend', 300_000);
    assert.equal(says, 'yes: task_1 may run 15m 00s');
    fake.clock.pass(700_000);
    await conductor.tick();
    assert.equal(isStopped(fake), false);
    fake.clock.pass(201_000);
    await conductor.tick();
    assert.equal(isStopped(fake), true);
  });

  it('that is set shorter than it has run stops it in the same pass', async () => {
    const { fake, conductor } = await running();
    fake.clock.pass(120_000);
    const says = await changed(fake, conductor, 'set', 60_000);
    assert.equal(says, 'yes: task_1 may run 1m 00s; it has run longer, and is stopped');
    assert.equal(isStopped(fake), true);
  });

  it('that is taken away stops nothing, now or later', async () => {
    const { fake, conductor } = await running({ retry: { retries: 1, delayMs: 0 } });
    fake.settings.timeoutMs = 1_000;
    const says = await changed(fake, conductor, 'set', 0);
    assert.equal(says, 'yes: task_1 may run without a limit');
    fake.clock.pass(6_000_000);
    await conductor.tick();
    assert.equal(isStopped(fake), false);
    fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 1);
    for (let passes = 0; passes < 9; passes += 1) await conductor.tick();
    assert.equal(attempt(fake)?.run, 2);
    assert.equal(fake.store.runs.spec(2)?.timeoutMs, undefined, 'not even by default');
    assert.equal(fake.store.runs.deadline(2), undefined);
  });

  it('that is extended holds for this run alone; one that is set, for those after it', async () => {
    for (const [mode, next] of [
      ['extend', 600_000],
      ['set', 300_000],
    ] as const) {
      const { fake, conductor } = await running({ retry: { retries: 1, delayMs: 0 } });
      await changed(fake, conductor, mode, 300_000);
      fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 1);
      for (let passes = 0; passes < 9; passes += 1) await conductor.tick();
      assert.equal(fake.store.runs.spec(2)?.timeoutMs, next, mode);
    }
  });

  it('stands still while a person is asked, and counts the change when they have answered', async () => {
    const { fake, conductor } = await running();
    fake.disk.put(`${fake.root}/runs/1/out/ask-1.json`, '{"question":"which?"}');
    await conductor.tick();
    assert.equal(deadline(fake), undefined);
    fake.clock.pass(100_000);
    assert.match(await changed(fake, conductor, 'extend', 60_000), /^yes/);
    assert.equal(deadline(fake), undefined, 'it still waits');
    fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    await conductor.tick();
    assert.equal(deadline(fake), 760);
  });

  it('of a task that waits is kept for its runs; there is nothing to extend', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    fake.start({ hold: true });
    assert.equal(await changed(fake, conductor, 'set', 60_000), 'yes: task_1 may run 1m 00s');
    assert.equal(fake.record(1).timeoutMs, 60_000);
    const says = await changed(fake, conductor, 'extend', 60_000);
    assert.equal(says, 'no: task_1 is blocked; only a run that runs now can be extended');
  });

  it('is refused by name where it comes too late, or nothing limits', async () => {
    const { fake, conductor } = await running();
    await changed(fake, conductor, 'set', 0);
    const unlimited = await changed(fake, conductor, 'extend', 60_000);
    assert.equal(unlimited, 'no: task_1 runs without a limit');
    await changed(fake, conductor, 'set', 60_000);
    fake.disk.put(`${fake.root}/runs/1/overdue`, 'overdue\n');
    const late = await changed(fake, conductor, 'extend', 60_000);
    assert.equal(late, 'no: task_1 is being stopped');
    fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 143);
    await fake.settle(conductor, 1);
    assert.equal(await changed(fake, conductor, 'set', 1_000), 'no: task_1 is already failed');
    const order = fake.wish({ kind: 'timeout', task: 8, mode: 'set', ms: 1 });
    await conductor.tick();
    const [nobody] = fake.store.intents.answered(order)?.results ?? [];
    assert.deepEqual(nobody, { ok: 'no', task: 8, message: 'there is no task_8' });
  });
});
