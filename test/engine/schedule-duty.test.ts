import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HolderKind } from '../../src/core/lock.ts';
import { hold, onePass } from '../../src/engine/session.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';

const daily = { cron: '@daily', task: { prompt: 'look back' } };

/** Conducts until it leaves by itself, or has slept so often; answers with why it ended. */
async function conduct(
  fake: FakeWorld,
  kind: HolderKind,
  { sleepsMost = 20, onRelease = () => {} } = {},
): Promise<string> {
  const told = new AbortController();
  const base = fake.worldOf(7);
  let sleeps = 0;
  const sleep = async (ms: number): Promise<void> => {
    sleeps += 1;
    fake.clock.pass(Math.min(ms, 60_000));
    if (sleeps > sleepsMost) told.abort();
  };
  const take: typeof base.store.lock.take = (as) => {
    const taken = base.store.lock.take(as);
    if (!taken.taken) return taken;
    const { lease } = taken;
    const release = (): void => {
      onRelease();
      lease.release();
    };
    return { taken: true, lease: { ...lease, release } };
  };
  const store = { ...base.store, lock: { ...base.store.lock, take } };
  const session = await hold(
    { ...base, store, wake: { ...base.wake, sleep } },
    { ...onePass(kind), launches: true, isDone: () => false, idleExitMs: 0, signal: told.signal },
  );
  assert.ok(session.held);
  return session.end;
}

describe('while there is a schedule', () => {
  for (const [kind, end] of [
    ['background', 'aborted'],
    ['run', 'idle'],
  ] as const)
    it(`who conducts as ${kind} ${end === 'idle' ? 'leaves' : 'stays'}`, async () => {
      const fake = createFakeWorld();
      fake.schedules.put('daily', daily);
      assert.equal(await conduct(fake, kind), end);
    });

  it('that is paused, or broken, nobody stays for it', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('daily', daily);
    fake.schedules.put('broken', '{');
    fake.wish({ kind: 'control', who: 'me', what: 'schedule', name: 'daily', paused: true });
    assert.equal(await conduct(fake, 'background'), 'idle');
  });

  it('who was about to leave as it came stays', async () => {
    const fake = createFakeWorld();
    const onRelease = () => fake.schedules.put('daily', daily);
    assert.equal(await conduct(fake, 'background', { onRelease }), 'aborted');
    assert.deepEqual(fake.store.timetables.names(), ['daily']);
  });
});
