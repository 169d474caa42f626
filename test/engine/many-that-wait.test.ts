import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NewTask, TaskRecord } from '../../src/core/task.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

const count = 2_000;

/** A world with these tasks, looked at until nothing happens any more but what runs. */
async function settledDown(
  tasks: readonly Partial<NewTask>[],
): Promise<{ fake: FakeWorld; conductor: FakeConductor }> {
  const fake = createFakeWorld();
  for (const wanted of tasks) fake.start(wanted);
  const conductor = fake.conductor();
  while (await conductor.tick()) {}
  return { fake, conductor };
}

/** Counts how often somebody looks at what a task waits for, from now on. */
function watchLooks(tasks: Iterable<TaskRecord>): () => number {
  let looks = 0;
  for (const task of tasks) {
    const { after = [] } = task;
    Object.defineProperty(task, 'after', {
      enumerable: true,
      get() {
        looks += 1;
        return after;
      },
    });
  }
  return () => {
    const seen = looks;
    looks = 0;
    return seen;
  };
}

/** Counts the records that are read, from now on. */
function watchReads({ disk }: FakeWorld): () => number {
  let reads = 0;
  const { read } = disk;
  Object.assign(disk, {
    read(path: string) {
      if (path.includes('/tasks/task_')) reads += 1;
      return read(path);
    },
  });
  return () => reads;
}

const end = ({ launcher }: FakeWorld, run: number, exit: number) =>
  launcher.end(launcher.runs[run - 1]?.command.token ?? '', exit);

describe('thousands of tasks that wait for each other', () => {
  const chain = Array.from({ length: count }, (_, at) => (at === 0 ? {} : { after: [at] }));

  it('cost a pass nothing in a chain, and each end of one what waits for it', async () => {
    const { fake, conductor } = await settledDown(chain);
    const waiting = [...conductor.state.live.values()].filter(({ run }) => !run);
    const looks = watchLooks(waiting.map(({ task }) => task));
    const reads = watchReads(fake);
    for (let passes = 0; passes < 5; passes += 1) await conductor.tick();
    assert.equal(looks(), 0);
    for (let run = 1; run <= 10; run += 1) {
      end(fake, run, 0);
      while (await conductor.tick()) {}
      assert.equal(fake.record(run).settled?.status, 'complete');
    }
    const seen = looks();
    assert.ok(seen < 200, `${seen} looks`);
    assert.ok(reads() < 100, `${reads()} reads`);
  });

  it('fall in one pass after the first, each looked at a few times', async () => {
    const { fake, conductor } = await settledDown(chain);
    const looks = watchLooks([...conductor.state.live.values()].map(({ task }) => task));
    end(fake, 1, 1);
    let passes = 0;
    for (; conductor.state.live.size > 0; passes += 1) await conductor.tick();
    assert.ok(passes <= 2, `${passes} passes`);
    const seen = looks();
    assert.ok(seen < 20 * count, `${seen} looks`);
    assert.equal(fake.record(count).settled?.reason, 'dependency');
  });

  it('cost what waits for all of them a few looks, in whatever order they end', async () => {
    const width = 300;
    for (const order of ['first', 'last', 'middle'] as const) {
      const wide = [
        {},
        ...Array.from({ length: width }, () => ({ after: [1] })),
        { after: Array.from({ length: width }, (_, at) => at + 2) },
      ];
      const { fake, conductor } = await settledDown(wide);
      const pass = () => conductor.tick({ maxParallel: width });
      end(fake, 1, 0);
      while (await pass()) {}
      const join = conductor.state.live.get(width + 2)?.task ?? assert.fail('it has ended');
      const looks = watchLooks([join]);
      const runs = Array.from({ length: width }, (_, at) => at + 2);
      const half = width / 2;
      if (order === 'middle') runs.push(...runs.splice(0, half));
      for (const run of order === 'last' ? runs.reverse() : runs) {
        end(fake, run, 0);
        await pass();
      }
      while (await pass()) {}
      const seen = looks();
      assert.ok(seen < (order === 'last' ? 4 * width : 20), `${order}: ${seen} looks`);
      assert.equal(fake.record(join.number).runs.length, 1);
    }
  });
});
