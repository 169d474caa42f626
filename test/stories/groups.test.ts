import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRunning, projectOf, sh, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('groups and limits', { concurrency: 2 }, () => {
  it('hold for tasks that run and wait, from the moment they are changed', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    const added = await project.orchestra(['group', 'add', 'slow', '--parallel', '1']);
    assert.deepEqual([added.code, added.stdout], [0, 'group slow: at most 1 at once\n']);
    const near = await project.orchestra(['start', 'sh', 'true', '--group', 'slo']);
    assert.equal(near.code, 1);
    assert.match(
      near.stderr,
      /^error: no group is called "slo"; did you mean slow\?\nhint: known: /,
    );
    const both = await project.orchestra(['start', 'sh', '--batch', '-'], {
      input: '{"prompt": "true", "group": "slo"}\n{"prompt": "true", "group": "slow "}\n',
    });
    assert.match(both.stderr, /line 1: no group is called "slo".*\nline 2: no group is called/);

    for (let count = 0; count < 2; count += 1)
      await project.orchestra(['start', 'sh', untilGo, '-q', '-g', 'slow']);
    await until('one runs', isRunning(project));
    const { stdout } = await project.orchestra(['parallel', '5']);
    assert.equal(stdout, 'the queue: at most 5 at once\n');
    await project.orchestra(['start', 'sh', untilGo, '-q']);
    await until('one of no group runs', isRunning(project, 2));
    const { groups } = (await project.json(['group', 'list'])) as { groups: object[] };
    const view = { maxParallel: 1, limitFrom: 'person', running: 1, waiting: 1 };
    assert.deepEqual(groups, [{ what: 'group', name: 'slow', ...view }]);

    const wider = await project.ask(['parallel', '2', '-g', 'slow']);
    assert.equal(wider.stdout, 'group slow: at most 2 at once\n');
    await until('both of the group run', isRunning(project, 3));
    const used = await project.ask(['group', 'remove', 'slow']);
    assert.equal(used.code, 1);
    assert.equal(used.stderr, 'error: group slow is in use by task_1, task_2\n');
    const { tasks } = (await project.json(['list', '--filter', 'group=slow'])) as {
      tasks: { number: number; group: string }[];
    };
    assert.deepEqual(
      tasks.map(({ number, group }) => [number, group]),
      [
        [2, 'slow'],
        [1, 'slow'],
      ],
    );
    assert.match((await project.orchestra(['show', '1'])).stdout, /^group +slow$/m);
    project.write('go', '');
    assert.equal((await project.orchestra(['wait'])).code, 0);
    const removed = await project.ask(['group', 'remove', 'slow']);
    assert.equal(removed.stdout, 'group slow is removed\n');
  });

  it('come from the config until somebody says otherwise, and again by default', async (t) => {
    const project = projectOf(t, {
      maxParallel: 4,
      agents: { sh: { ...sh, maxParallel: 2 }, free: { extends: 'sh', maxParallel: 9 } },
      groups: { slow: { description: 'takes hours', maxParallel: 1 }, any: {} },
    });
    const limits = async (...words: string[]) =>
      ((await project.json(['parallel', ...words])) as { limits: Record<string, unknown>[] })
        .limits;
    assert.deepEqual(
      (await limits()).map(({ what, name, maxParallel, limitFrom }) => [
        ...[what, name, maxParallel, limitFrom],
      ]),
      [
        ['queue', undefined, 4, 'config'],
        ['group', 'slow', 1, 'config'],
        ['group', 'any', undefined, undefined],
        ['agent', 'sh', 2, 'config'],
        ['agent', 'free', 9, 'config'],
      ],
    );
    assert.equal((await limits('7', '--agent', 'sh'))[0]?.['maxParallel'], 7);
    assert.match((await project.ask(['parallel'])).stdout, /^agent sh +7 +0 +limit set by hand$/m);
    const [back] = await limits('default', '--agent', 'sh');
    assert.deepEqual([back?.['maxParallel'], back?.['limitFrom']], [2, 'config']);

    for (const [words, code, says] of [
      [['parallel', '0'], 2, /^error: "0" is no number from 1 to 1000\nhint: .*orchestra pause$/m],
      [['parallel', 'many'], 2, /^error: "many" is no number/m],
      [['group', 'add', '../x'], 2, /^error: "\.\.\/x" is no name of a group$/m],
      [['group', 'add'], 2, /^error: add which group\?$/m],
      [['group', 'remove', 'slw'], 1, /did you mean slow\?$/m],
      [['group', 'remove', 'slow'], 1, /stands in agent-config\.json; take it out there$/m],
      [['group', 'list', '--parallel', '2'], 2, /--parallel is for a group that is added$/m],
    ] as const) {
      const ended = await project.orchestra(words);
      assert.equal(ended.code, code, words.join(' '));
      assert.match(ended.stderr, says);
    }
  });
});
