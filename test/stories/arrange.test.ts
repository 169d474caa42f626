import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { conductors, isRunning, projectOf, type Row, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** The tasks that wait, in the order they would start. */
const waiting = async ({ json }: Project): Promise<number[]> =>
  ((await json(['status'])) as { tasks: Row[] }).tasks
    .filter(({ status }) => status === 'pending')
    .map(({ number }) => number);

const queue = async (project: Project, prompt: string, ...words: string[]): Promise<string> =>
  (await project.ask(['start', 'sh', prompt, '--no-run', '-q', ...words])).stdout.trim();

/** What a call says, on both streams, and how it ends. */
async function said(project: Project, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await project.ask(args);
  return `${code}: ${stdout}${stderr}`;
}

describe('arranging the queue', { concurrency: 2 }, () => {
  it('by priority and by changing places, before anybody runs it', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    for (const name of ['a', 'b', 'c', 'd']) await queue(project, `echo ${name} >>order`);
    assert.equal(
      await said(project, 'priority', '3,4', '-5'),
      '0: task_3 has priority -5\ntask_4 has priority -5\n',
    );
    await project.orchestra(['priority', 'task_4', '--priority', '7']);
    assert.deepEqual(await waiting(project), [4, 1, 2, 3]);
    assert.equal(
      await said(project, 'switch', '4', '3'),
      '0: task_4 has the place of task_3\ntask_3 has the place of task_4\n',
    );
    await project.orchestra(['switch', '1', '2']);
    assert.deepEqual(await waiting(project), [3, 2, 1, 4]);
    assert.equal(conductors(project).length, 0, 'nobody was started for it');
    assert.equal((await project.orchestra(['run'])).code, 0);
    assert.equal(project.read('order'), 'c\nb\na\nd\n');
    assert.equal(
      await said(project, 'priority', '1', '5'),
      '1: error: task_1 is already complete\n',
    );
    assert.equal(
      await said(project, 'switch', '1', '2'),
      '1: error: task_1 is already complete\nerror: task_2 is already complete\n',
    );
  });

  it('while somebody conducts it: what is held stays, until it is released', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    await project.orchestra(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    await project.orchestra(['start', 'sh', 'echo 2 >>order', '-q']);
    const held = await project.orchestra(['start', 'sh', 'echo 3 >>order', '--hold']);
    assert.equal(held.stderr, 'note: it is held; orchestra release 3 lets it go\n');
    assert.equal(await said(project, 'hold', '2'), '0: task_2 is held\n');
    assert.equal(
      await said(project, 'hold', '1'),
      '1: error: task_1 is running: only what waits can be held\n',
    );
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    const { status, reason } = await show(project, 2);
    assert.deepEqual([status, reason], ['blocked', 'hold']);
    assert.equal(await said(project, 'release', '3'), '0: task_3 is released\n');
    assert.equal((await project.orchestra(['wait', '3'])).code, 0);
    await project.orchestra(['release', '2']);
    assert.equal((await project.orchestra(['wait', '2'])).code, 0);
    assert.equal(project.read('order'), '3\n2\n');
  });

  it('keeps a draft out of the queue, and shows it, until it is enqueued or released', async (t) => {
    const project = projectOf(t);
    const { stdout, stderr } = await project.orchestra(['start', 'sh', 'true', '--draft']);
    assert.equal(stdout, 'task_1  sh  true\n');
    assert.equal(stderr, 'note: a draft; orchestra enqueue 1 queues it\n');
    await queue(project, 'true', '--draft');
    assert.equal((await project.orchestra(['run'])).code, 0, 'there is nothing to run');
    const drafts = (await project.json(['list', '--filter', 'status=draft'])) as { tasks: Row[] };
    assert.deepEqual(
      drafts.tasks.map(({ number }) => number),
      [2, 1],
    );
    assert.match((await project.orchestra(['status'])).stdout, /^2 draft$/m);
    assert.equal((await project.orchestra(['cancel', '--all'])).stdout, 'nothing to cancel\n');

    for (const [args, says] of [
      [['wait', '1'], /^1: error: task_1 cannot be waited for: a draft is not in the queue\n/],
      [['start', 'sh', 'true', '--draft', '--wait'], /^2: error: --wait is not for a --draft/],
      [['enqueue', '1 2'], /^2: error: enqueue takes one draft\nhint: orchestra release 1 2\n/],
      [
        ['enqueue', '1', '--priority', '3'],
        /^2: error: a draft is enqueued as it is, .*\n.* edit 1 /,
      ],
    ] as const)
      assert.match(await said(project, ...args), says);
    assert.match(await said(project, 'enqueue', '1'), /^0: task_1 {2}sh {2}true\n/);
    assert.equal((await show(project)).status, 'pending');
    assert.equal(
      await said(project, 'enqueue', '1'),
      '1: error: task_1 is no draft: it is pending\nhint: if 1 is the whole prompt of a new task: orchestra start AGENT 1\n',
    );
    assert.match(await said(project, 'enqueue', '9'), /^1: error: there is no task_9\n/);
    assert.equal((await project.ask(['release', '2'])).stdout, 'task_2 is in the queue\n');
    assert.equal((await project.orchestra(['wait'])).code, 0);
    const held = ['enqueue', 'true', '--draft', '--hold', '--priority', '3', '--key', 'k', '-q'];
    assert.equal((await project.orchestra(held)).stdout, 'task_3\n');
    const { stderr: kept } = await project.orchestra(['enqueue', '3']);
    assert.equal(kept, 'note: it is held; orchestra release 3 lets it go\n');
    assert.equal(
      await said(project, 'enqueue', 'true', '--key', 'k'),
      '0: task_3  sh  true\nnote: task_3 has that key and is blocked: nothing was queued\n',
    );
    const late = await project.orchestra(['wait', '--timeout', '10ms']);
    assert.match(late.stderr, /^note: task_3 is held: orchestra release 3\ngave up/);
  });

  it('is refused in words, all that is wrong at once', async (t) => {
    const project = projectOf(t);
    for (const [args, says] of [
      [['priority', '8', '9', '5'], /^1: error: there is no task_8; there is no task_9\n/],
      [['priority', '5'], /^2: error: priority takes tasks and a number\n/],
      [['priority', '8', '1000'], /^2: error: a priority is from -999 to 999, not 1000\n/],
      [['priority', '8', 'high'], /^2: error: priority takes tasks and a number\n/],
      [['switch', '8', '9'], /^1: error: there is no task_8; there is no task_9\n/],
      [['switch', '8'], /^2: error: OTHER is required\n/],
      [['hold'], /^2: error: TASK is required\n/],
      [['hold', '8', 'x'], /there is no task_8; "x" is no task\n/],
      [
        ['start', 'sh', 'true', '--if-exists', 'skip'],
        /^2: error: --if-exists is for tasks with a/,
      ],
      [['start', 'sh', 'true', '--key', 'k', '--if-exists', 'skp'], /did you mean skip\?/],
      [['start', 'sh', 'true', '--key', 'a\nb'], /^2: error: --key takes one line of text\n/],
    ] as const)
      assert.match(await said(project, ...args), says, args.join(' '));
  });
});

