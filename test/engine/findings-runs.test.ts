import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { Killed, killAt, killOn, onceAt } from '../support/deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

const minuteMs = 60_000;

/** One task, running. */
async function running(
  wanted: Parameters<FakeWorld['start']>[0] = {},
  options: Parameters<typeof createFakeWorld>[0] = {},
) {
  const fake = createFakeWorld(options);
  fake.start(wanted);
  const conductor = fake.conductor();
  await conductor.tick();
  const { command } = fake.launcher.runs[0] ?? assert.fail('nothing was launched');
  return { fake, conductor, token: command.token };
}

/** The next conductor, after this one was killed. */
const followed = (fake: FakeWorld, conductor: FakeConductor): FakeConductor => {
  conductor.die();
  return fake.conductor();
};

const killed = (act: Promise<unknown>): Promise<void> => assert.rejects(act, Killed);

describe('why a run was stopped is on disk before its first signal', () => {
  for (const [what, end] of [
    ['ends well', ({ launcher }, token) => launcher.end(token, 0)],
    ['dies of the signal', ({ launcher }, token) => launcher.end(token, 143)],
    ['fails', ({ launcher }, token) => launcher.end(token, 1)],
    ['vanishes', ({ launcher }, token) => launcher.vanish(token)],
    ['leaves a done file', (fake, token) => sayDone(fake, token)],
    ['does nothing at all', () => undefined],
  ] as const satisfies readonly (readonly [string, (fake: FakeWorld, token: string) => void])[])
    for (const [when, name] of [
      ['after', 'create runs/stop.json'],
      ['before', 'signal INT'],
      ['after', 'signal INT'],
    ] as const)
      it(`finding 1: a cancelled run that ${what} after the conductor was killed ${when} "${name}" is cancelled, and not retried`, async () => {
        const fake = createFakeWorld();
        fake.start({ retry: { retries: 3, delayMs: 0 } });
        const first = fake.conductor(killOn(when, name));
        await first.tick();
        const { command } = fake.launcher.runs[0] ?? assert.fail();
        fake.launcher.deafen(command.token);
        fake.wish({ kind: 'cancel', tasks: [1] });
        await killed(ticks(first, 3));
        end(fake, command.token);
        const { settled, runs } = await fake.settle(followed(fake, first), 1);
        assert.deepEqual([settled?.status, settled?.reason], ['cancelled', 'user']);
        assert.equal(runs.length, 1);
      });

  it('finding 1: a run that was stopped for its deadline has failed of it, whatever it says', async () => {
    const fake = createFakeWorld();
    fake.start({ timeoutMs: minuteMs });
    const first = fake.conductor(killOn('after', 'create runs/stop.json'));
    await first.tick();
    fake.clock.pass(minuteMs);
    await killed(first.tick());
    const { command } = fake.launcher.runs[0] ?? assert.fail();
    sayDone(fake, command.token);
    fake.launcher.end(command.token, 0);
    const { settled } = await fake.settle(followed(fake, first), 1);
    assert.deepEqual([settled?.status, settled?.reason], ['failed', 'timeout']);
  });

  it('finding 1: what the watchdog did is known by its mark', async () => {
    const { fake, conductor, token } = await running({ timeoutMs: minuteMs });
    conductor.die();
    fake.disk.put(`${fake.store.runs.folder(1)}/overdue`, 'overdue\n');
    fake.launcher.end(token, 0);
    const { settled } = await fake.settle(fake.conductor(), 1);
    assert.deepEqual([settled?.status, settled?.reason], ['failed', 'timeout']);
  });

  it('finding 1: the first reason stays', async () => {
    const { fake, conductor, token } = await running({ timeoutMs: minuteMs });
    fake.launcher.deafen(token);
    fake.clock.pass(minuteMs);
    await conductor.tick();
    fake.wish({ kind: 'cancel', tasks: [1] });
    await conductor.tick();
    assert.equal(fake.store.runs.stop(1)?.reason, 'timeout');
    const { settled } = await fake.settle(conductor, 1);
    assert.deepEqual([settled?.status, settled?.reason], ['failed', 'timeout']);
  });
});

describe('a run is judged by when it ended, not by when somebody looked', () => {
  it('finding 2: one that ended in time under a dead conductor is judged by its own words', async () => {
    const { fake, conductor, token } = await running({ timeoutMs: 30 * minuteMs });
    fake.clock.pass(5 * minuteMs);
    conductor.die();
    fake.clock.pass(minuteMs);
    fake.launcher.end(token, 0);
    fake.clock.pass(34 * minuteMs);
    const { settled, runs } = await fake.settle(fake.conductor(), 1);
    assert.deepEqual([settled?.status, runs.length], ['complete', 1]);
  });

  for (const [exit, status] of [
    [0, 'complete'],
    [1, 'failed'],
  ] as const)
    it(`finding 2: a wish to cancel that comes after it ended with ${exit} changes nothing, but ends it for good`, async () => {
      const { fake, conductor, token } = await running({ retry: { retries: 3, delayMs: 0 } });
      conductor.die();
      fake.launcher.end(token, exit);
      fake.wish({ kind: 'cancel', tasks: [1] });
      const { settled, runs } = await fake.settle(fake.conductor(), 1);
      assert.deepEqual([settled?.status, runs.length], [status, 1]);
    });

  it('finding 2: setting the clock on the wall ends nobody', async () => {
    const { fake, conductor } = await running({ timeoutMs: 30 * minuteMs });
    fake.clock.step(24 * 60 * minuteMs);
    await conductor.tick();
    assert.equal(fake.store.runs.stop(1), undefined);
    fake.clock.step(-48 * 60 * minuteMs);
    fake.clock.pass(30 * minuteMs);
    await conductor.tick();
    assert.equal(fake.store.runs.stop(1)?.reason, 'timeout');
  });
});

