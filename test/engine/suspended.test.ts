import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conduct } from '../../src/engine/conductor.ts';
import { createFakeWorld } from '../support/fake-world.ts';

const hourMs = 3_600_000;

describe('a machine that is suspended while a task with a limit of an hour runs', () => {
  for (const [what, leapMs, settled] of [
    ['for a night, costs it no time', 10 * hourMs, undefined],
    ['for no time at all, keeps its limit', 0, 'timeout'],
  ] as const)
    it(what, async () => {
      const fake = createFakeWorld();
      const { number } = fake.start({ timeoutMs: hourMs });
      const base = fake.worldOf(7);
      const told = new AbortController();
      let sleeps = 0;
      const sleep = async (ms: number) => {
        sleeps += 1;
        fake.clock.pass(Math.min(ms, 60_000));
        if (sleeps === 3) fake.clock.pass(leapMs);
        // With a leap it has still most of its hour; without one, this is more than it.
        if (sleeps > 3 + (leapMs > 0 ? 60 : 3_700)) told.abort();
      };
      const world = { ...base, wake: { ...base.wake, sleep } };
      const taken = world.store.lock.take('run');
      assert.ok(taken.taken);
      await conduct(world, taken.lease, {
        kind: 'run',
        idleExitMs: 0,
        maxParallel: undefined,
        launches: true,
        only: undefined,
        isDone: () => fake.record(number).settled !== undefined,
        signal: told.signal,
      });
      assert.equal(fake.launcher.runs[0]?.opened, true);
      const stop = fake.store.runs.stop(1);
      assert.equal(stop?.reason, settled);
    });
});