describe('a key', { concurrency: 2 }, () => {
  it('keeps two that ask at one moment from queueing the same thing twice', async (t) => {
    const project = projectOf(t);
    const asked = ['start', 'sh', untilGo, '--key', 'docs', '-q'];
    const calls = [1, 2, 3].map(() => project.orchestra(asked));
    const ids = (await Promise.all(calls)).map(({ stdout }) => stdout);
    assert.deepEqual(ids, ['task_1\n', 'task_1\n', 'task_1\n']);
    await until('it runs', isRunning(project));
    const { stdout, stderr } = await project.orchestra(['start', 'sh', 'echo x', '--key', 'docs']);
    assert.equal(stdout, `task_1  sh  ${untilGo}\n`);
    assert.equal(stderr, 'note: task_1 has that key and is running: nothing was queued\n');
    const again = (await project.json([...asked.slice(0, -1)])) as { existing?: boolean };
    assert.equal(again.existing, true);

    const lines =
      '{"prompt":"echo 1","key":"docs"}\n{"prompt":"echo 2","key":"docs","ifExists":"queue"}\n';
    const batch = await project.orchestra(['start', 'sh', '--batch', '-'], { input: lines });
    assert.equal(batch.stdout, `task_1  sh  ${untilGo}\ntask_2  sh  echo 2\n`);
    assert.match(
      batch.stderr,
      /^note: 1 of these had their key already, and were not queued again$/m,
    );
    assert.equal((await show(project, 2)).status, 'blocked');

    await project.orchestra(['start', 'sh', 'echo 3', '--key', 'docs', '--if-exists', 'replace']);
    assert.equal((await project.orchestra(['wait', '3'])).code, 0);
    const ended = await Promise.all([1, 2].map((number) => show(project, number)));
    assert.deepEqual(
      ended.map(({ status, reason, message }) => [status, reason, message]),
      [1, 2].map(() => ['cancelled', 'superseded', 'task_3 replaces it']),
    );
  });
});