describe('who was followed lets nothing run', () => {
  for (const [when, name] of [
    ['before', 'launch spawn'],
    ['after', 'launch spawn'],
    ['before', 'create runs/started'],
    ['after', 'create runs/started'],
  ] as const)
    it(`finding 3: one that stood still ${when} "${name}" while another took over`, async () => {
      const fake = createFakeWorld();
      fake.start();
      let second: FakeConductor | undefined;
      let relaunch: Promise<unknown> = Promise.resolve();
      const first: FakeConductor = fake.conductor(
        onceAt(when, name, () => {
          // What was written off is gone as soon as it goes on: its gate is still its own.
          fake.processes.die(first.world.store.lock.look()?.record.holder.pid ?? 0);
          second = fake.conductor();
          relaunch = second.tick();
        }),
      );
      await assert.rejects(first.tick(), Failure);
      await relaunch;
      fake.shutGates();
      const after = second ?? assert.fail('nobody followed');
      await ticks(after, 3);
      const opened = fake.launcher.runs.filter((run) => run.opened);
      assert.equal(opened.length, 1, 'one run');
      assert.equal(fake.store.runs.spec(fake.record(1).runs.at(-1)?.run ?? 0)?.epoch, 2);
    });
});

describe('what cannot be seen is not called dead', () => {
  it('finding 5: a run of another pid namespace is neither judged nor launched again', async () => {
    const { fake, conductor, token } = await running({ timeoutMs: minuteMs });
    fake.launcher.hide(token);
    fake.settings.maxParallel = 1;
    fake.start();
    const second = followed(fake, conductor);
    for (let passes = 0; passes < 5; passes += 1) {
      fake.clock.pass(minuteMs);
      await second.tick();
    }
    assert.equal(fake.store.runs.verdict(1), undefined);
    assert.equal(fake.launcher.runs.length, 1, 'it holds its slot');
  });
});

describe('a launch is written down step by step', () => {
  it('finding 9: in the order of the protocol, and so is its end', async () => {
    const effects: string[] = [];
    const fake = createFakeWorld({ onOpen: ({ command }, it) => it.end(command.token, 0) });
    fake.start({ timeoutMs: minuteMs });
    const conductor = fake.conductor(killAt(effects, undefined));
    effects.length = 0;
    await conductor.tick();
    assert.deepEqual(effects.splice(0), [
      'folder runs',
      'folder runs/out',
      'folder runs/in',
      'replace runs/prompt.md',
      'create runs/spec.json',
      'replace runs/deadline',
      'replace tasks/task.json',
      'move queue/running',
      'launch spawn',
      'create runs/started',
      'launch go',
    ]);
    await conductor.tick();
    assert.deepEqual(effects, [
      'create runs/verdict.json',
      'replace tasks/task.json',
      'folder queue/finished',
      'move queue/finished/complete',
      'append queue/journal',
    ]);
  });

  it('finding 9: leftovers are moved away before the spec names the run', async () => {
    const effects: string[] = [];
    const fake = createFakeWorld();
    fake.disk.put(`${fake.root}/tasks/task_1.error`, 'old');
    fake.start();
    await fake.conductor(killAt(effects, undefined)).tick();
    const order = ['move runs/classic/error', 'create runs/spec.json', 'launch go'];
    assert.deepEqual(
      effects.filter((effect) => order.includes(effect)),
      order,
    );
  });

  for (const when of ['before', 'after'] as const)
    it(`finding 9: killed ${when} started is durable, it never ran: no attempt is counted, another run is`, async () => {
      const fake = createFakeWorld();
      fake.start();
      const first = fake.conductor(killOn(when, 'create runs/started'));
      await killed(first.tick());
      const second = followed(fake, first);
      await ticks(second, 3);
      const { runs } = fake.record(1);
      assert.deepEqual(
        runs.map(({ run, attempt, outcome }) => [run, attempt, outcome?.reason]),
        [
          [1, 1, 'launch'],
          [2, 1, undefined],
        ],
      );
      assert.deepEqual(
        fake.launcher.runs.map(({ opened }) => opened),
        [false, true],
      );
    });

  it('finding 9: a cancel of a run that never ran is a cancel', async () => {
    const fake = createFakeWorld();
    fake.start();
    const first = fake.conductor(killOn('before', 'create runs/started'));
    await killed(first.tick());
    fake.wish({ kind: 'cancel', tasks: [1] });
    const { settled, runs } = await fake.settle(followed(fake, first), 1);
    assert.deepEqual([settled?.status, settled?.reason], ['cancelled', 'user']);
    assert.equal(runs.length, 1);
  });

  it('finding 9: a run whose spec cannot be read is watched all the same, never launched beside itself', async () => {
    const { fake, conductor, token } = await running();
    fake.disk.put(`${fake.store.runs.folder(1)}/spec.json`, '{');
    const second = followed(fake, conductor);
    await ticks(second, 3);
    assert.equal(fake.launcher.runs[0]?.state, 'alive');
    fake.launcher.end(token, 0);
    const { settled, runs } = await fake.settle(second, 1);
    assert.deepEqual([settled?.status, runs.length], ['complete', 1]);
  });
});

async function ticks(conductor: FakeConductor, count: number): Promise<void> {
  for (let passes = 0; passes < count; passes += 1) await conductor.tick();
}

function sayDone({ disk, launcher }: FakeWorld, token: string): void {
  const run = launcher.runs.find(({ command }) => command.token === token);
  disk.put(`${run?.folder}/out/done`, 'all is well\n');
}
