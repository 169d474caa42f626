import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TaskRecord } from '../../src/core/task.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nightly = { cron: '0 3 * * *', task: { prompt: 'tidy up' } };
const often = { cron: '*/5 * * * *', task: { prompt: 'look' } };

const tasksOf = ({ store }: FakeWorld): TaskRecord[] =>
  store.tasks.numbers().flatMap((number) => store.tasks.read(number) ?? []);

/** For which times something was started, or was not because of its last task. */
const firedOf = ({ store, disk, root }: FakeWorld): string[] =>
  disk.list(`${root}/intents/answered`).flatMap((name) => {
    const wish = store.intents.answered(name.replace(/\.json$/, ''))?.intent as {
      schedule?: { at: string };
    };
    return wish.schedule?.at ?? [];
  });

/** Ticks until nothing more is to be done. */
async function settle(conductor: FakeConductor): Promise<void> {
  for (let passes = 0; passes < 50; passes += 1) if (!(await conductor.tick())) return;
  assert.fail('there is something to do in every pass');
}

/** Lets time go by a minute at a time, as who conducts sees it. */
async function conductFor({ clock }: FakeWorld, conductor: FakeConductor, ms: number) {
  for (let passed = 0; passed < ms; passed += minuteMs) {
    clock.pass(minuteMs);
    await settle(conductor);
  }
}

