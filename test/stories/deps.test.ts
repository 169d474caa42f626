import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectOf, type Row, show } from '../support/stories.ts';

interface Deps {
  readonly tasks: readonly Row[];
  readonly edges: readonly { readonly task: number; readonly on: number; readonly is: string }[];
  readonly problems: readonly { readonly task: number; readonly is: string }[];
}

const linesOf = (...lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('tasks that wait for each other', () => {
  it('run in their order, fall together, come back together, and are shown', async (t) => {
    const project = projectOf(t);
    const { orchestra, json } = project;
    const statuses = async (): Promise<string[]> =>
      ((await json(['list', '--sort', 'id'])) as Deps).tasks.map(
        ({ status, reason }) => `${status}${reason ? ` (${reason})` : ''}`,
      );
    const input = linesOf(
      { prompt: 'exit 1' },
      { prompt: 'true', after: '#1' },
      { prompt: 'true', after: ['#2'] },
      { prompt: 'true', afterFailed: '#1' },
      { prompt: 'true', after: ['#3', '#4'], ifDependencyFails: 'block' },
      { prompt: 'true', afterAny: '#5' },
    );
    await orchestra(['start', '--batch', '-', '--no-run'], { input });
    const before = (await json(['deps'])) as Deps;
    assert.deepEqual(
      before.edges.map(({ task, on, is }) => `${task} on ${on} ${is}`),
      ['2 on 1', '3 on 2', '4 on 1', '5 on 3', '5 on 4', '6 on 5'].map((edge) => `${edge} open`),
    );
    assert.equal((await orchestra(['deps', 'check'])).code, 0);

    await orchestra(['run']);
    const down = 'failed (dependency)';
    const waits = 'blocked (dependency)';
    assert.deepEqual(await statuses(), ['failed (exit)', down, down, 'complete', waits, waits]);
    const check = await orchestra(['deps', 'check']);
    assert.deepEqual(
      [check.code, check.stdout],
      [
        1,
        'task_5 waits for task_3 to complete, and that is failed\n  orchestra retry 3, or orchestra cancel 5\ntask_6 waits for task_5, which cannot start\n',
      ],
    );
    assert.match((await orchestra(['deps', 'show', '1'])).stdout, /✖ +2 +failed \(dependency\)/);

    const retried = await orchestra(['retry', '1', '--prompt', 'true']);
    assert.equal(
      retried.stdout,
      'task_1 is queued again, with the 2 tasks that fell because of it\n',
    );
    assert.equal((await orchestra(['wait', '6'])).code, 0);
    const good = 'complete';
    assert.deepEqual(await statuses(), [good, good, good, good, good, good]);
    assert.equal((await show(project, 2)).runs.length, 1);
    assert.equal((await orchestra(['deps'])).stderr, 'no task waits for another one\n');
    const all = (await json(['deps', 'graph', '5', '--all'])) as Deps;
    assert.deepEqual(
      all.tasks.map(({ number }) => number),
      [1, 2, 3, 4, 5, 6],
    );
  });

  it('are refused where they are unknown, all of them at once, and nothing is queued', async (t) => {
    const { orchestra } = projectOf(t);
    const words = ['--after', '7,8', '--after-any', '9', '--after-failed', '7'];
    const { code, stderr } = await orchestra(['start', 'sh', 'true', ...words]);
    assert.equal(code, 1);
    assert.match(stderr, /^error: there is no task_7, task_8, task_9 to wait for/);
    assert.match(stderr, /; "7" cannot both complete and fail/);
    assert.equal((await orchestra(['deps', 'show', '1'])).code, 1);
  });
});
