import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { Answered, Intent } from '../../src/core/intent.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

/** More than is left unpacked. */
const long = 'it said so\n'.repeat(1_000);

/** A world in which so many tasks have ended, each with a run that said much, and nobody conducts. */
async function finished(count: number): Promise<FakeWorld> {
  const fake = createFakeWorld({
    onOpen: ({ command, folder }, launcher) => {
      fake.disk.put(`${folder}/stdout`, long);
      launcher.end(command.token, command.environment['ORCHESTRA_TASK_NUMBER'] === '1' ? 1 : 0);
    },
  });
  const conductor = fake.conductor();
  for (let number = 1; number <= count; number += 1) {
    fake.start();
    await fake.settle(conductor, number);
  }
  conductor.leave();
  return fake;
}

const listed = ({ store: { queue } }: FakeWorld) => ({
  here: queue.days().flatMap((day) =>
    queue
      .finishedOn(day)
      .map(({ number }) => number)
      .sort(),
  ),
  away: queue.archivedDays().flatMap((day) =>
    queue
      .archivedOn(day)
      .map(({ number }) => number)
      .sort(),
  ),
});

const answerOf = (fake: FakeWorld, order: string): Answered['results'] =>
  fake.store.intents.answered(order)?.results ?? assert.fail('it was not answered');

type Wish = Parameters<FakeWorld['wish']>[0];

/** Leaves a wish and has somebody carry it out. */
async function wished(fake: FakeWorld, wish: Wish): Promise<Answered['results']> {
  const order = fake.wish(wish);
  const conductor = fake.conductor();
  await conductor.tick({ launches: false });
  conductor.leave();
  return answerOf(fake, order);
}

/** What a reader gets to know of a task, wherever it is. */
const told = ({ store }: FakeWorld, number: number) => {
  const task = store.tasks.read(number) ?? assert.fail(`task ${number} is lost`);
  const run = task.runs.at(-1)?.run ?? 0;
  const said = store.runs.output(run, 'stdout', 0, 1_000_000).toString();
  return [task.settled?.status, store.runs.verdict(run)?.status, said === long];
};