/** The fake clock begins 1000 seconds after midnight UTC of the first of January 2026. */
describe('a schedule', () => {
  it('starts its task when its time comes, under its key and its label', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('nightly', {
      ...nightly,
      task: { prompt: 'tidy up', labels: { area: 'x' }, timeout: 90, priority: 2 },
    });
    const conductor = fake.conductor();
    await conductFor(fake, conductor, 2 * hourMs);
    assert.deepEqual(tasksOf(fake), []);
    await conductFor(fake, conductor, hourMs);
    const [task, ...others] = tasksOf(fake);
    assert.equal(others.length, 0);
    assert.equal(task?.key, 'schedule:nightly');
    assert.deepEqual(task?.labels, { area: 'x', schedule: 'nightly' });
    assert.deepEqual([task?.prompt, task?.cwd, task?.priority], ['tidy up', '/fake', 2]);
    assert.equal(task?.timeoutMs, 90_000);
    assert.deepEqual(fake.store.timetables.read('nightly')?.last, {
      at: '2026-01-01T03:00:00.000Z',
      task: 1,
    });
  });

  it('that is new begins now, and so does one with other times', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('often', often);
    const conductor = fake.conductor();
    await settle(conductor);
    fake.schedules.put('often', { ...often, cron: '0 0 * * *' });
    fake.clock.pass(30_000);
    await settle(conductor);
    assert.deepEqual(tasksOf(fake), []);
    fake.clock.pass(24 * hourMs);
    await settle(conductor);
    assert.deepEqual(firedOf(fake), ['2026-01-02T00:00:00.000Z']);
  });

  for (const [ifMissed, fired] of [
    ['once', ['2026-01-01T02:05:00.000Z']],
    ['skip', []],
  ] as const)
    it(`of which times were missed makes up for ${fired.length} of them with ${ifMissed}`, async () => {
      const fake = createFakeWorld();
      fake.schedules.put('often', { ...often, ifMissed });
      const first = fake.conductor();
      await settle(first);
      first.leave();
      fake.clock.step(Date.parse('2026-01-01T02:07:00.000Z') - Date.parse(fake.clock.now().at));
      const second = fake.conductor();
      await settle(second);
      assert.deepEqual(firedOf(fake), fired);
      fake.clock.pass(3 * minuteMs);
      await settle(second);
      assert.deepEqual(firedOf(fake), [...fired, '2026-01-01T02:10:00.000Z']);
    });

  it('fires no time twice when the clock is set back, and goes on when it comes there again', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('often', { ...often, overlap: 'queue' });
    const conductor = fake.conductor();
    await conductFor(fake, conductor, 10 * minuteMs);
    assert.equal(firedOf(fake).length, 2);
    fake.clock.step(-10 * minuteMs);
    await conductFor(fake, conductor, 9 * minuteMs);
    assert.equal(firedOf(fake).length, 2);
    await conductFor(fake, conductor, 6 * minuteMs);
    assert.equal(firedOf(fake).length, 3);
  });

  const overlaps: readonly [overlap: string, expected: string[]][] = [
    ['skip', ['running', 'skipped']],
    ['queue', ['running', 'after 1']],
    ['replace', ['cancelled', 'after 1']],
  ];
  for (const [overlap, expected] of overlaps)
    it(`that comes while its last task runs does as it says: ${overlap}`, async () => {
      const fake = createFakeWorld();
      fake.schedules.put('often', { ...often, overlap });
      const conductor = fake.conductor();
      await conductFor(fake, conductor, 10 * minuteMs);
      const [first, second] = tasksOf(fake);
      assert.deepEqual(
        [
          first?.cancelled ? 'cancelled' : 'running',
          second ? `after ${second.afterAny}` : 'skipped',
        ],
        expected,
      );
      const { last } = fake.store.timetables.read('often') ?? {};
      assert.equal(last?.skipped !== undefined, overlap === 'skip');
    });

  it('that is paused lets its times go by, for good', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('often', often);
    const conductor = fake.conductor();
    await settle(conductor);
    const control = { kind: 'control', who: 'me', what: 'schedule', name: 'often' } as const;
    fake.wish({ ...control, paused: true });
    await conductFor(fake, conductor, hourMs);
    conductor.leave();
    fake.clock.pass(hourMs);
    fake.wish({ ...control, paused: false });
    const second = fake.conductor();
    await settle(second);
    assert.deepEqual(firedOf(fake), []);
    await conductFor(fake, second, 5 * minuteMs);
    assert.equal(firedOf(fake).length, 1);
  });

  it('that is broken is warned of, and holds up no other', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('broken', { cron: '61 * * * *', task: {} });
    fake.schedules.put('lost', { ...often, task: { promptFile: 'lost.md' } });
    fake.schedules.put('often', often);
    const conductor = fake.conductor();
    await conductFor(fake, conductor, 5 * minuteMs);
    assert.equal(tasksOf(fake).length, 1);
    const warned = fake.log.filter((line) => line.startsWith('schedule '));
    assert.deepEqual(warned, [
      'schedule broken: 1:9: cron minute (1st field): 61 is above 59',
      'schedule broken: 1:29: task needs a prompt, or a promptFile',
      'schedule lost starts nothing: there is no file lost.md',
      'schedule often fires for 2026-01-01T00:20:00.000Z',
    ]);
    assert.equal(fake.store.timetables.read('lost')?.last?.skipped, 'there is no file lost.md');
  });

  it('whose file has gone is forgotten: should it come back, it begins anew', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('often', often);
    const conductor = fake.conductor();
    await settle(conductor);
    fake.schedules.remove('often');
    await settle(conductor);
    assert.deepEqual(fake.store.timetables.names(), []);
    fake.clock.pass(hourMs);
    fake.schedules.put('often', often);
    await settle(conductor);
    assert.deepEqual(firedOf(fake), []);
  });

  it('whose timetable is damaged begins anew, and what a newer one wrote is left alone', async () => {
    const fake = createFakeWorld();
    fake.schedules.put('often', often);
    const first = fake.conductor();
    await settle(first);
    first.leave();
    const path = `${fake.root}/timetable/often.json`;
    fake.disk.put(path, '{"version": 1');
    fake.clock.pass(hourMs);
    const second = fake.conductor();
    await settle(second);
    assert.deepEqual(firedOf(fake), []);
    assert.equal(fake.store.quarantined().length, 1);
    second.leave();
    fake.disk.put(path, '{"version": 2}');
    await conductFor(fake, fake.conductor(), hourMs);
    assert.deepEqual(firedOf(fake), []);
    assert.equal(fake.disk.read(path), '{"version": 2}');
  });

  it('killed at any effect of a time that comes fires once for it', async () => {
    await killAnywhere(
      async () => {
        const fake = createFakeWorld();
        fake.schedules.put('nightly', nightly);
        const conductor = fake.conductor();
        await settle(conductor);
        conductor.leave();
        fake.clock.pass(3 * hourMs);
        return fake;
      },
      (fake) => {
        const [task, ...others] = tasksOf(fake);
        assert.equal(others.length, 0);
        assert.deepEqual(firedOf(fake), ['2026-01-01T03:00:00.000Z']);
        assert.equal(fake.store.timetables.read('nightly')?.last?.task, task?.number);
      },
      3,
    );
  });
});
