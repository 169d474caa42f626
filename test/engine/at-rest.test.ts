import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { News } from '../../src/core/news.ts';
import type { ConductOptions } from '../../src/engine/conductor.ts';
import { hold } from '../../src/engine/session.ts';
import { Killed, killOn } from '../support/deaths.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';

const minuteMs = 60_000;

/** A daemon of this fake world; `onSleep` moves the world, and is told how often it slept. */
function daemonOf(fake: FakeWorld, onSleep: (sleeps: number, ms: number) => void) {
  const leave = new AbortController();
  const drain = new AbortController();
  const news: News[] = [];
  const base = fake.worldOf(7);
  let sleeps = 0;
  const sleep = async (ms: number): Promise<void> => {
    sleeps += 1;
    fake.clock.pass(ms);
    onSleep(sleeps, ms);
  };
  const world = { ...base, wake: { ...base.wake, sleep }, tell: (one: News) => news.push(one) };
  const options: ConductOptions = {
    kind: 'daemon',
    idleExitMs: undefined,
    maxParallel: undefined,
    launches: true,
    only: undefined,
    isDone: () => false,
    signal: leave.signal,
    drain: drain.signal,
  };
  return { leave, drain, news, conducted: () => hold(world, options) };
}

describe('a daemon with nothing to do', () => {
  it('looks twice a minute, and no more often', async () => {
    const fake = createFakeWorld();
    const beganMs = fake.clock.now().monotonicMs;
    let passes = 0;
    const daemon = daemonOf(fake, (sleeps) => {
      passes = sleeps;
      if (fake.clock.now().monotonicMs - beganMs >= 60 * minuteMs) daemon.leave.abort();
    });
    await daemon.conducted();
    assert.ok(passes >= 60 && passes <= 125, `${passes} passes in an hour`);
  });

  it('looks no more often with a thousand tasks that wait for a day to come', async () => {
    const fake = createFakeWorld();
    const notBefore = new Date(Date.parse(fake.clock.now().at) + 24 * 60 * minuteMs).toISOString();
    for (let count = 0; count < 1_000; count += 1) fake.start({ notBefore });
    const beganMs = fake.clock.now().monotonicMs;
    let passes = 0;
    const daemon = daemonOf(fake, (sleeps) => {
      passes = sleeps;
      if (fake.clock.now().monotonicMs - beganMs >= 10 * minuteMs) daemon.leave.abort();
    });
    await daemon.conducted();
    assert.ok(passes <= 25, `${passes} passes in ten minutes`);
  });
});

describe('a daemon that winds up', () => {
  it('starts nothing new, and leaves when nothing runs any more', async () => {
    const fake = createFakeWorld();
    const first = fake.start();
    const daemon = daemonOf(fake, (sleeps) => {
      if (sleeps === 1) {
        daemon.drain.abort();
        fake.start();
      }
      if (sleeps === 5) fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 0);
    });
    const session = await daemon.conducted();
    assert.deepEqual(session, { held: true, end: 'aborted', running: 0, waiting: 1 });
    assert.equal(fake.record(first.number).settled?.status, 'complete');
    assert.equal(fake.launcher.runs.length, 1);
    assert.deepEqual(
      daemon.news.map(({ is, task }) => `${is} ${task}`),
      ['started 1', 'settled 1'],
    );
  });

  it('sees to its end what a conductor has left that was killed before it let it go', async () => {
    const fake = createFakeWorld();
    const { number } = fake.start();
    const crashed = fake.conductor(killOn('before', 'launch go'));
    await assert.rejects(crashed.tick(), Killed);
    crashed.die();
    fake.shutGates();
    fake.wish({ kind: 'cancel', tasks: [number] });
    const daemon = daemonOf(fake, () => assert.fail('there is nothing to wait for'));
    daemon.drain.abort();
    await daemon.conducted();
    assert.equal(fake.record(number).settled?.status, 'cancelled');
  });

  it('leaves at once when nothing runs', async () => {
    const fake = createFakeWorld();
    const daemon = daemonOf(fake, (sleeps) => {
      assert.equal(sleeps, 1);
      daemon.drain.abort();
    });
    await daemon.conducted();
  });

  it('leaves what runs to the next one, which says that it goes on', async () => {
    const fake = createFakeWorld();
    fake.start();
    const before = daemonOf(fake, (sleeps) => {
      if (sleeps === 1) before.drain.abort();
      if (sleeps === 3) before.leave.abort();
    });
    const session = await before.conducted();
    assert.deepEqual(session, { held: true, end: 'aborted', running: 1, waiting: 0 });
    const next = daemonOf(fake, () => next.leave.abort());
    await next.conducted();
    assert.deepEqual(
      next.news.map(({ is, task }) => `${is} ${task}`),
      ['adopted 1'],
    );
  });
});
