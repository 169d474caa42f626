import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BatchLine } from '../../src/core/batch-line.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

const line = (part: Partial<BatchLine> = {}): BatchLine => ({
  agent: 'coder',
  prompt: 'work',
  cwd: '/fake',
  priority: 0,
  key: 'k',
  ...part,
});
const batch = (...tasks: BatchLine[]) => ({ kind: 'batch', tasks }) as const;

/** What came of each line: its number, negative where that was there already. */
const answerTo = (fake: FakeWorld, order: string): number[] =>
  (fake.store.intents.answered(order)?.results ?? []).map(({ ok, task = 0, existing }) =>
    ok === 'no' ? 0 : existing ? -task : task,
  );

async function queued(
  fake: FakeWorld,
  conductor: FakeConductor,
  ...tasks: BatchLine[]
): Promise<number[]> {
  const order = fake.wish({ kind: 'batch', tasks });
  await conductor.tick({ launches: false });
  return answerTo(fake, order);
}

const settledAs = (fake: FakeWorld, number: number) => {
  const { status, reason, message } = fake.record(number).settled ?? {};
  return [status, reason, message];
};

describe('a task with the key of a live one', () => {
  for (const [ifExists, becomes] of [
    [undefined, 'skipped'],
    ['skip', 'skipped'],
    ['queue', 'queued'],
    ['replace', 'its successor'],
  ] as const)
    it(`is ${becomes}, once, with --if-exists ${ifExists}, whatever is killed`, async () => {
      let order = '';
      await killAnywhere(
        async () => {
          const fake = createFakeWorld();
          fake.start({ key: 'k', hold: true });
          const conductor = fake.conductor();
          await conductor.tick();
          conductor.leave();
          const part = ifExists && { ifExists };
          order = fake.wish({ kind: 'batch', tasks: [line({ hold: true, ...part })] });
          return fake;
        },
        (fake) => {
          const [made = 0] = answerTo(fake, order);
          const isReplaced = becomes === 'its successor';
          assert.equal(made === -1, becomes === 'skipped');
          // A number may be lost with who reserved it.
          assert.deepEqual(fake.store.tasks.numbers(), made === -1 ? [1] : [1, made]);
          if (made !== -1) assert.deepEqual(fake.record(made).afterAny, [1]);
          assert.deepEqual(
            settledAs(fake, 1),
            isReplaced
              ? ['cancelled', 'superseded', `task_${made} replaces it`]
              : [undefined, undefined, undefined],
          );
          assert.equal(fake.record(1).by.length, isReplaced ? 1 : 0);
        },
      );
    });

  it('costs no number when it is skipped, again and again', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    assert.deepEqual(await queued(fake, conductor, line()), [1]);
    for (const _ of [1, 2, 3]) assert.deepEqual(await queued(fake, conductor, line()), [-1]);
    assert.deepEqual(await queued(fake, conductor, line({ key: 'other' })), [2]);
  });

  it('is a new one when that has ended, or is about to', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    await queued(fake, conductor, line());
    await conductor.tick();
    fake.wish({ kind: 'cancel', tasks: [1] });
    assert.deepEqual(await queued(fake, conductor, line()), [2]);
    assert.deepEqual(fake.record(2).afterAny, [1], 'it still runs');
    fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 143);
    await fake.settle(conductor, 1);
    await conductor.tick();
    fake.launcher.end(fake.launcher.runs[1]?.command.token ?? '', 0);
    await fake.settle(conductor, 2);
    assert.deepEqual(await queued(fake, conductor, line()), [3]);
    assert.equal(fake.record(3).afterAny, undefined);
  });

  it('replaces one that runs only when that has ended: the two never run at once', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    await queued(fake, conductor, line());
    await conductor.tick();
    await queued(fake, conductor, line({ ifExists: 'replace', afterAny: [1] }));
    await conductor.tick();
    assert.equal(fake.launcher.runs.length, 1);
    assert.equal(fake.store.runs.stop(1)?.reason, 'superseded');
    fake.launcher.end(fake.launcher.runs[0]?.command.token ?? '', 143);
    await conductor.tick();
    await conductor.tick();
    assert.deepEqual(settledAs(fake, 1).slice(0, 2), ['cancelled', 'superseded']);
    assert.equal(fake.launcher.runs.length, 2);
  });

  it('is told apart within one batch, and in one pass', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    const first = fake.wish(batch(line(), line({ ifExists: 'queue' }), line()));
    const second = fake.wish(batch(line({ key: 'x' }), line({ ifExists: 'replace' }), line()));
    await conductor.tick({ launches: false });
    assert.deepEqual(answerTo(fake, first), [1, 2, -1]);
    assert.deepEqual(answerTo(fake, second), [3, 4, -1]);
    assert.deepEqual(fake.record(2).afterAny, [1]);
    assert.deepEqual(fake.record(4).afterAny, [1, 2]);
    assert.equal(settledAs(fake, 1)[1], 'superseded');
    assert.equal(settledAs(fake, 2)[1], 'superseded');
  });

  it('is not skipped for a draft, nor is a draft', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    assert.deepEqual(await queued(fake, conductor, line({ draft: true })), [1]);
    assert.deepEqual(await queued(fake, conductor, line()), [2]);
    assert.deepEqual(await queued(fake, conductor, line({ draft: true })), [3]);
    assert.equal(fake.record(3).afterAny, undefined);
  });

  it('finds a stranger under its number: what was skipped for it goes with it', async () => {
    const fake = createFakeWorld();
    const order = fake.wish(batch(line(), line(), line({ key: 'other' })));
    fake.start({ hold: true });
    fake.store.tasks.raiseFloor(2);
    fake.store.intents.writePlan(order, { version: 1, numbers: [1, 1, 2], skipped: [2] });
    await fake.conductor().tick({ launches: false });
    const [first = 0] = answerTo(fake, order);
    assert.ok(first > 1);
    assert.deepEqual(answerTo(fake, order), [first, -first, 2]);
  });
});
