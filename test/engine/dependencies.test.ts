import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeWorld } from '../support/fake-world.ts';
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