describe('archiving', () => {
  it('killed at any effect is carried on; at every moment all can be read, and is listed once', async () => {
    let order = '';
    const effects = await killAnywhere(
      async () => {
        const fake = await finished(3);
        order = fake.wish({ kind: 'archive', tasks: [1, 3] });
        return fake;
      },
      async (fake) => {
        const { store, disk, root } = fake;
        assert.deepEqual(
          answerOf(fake, order).map(({ ok, message }) => [ok, message]),
          [
            ['yes', 'task_1 is in the archive'],
            ['yes', 'task_3 is in the archive'],
          ],
        );
        assert.deepEqual(store.tasks.numbers(), [2]);
        assert.deepEqual(listed(fake), { here: [2], away: [1, 3] });
        const { complete, failed, last } = store.queue.head() ?? assert.fail();
        assert.deepEqual([complete, failed, last.map(({ number }) => number)], [1, 0, [2]]);
        assert.deepEqual(told(fake, 1), ['failed', 'failed', true]);
        assert.deepEqual(told(fake, 3), ['complete', 'complete', true]);
        assert.deepEqual(disk.list(`${root}/runs`).sort(), ['2', 'floor']);
        const packed = disk.size(`${root}/archive/runs/0/1/stdout.gz`);
        assert.ok(packed > 0 && packed < long.length / 10);
        assert.deepEqual(store.recovery.survey(0).away, new Set([1, 3]));
        assert.equal(fake.start().number, 4);
        const conductor = fake.conductor();
        assert.equal((await fake.settle(conductor, 4)).runs.at(-1)?.run, 4);
      },
    );
    const [floor = 0, run = 0, record = 0, entry = 0] = [
      'replace tasks/floor',
      'move archive/runs',
      'move archive/task.json',
      'move archive/finished/complete',
    ].map((effect) => effects.indexOf(effect));
    assert.ok(0 <= floor && floor < run && run < record && record < entry, effects.join());
  });

  it('in the middle of it everything can be read', async () => {
    for (let at = 1; at < 100; at += 1) {
      const fake = await finished(1);
      const order = fake.wish({ kind: 'archive', tasks: [1] });
      const { move, replace, remove } = fake.disk;
      let effects = 0;
      const refusing =
        <A extends unknown[], T>(act: (...args: A) => T) =>
        (...args: A): T => {
          effects += 1;
          if (effects === at) throw new Failure('unavailable', 'refused');
          return act(...args);
        };
      const conductor = fake.conductor();
      Object.assign(fake.disk, {
        move: refusing(move),
        replace: refusing(replace),
        remove: refusing(remove),
      });
      await conductor.tick({ launches: false }).catch(() => undefined);
      Object.assign(fake.disk, { move, replace, remove });
      assert.deepEqual(told(fake, 1), ['failed', 'failed', true], `effect ${at}`);
      const { here, away } = listed(fake);
      assert.equal(here.length + away.length, 1, `effect ${at}`);
      if (fake.store.intents.answered(order) && effects < at) return;
    }
    assert.fail('it never came to an end');
  });

  it('leaves what lives, what is waited for, and who has a question that is open, and says why', async () => {
    const fake = await finished(3);
    fake.start({ after: [2], hold: true });
    const since = fake.clock.now();
    const asked = { version: 1, run: 3, task: 3, ask: 1, kind: 'question', question: '?' } as const;
    fake.store.requests.create((number) => ({ ...asked, number, since }), 0);
    const order = fake.wish({ kind: 'archive', tasks: [1, 2, 3, 4, 9] });
    const conductor = fake.conductor();
    conductor.state.requests.set(1, { ...asked, number: 1, since });
    await conductor.tick({ launches: false });
    assert.deepEqual(
      answerOf(fake, order).map(({ message }) => message),
      [
        'task_1 is in the archive',
        'task_2 is kept: task_4 waits for it',
        'task_3 is kept: it has a question that is open',
        'task_4 is blocked; only a finished task can be removed or archived',
        'there is no task_9',
      ],
    );
  });

  it('twice is once, and what is there can be removed for good', async () => {
    const fake = await finished(2);
    const wish: Wish = { kind: 'archive', tasks: [1] } satisfies Partial<Intent>;
    assert.equal((await wished(fake, wish))[0]?.ok, 'yes');
    const before = fake.disk.paths().filter((path) => path.includes('/archive/'));
    assert.equal((await wished(fake, wish))[0]?.ok, 'yes');
    assert.deepEqual(
      fake.disk.paths().filter((path) => path.includes('/archive/')),
      before,
    );
    const [removed] = await wished(fake, { kind: 'clean', tasks: [1] });
    assert.equal(removed?.ok, 'yes');
    assert.ok((removed?.bytes ?? 0) > 0);
    assert.deepEqual(listed(fake), { here: [2], away: [] });
    assert.equal(fake.store.tasks.read(1), undefined);
    assert.deepEqual(fake.disk.list(`${fake.root}/archive/runs/0`), []);
  });

  it('a retry brings the task back, killed anywhere; what its old runs said stays where it is', async () => {
    await killAnywhere(
      async () => {
        const fake = await finished(2);
        await wished(fake, { kind: 'archive', tasks: [1, 2] });
        fake.wish({ kind: 'retry', task: 1 });
        return fake;
      },
      async (fake) => {
        const conductor = fake.conductor();
        const task = await fake.settle(conductor, 1);
        conductor.leave();
        assert.deepEqual([task.asked, task.runs[0]?.run], [2, 1]);
        assert.deepEqual(listed(fake), { here: [1], away: [2] });
        assert.deepEqual(fake.disk.list(`${fake.root}/archive/0`), ['task_2.json']);
        assert.deepEqual(told(fake, 1), ['failed', 'failed', true]);
        assert.equal(fake.store.runs.output(1, 'stdout', 0, 1_000_000).toString(), long);
        assert.equal(fake.store.queue.head()?.failed, 1);
      },
    );
  });

  it('what fell with an archived task comes back with it', async () => {
    const fake = await finished(1);
    const conductor = fake.conductor();
    fake.start({ after: [1] });
    assert.equal((await fake.settle(conductor, 2)).settled?.reason, 'dependency');
    conductor.leave();
    await wished(fake, { kind: 'archive', tasks: [1, 2] });
    await wished(fake, { kind: 'retry', task: 1 });
    assert.equal(fake.record(2).settled, undefined);
    assert.deepEqual(listed(fake), { here: [], away: [] });
  });

  it('a task of which the system refuses something stays, and the others go', async () => {
    const fake = await finished(2);
    const { move } = fake.disk;
    fake.disk.move = (from, to, options) => {
      if (from.endsWith('/runs/1')) throw new Failure('unavailable', `cannot move ${from}`);
      return move(from, to, options);
    };
    const results = await wished(fake, { kind: 'archive', tasks: [1, 2] });
    assert.deepEqual(
      results.map(({ ok }) => ok),
      ['no', 'yes'],
    );
    assert.deepEqual(listed(fake), { here: [1], away: [2] });
    fake.disk.move = move;
    assert.equal((await wished(fake, { kind: 'archive', tasks: [1] }))[0]?.ok, 'yes');
    assert.deepEqual(told(fake, 1), ['failed', 'failed', true]);
  });
});
