import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderOf } from '../../src/core/layout.ts';
import type { NewTask } from '../../src/core/task.ts';
import type { SettledStatus } from '../../src/core/vocabulary.ts';
import { parse } from '../../src/lib/schema.ts';
import type { Context } from '../../src/operations/operation.ts';
import { stats } from '../../src/operations/stats.ts';
import { createFakeWorld } from '../support/fake-world.ts';

/** Tasks that ended at noon, which is the same day in most of the world; the first is archived. */
function createScene() {
  const { store, start, disk, root } = createFakeWorld();
  const context = {
    store,
    clock: { now: () => ({ at: '2026-01-05T13:00:00.000Z', monotonicMs: 0 }) },
    conducting: { settle: async () => 'settled' },
  } as unknown as Context;
  const ended = (day: string, status: SettledStatus, wanted: Partial<NewTask> = {}) => {
    const task = start(wanted);
    const endedAt = `${day}T12:00:00.000Z`;
    store.tasks.replace({ ...task, settled: { status, endedAt } });
    store.queue.finish('pending', orderOf(task), day, task.number, status);
  };
  ended('2026-01-01', 'complete');
  ended('2026-01-04', 'failed', { group: 'slow' });
  ended('2026-01-04', 'complete', { agent: 'other', labels: { area: 'cli' } });
  ended('2026-01-05', 'complete', { group: 'slow', labels: { area: 'cli' } });
  ended('2026-01-05', 'cancelled', { labels: { area: 'core' } });
  start({ agent: 'other' });
  store.tasks.archive([1]);
  store.queue.archive([{ day: '2026-01-01', number: 1, status: 'complete' }]);
  const told = async (input: object) => {
    const read = parse(stats.input, input);
    assert.ok(read.ok);
    return stats.run(context, read.value);
  };
  return { told, disk, root };
}

describe('stats', () => {
  type Row = [name: string | undefined, tasks: number];
  const cases: readonly [input: object, groups: Row[]][] = [
    [
      {},
      [
        ['coder', 4],
        ['other', 1],
      ],
    ],
    [
      { by: 'day' },
      [
        ['2026-01-01', 1],
        ['2026-01-04', 2],
        ['2026-01-05', 2],
      ],
    ],
    [
      { by: 'group' },
      [
        [undefined, 3],
        ['slow', 2],
      ],
    ],
    [
      { by: 'label.area' },
      [
        [undefined, 2],
        ['cli', 2],
        ['core', 1],
      ],
    ],
    [{ by: 'label.constructor' }, [[undefined, 5]]],
    [
      { since: '2d' },
      [
        ['coder', 3],
        ['other', 1],
      ],
    ],
    [{ since: '2d', filter: ['status=failed,cancelled'] }, [['coder', 2]]],
    [{ since: '2026-01-05' }, [['coder', 2]]],
    [{ since: '1h' }, [['coder', 2]]],
    [{ since: '59m' }, []],
    [{ filter: ['before=2026-01-02'] }, [['coder', 1]]],
    [{ filter: ['agent=other', 'text~nothing'] }, []],
  ];
  for (const [input, groups] of cases)
    it(`${JSON.stringify(input)} counts what has ended, and is archived`, async () => {
      const answer = await createScene().told(input);
      assert.deepEqual(
        answer.groups.map(({ name, tasks }): Row => [name, tasks]),
        groups,
      );
      assert.equal(
        answer.total.tasks,
        groups.reduce((sum, [, tasks]) => sum + tasks, 0),
      );
      assert.deepEqual(answer.damaged, []);
    });

  it('counts once what is on its way to the archive', async () => {
    const { told, disk, root } = createScene();
    disk.put(`${root}/queue/finished/2026-01-01/1.complete`, '');
    assert.equal((await told({})).total.tasks, 5);
  });

  it('goes on past a record that cannot be read, and tells of it', async () => {
    const { told, disk, root } = createScene();
    disk.put(`${root}/tasks/task_3.json`, '{');
    const { total, damaged } = await told({});
    assert.deepEqual([total.tasks, damaged], [4, ['task_3']]);
  });

  const refused: readonly [input: object, says: RegExp][] = [
    [{ by: 'agnet' }, /^--by knows no "agnet"; did you mean agent\?$/],
    [{ by: 'label' }, /did you mean label\.NAME\?$/],
    [{ by: 'label.' }, /did you mean label\.NAME\?$/],
    [{ by: 'colour' }, /^--by knows no "colour"$/],
    [{ since: 'soon' }, /^--since takes a date or how long ago, .*, got "soon"$/],
    [{ since: '2026-02-30' }, /^--since takes a date/],
    [{ filter: ['stats=x'] }, /did you mean status\?$/],
  ];
  for (const [input, says] of refused)
    it(`refuses ${JSON.stringify(input)}`, async () => {
      const { told } = createScene();
      await assert.rejects(told(input), { name: 'Failure', code: 'usage', message: says });
    });
});
