import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dependencyKinds } from '../../src/core/dependency.ts';
import { orderOf } from '../../src/core/layout.ts';
import type { Command } from '../../src/core/ports.ts';
import type { NewTask } from '../../src/core/task.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';
import type { FakeLauncher } from '../support/fake-launcher.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

const wanted = { agent: 'coder', prompt: 'work', cwd: '/fake', priority: 0 };

describe('a batch whose lines wait for each other', () => {
  const tasks = [
    wanted,
    { ...wanted, afterLines: [1] },
    { ...wanted, after: [1], afterLines: [2, 1], afterAnyLines: [2], afterFailedLines: [1] },
  ];

  it('killed at any effect, names the numbers that its lines got', async () => {
    await killAnywhere(
      async () => {
        const fake = createFakeWorld();
        fake.start(); // Their numbers are not their places.
        fake.wish({ kind: 'batch', tasks });
        return fake;
      },
      (fake) => {
        // Where the plan was never written, its numbers are lost, and others are taken.
        const { numbers } = fake.store.tasks;
        const [first = 0, second = 0, third = 0, ...more] = numbers().slice(1);
        assert.deepEqual(more, []);
        assert.deepEqual(fake.record(second).after, [first]);
        const { after, afterAny, afterFailed } = fake.record(third);
        assert.deepEqual([after, afterAny, afterFailed], [[1, second, first], [second], [first]]);
        assert.equal(Object.hasOwn(fake.record(third), 'afterLines'), false);
      },
    );
  });

  it('is refused whole where one waits for what is not before it', async () => {
    for (const afterLines of [[2], [3], [99]]) {
      const fake = createFakeWorld();
      const order = fake.wish({ kind: 'batch', tasks: [wanted, { ...wanted, afterLines }] });
      await fake.conductor().tick();
      assert.deepEqual(fake.store.intents.answered(order)?.results, [
        { ok: 'no', message: 'line 2 waits for one that is not before it' },
      ]);
      assert.equal(fake.store.tasks.highest(0), 0);
    }
  });
});

/** A world in which tasks end as their prompts say, driven until nothing is left to do. */
async function settled(...tasks: Partial<NewTask>[]): Promise<FakeWorld> {
  const fake = createFakeWorld({
    agents: { coder: { command: 'agent', args: ['{prompt}'] } },
    onOpen: ({ command }, launcher) => endAsAsked(command, launcher),
  });
  for (const wanted of tasks) fake.start(wanted);
  const conductor = fake.conductor();
  for (let passes = 0; passes < 20; passes += 1) await conductor.tick();
  conductor.leave();
  return fake;
}

function endAsAsked({ token, argv }: Command, launcher: FakeLauncher): void {
  if (argv.includes('waits')) return;
  launcher.end(token, argv.includes('fails') ? 1 : 0);
}

const ends = ({ store }: FakeWorld): string[] =>
  store.tasks
    .numbers()
    .sort((a, b) => a - b)
    .map((number) => {
      const { settled: end } = store.tasks.read(number) ?? {};
      return end
        ? `${number} ${end.status}${end.reason ? ` (${end.reason})` : ''}`
        : `${number} live`;
    });

