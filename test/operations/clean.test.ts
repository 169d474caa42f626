import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderOf } from '../../src/core/layout.ts';
import type { SettledStatus } from '../../src/core/vocabulary.ts';
import { clean } from '../../src/operations/clean.ts';
import type { Context } from '../../src/operations/operation.ts';
import { createFakeWorld } from '../support/fake-world.ts';

const ended: readonly (readonly [SettledStatus, endedAt: string])[] = [
  ['complete', '2026-01-01T06:00:00.000Z'],
  ['failed', '2026-01-02T06:00:00.000Z'],
  ['complete', '2026-01-02T18:00:00.000Z'],
  ['cancelled', '2026-01-03T06:00:00.000Z'],
];

/** Tasks 1 to 4 have ended, on three days; it is noon of the third. What is opened is noted. */
function createScene() {
  const { store, start } = createFakeWorld();
  for (const [status, endedAt] of ended) {
    const task = start();
    store.tasks.replace({ ...task, settled: { status, endedAt } });
    store.queue.finish('pending', orderOf(task), endedAt.slice(0, 10), task.number, status);
  }
  const opened = new Set<number>();
  const read = (number: number) => {
    opened.add(number);
    return store.tasks.read(number);
  };
  const context = {
    store: { ...store, tasks: { ...store.tasks, read } },
    clock: { now: () => ({ at: '2026-01-03T12:00:00.000Z', monotonicMs: 0 }) },
  } as unknown as Context;
  const chosen = async (what: string[], olderThan?: string): Promise<readonly string[]> => {
    const input = { what, dryRun: true, ...(olderThan !== undefined && { olderThan }) };
    const { results } = await clean.run(context, input);
    return results.map(({ task }) => task.replace('task_', ''));
  };
  return { chosen, opened };
}

describe('clean chooses', () => {
  const cases: readonly (readonly [what: string[], olderThan: string | undefined, string[]])[] = [
    [['all'], undefined, ['1', '2', '3', '4']],
    [['complete'], undefined, ['1', '3']],
    [['failed', 'cancelled'], undefined, ['2', '4']],
    [['all'], '1d', ['1', '2']],
    [['all'], '30h', ['1', '2']],
    [['all'], '31h', ['1']],
    [['complete'], '2d', ['1']],
    [['all'], '7d', []],
    [['4', 'task_1', '4'], undefined, ['4', '1']],
  ];
  for (const [what, olderThan, expected] of cases)
    it(`${expected.join(', ') || 'nothing'} for ${what.join(' ')} ${olderThan ?? ''}`, async () => {
      assert.deepEqual(await createScene().chosen(what, olderThan), expected);
    });

  it('by the names in the index: of the one day in doubt, and no other, records are opened', async () => {
    const { chosen, opened } = createScene();
    assert.deepEqual(await chosen(['failed'], '2d'), []);
    assert.deepEqual([...opened], []);
    assert.deepEqual(await chosen(['complete', 'failed'], '40h'), ['1']);
    assert.deepEqual([...opened], [1], 'of what was chosen');
    assert.deepEqual(await chosen(['complete'], '1h'), ['1', '3']);
    opened.clear();
    assert.deepEqual(await chosen(['cancelled'], '7h'), []);
    assert.deepEqual([...opened], [4]);
  });
});