describe('the retry of a task that others fell with', () => {
  const fell = () =>
    settled(
      { prompt: 'fails' },
      { after: [1] },
      { after: [2] },
      { afterFailed: [2], prompt: 'fails' },
      { after: [1, 3] },
      { prompt: 'fails' },
      { after: [1, 6] },
    );

  it('finds them so', async () => {
    assert.deepEqual(ends(await fell()), [
      '1 failed (exit)',
      '2 failed (dependency)',
      '3 failed (dependency)',
      '4 failed (exit)',
      '5 failed (dependency)',
      '6 failed (exit)',
      '7 failed (dependency)',
    ]);
  });

  it('killed at any effect, brings back what can run again, once', async () => {
    let order = '';
    await killAnywhere(
      async () => {
        const fake = await fell();
        order = fake.wish({ kind: 'retry', tasks: [1], prompt: 'waits' });
        return fake;
      },
      (fake) => {
        assert.deepEqual(ends(fake), [
          '1 live',
          '2 live',
          '3 live',
          '4 failed (exit)',
          '5 live',
          '6 failed (exit)',
          '7 failed (dependency)',
        ]);
        const [result] = fake.store.intents.answered(order)?.results ?? [];
        assert.equal(result?.ok, 'yes');
        assert.deepEqual(
          [1, 2].map((number) => fake.record(number).asked),
          [2, 1],
        );
        const entries = queueFolders.flatMap((folder) =>
          fake.store.queue.live(folder).map(({ number }) => number),
        );
        assert.deepEqual(entries.sort(), [1, 2, 3, 5]);
        const finished = fake.store.queue.days().flatMap(fake.store.queue.finishedOn);
        assert.deepEqual(finished.map(({ number }) => number).sort(), [4, 6, 7]);
        assert.equal(fake.store.queue.head()?.failed, 3);
      },
    );
  });

  it('says how many come back', async () => {
    const fake = await fell();
    const order = fake.wish({ kind: 'retry', tasks: [1, 6] });
    await fake.conductor().tick();
    assert.deepEqual(
      fake.store.intents.answered(order)?.results.map(({ message }) => message),
      [
        'task_1 is queued again, with the 3 tasks that fell because of it',
        'task_6 is queued again, with the task that fell because of it',
      ],
    );
  });

  it('says so where it is in vain', async () => {
    const fake = await fell();
    const order = fake.wish({ kind: 'retry', task: 2 });
    await fake.conductor().tick();
    assert.equal(
      fake.store.intents.answered(order)?.results[0]?.message,
      'task_2 is queued again, with the task that fell because of it, but task_1, which it waits for, is failed: orchestra retry 1',
    );
  });

  it('leaves alone what is named itself, which is then asked for another run', async () => {
    const fake = await fell();
    fake.wish({ kind: 'retry', tasks: [3, 2, 1] });
    await fake.conductor().tick();
    assert.deepEqual(
      [1, 2, 3, 5].map((number) => [fake.record(number).asked, fake.record(number).by.length]),
      [
        [2, 1],
        [2, 1],
        [2, 1],
        [1, 1],
      ],
    );
  });

  it('brings back what was only there for a failure that did not come', async () => {
    const fake = await settled({}, { afterFailed: [1] }, { afterAny: [2] }, { after: [2] });
    assert.deepEqual(ends(fake), [
      '1 complete',
      '2 cancelled (dependency)',
      '3 complete',
      '4 failed (dependency)',
    ]);
    fake.wish({ kind: 'retry', tasks: [1], prompt: 'fails' });
    const conductor = fake.conductor();
    for (let passes = 0; passes < 20; passes += 1) await conductor.tick();
    assert.deepEqual(ends(fake), ['1 failed (exit)', '2 complete', '3 complete', '4 complete']);
  });
});

describe('a task that waits for one which nobody has shown in the queue yet', () => {
  it('goes on waiting', async () => {
    const fake = createFakeWorld();
    fake.start();
    const waiting = fake.start({ after: [1] });
    fake.disk.remove(`${fake.root}/queue/pending/${orderOf(fake.record(1))}`);
    const conductor = fake.conductor();
    conductor.state.live.delete(1);
    for (let passes = 0; passes < 3; passes += 1) await conductor.tick();
    assert.equal(fake.record(waiting.number).settled, undefined);
  });
});

it('a task falls with the first that lets it down, whatever else it waits for', async () => {
  const fake = await settled(
    { prompt: 'waits' },
    { prompt: 'waits' },
    { prompt: 'fails', priority: -1 },
    { after: [1, 3, 2] },
  );
  assert.deepEqual(ends(fake), ['1 live', '2 live', '3 failed (exit)', '4 failed (dependency)']);
});

it('what a live task waits for is not removed, in whichever way it waits', async () => {
  for (const kind of dependencyKinds) {
    const fake = await settled({}, { [kind]: [1], hold: true });
    const order = fake.wish({ kind: 'clean', tasks: [1] });
    await fake.conductor().tick();
    assert.deepEqual(fake.store.intents.answered(order)?.results, [
      { ok: 'no', task: 1, message: 'task_1 is kept: task_2 waits for it' },
    ]);
  }
});

it('what waits for a task that is gone falls, and says so', async () => {
  for (const [kind, message] of [
    ['after', 'task 9, which it waits for, is gone'],
    ['afterFailed', 'task 9, whose failure it waits for, is gone'],
  ] as const)
    assert.equal((await settled({ [kind]: [9] })).record(1).settled?.message, message);
});
