import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { allGone, finish, listing, projectOf, show } from '../support/stories.ts';

interface Answer {
  readonly items: readonly {
    readonly path: string;
    readonly is: string;
    readonly as?: string;
    readonly says: string;
  }[];
}

const older = (number: number, part: object = {}) => ({
  taskId: `task_${number}`,
  status: 'complete',
  agent: 'sh',
  prompt: `echo ${number}`,
  planFile: `.orchestra/plans/task_${number}_plan.md`,
  logFile: `.orchestra/logs/task_${number}.log`,
  createdAt: '2025-12-01T00:00:00Z',
  startedAt: '2025-12-01T00:00:10Z',
  completedAt: '2025-12-01T00:01:00Z',
  retryCount: 0,
  maxRetries: 3,
  autoRetry: false,
  priority: 5,
  timeout: null,
  dependsOn: [],
  ...part,
});

/** The folder of an older tool, as one of its users would have it after a week. */
function leaveOlder(project: Project, folder: string): void {
  const put = (path: string, value: unknown) =>
    project.write(
      `${folder}/${path}`,
      typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    );
  const gone = { pid: 2 ** 22 + 1, completedAt: null };
  const tasks = [
    older(1733000001, { priority: 9, timeout: 60 }),
    older(1733000002, { status: 'failed', errorMessage: 'no tests' }),
    older(1733000003, { status: 'running', ...gone }),
    older(1733000004, { status: 'running', ...gone }),
    older(1733000005, { status: 'running', ...gone, pid: process.pid }),
    older(1733000006, {
      status: 'pending',
      completedAt: null,
      dependsOn: ['task_1733000001'],
      createdAt: '2025-12-02T00:00:00Z',
    }),
    older(1733000008, { prompt: '' }),
  ];
  for (const task of tasks) put(`.orchestra/tasks/${task.taskId}.json`, task);
  put('.orchestra/tasks/task_1733000003.error', { error: 'it broke', details: 'in the middle' });
  put('.orchestra/tasks/task_1733000004.timeout', '{"timeout": 60}');
  put('.orchestra/tasks/task_1733000007.json', '{"taskId": ');
  put('.orchestra/archive/task_1733000000.json', older(1733000000, { status: 'cancelled' }));
  put('.orchestra/plans/task_1733000001_plan.md', 'first, think\n');
  put('.orchestra/logs/task_1733000001.log', 'thinking\nhärder');
  put('.orchestra-cli/prompts/house.txt', 'Mind the style. {userPrompt}\n');
}

/** What came with the one is named and shown; of the other, nothing did. */
async function showsPapers(project: Project, rich: number, bare: number): Promise<void> {
  const { ask, root } = project;
  const shown = (await ask(['show', String(rich)])).stdout;
  assert.match(shown, new RegExp(`^plan +${root}/plans/task_${rich}_plan\\.md$`, 'm'));
  assert.match(shown, new RegExp(`^log +${root}/logs/task_${rich}\\.log$`, 'm'));
  const logs = async (...words: string[]) => (await ask(['logs', ...words])).stdout;
  assert.equal(await logs(String(rich)), 'thinking\nhärder\n');
  assert.equal(await logs(String(rich), '-f', '-n', '1'), 'härder\n');
  assert.equal(await logs(String(rich), '--raw'), 'thinking\nhärder');
  assert.equal(
    await logs(String(rich), '-n', '1', '--json'),
    '{"stream":"stdout","text":"härder"}\n',
  );
  const amiss = async (...words: string[]) => {
    const { code, stdout, stderr } = await ask(['logs', ...words]);
    assert.deepEqual([code, stdout], [1, '']);
    return stderr;
  };
  assert.match(
    await amiss(String(rich), '--stderr'),
    /ran elsewhere as task_1733000001, holds both/,
  );
  assert.match(
    await amiss(String(bare)),
    /ran elsewhere, as task_1733000002, and left no log\nhint: /,
  );
  assert.match(await amiss(String(rich), '--attempt', '1'), / has not run yet\n/);
}

describe('orchestra migrate', { concurrency: true }, () => {
  for (const [where, folder] of [
    ['from another project', 'old'],
    ['in the very folder that is ours', '.'],
  ] as const)
    it(`takes over what an older tool left, ${where}`, async (t) => {
      const project = projectOf(t);
      const { ask, orchestra, json } = project;
      await finish(project, ['sh', 'true']);
      await allGone(project);
      leaveOlder(project, folder);
      assert.match((await ask(['status'])).stdout, /^1 complete$/m);
      assert.equal((await orchestra(['recover'])).stdout, 'nothing is out of order\n');
      const from = folder === '.' ? [] : [folder];
      const before = listing(project.folder);
      const trial = (await json(['migrate', ...from, '--dry-run'])) as Answer;
      assert.deepEqual(listing(project.folder), before, 'a dry run writes nothing');
      const left = before.filter((line) => line.includes('task_17330'));

      const { items } = (await json(['migrate', ...from])) as Answer;
      const told = new Map(items.map((one) => [one.path, one]));
      assert.deepEqual(
        trial.items.map(({ path, says }) => [path, says]),
        items.map(({ path, says }) => [path, says]),
      );
      const numberOf = (id: number) => Number(told.get(`task_${id}`)?.as?.slice('task_'.length));
      const views = await Promise.all(
        [1733000000, 1733000001, 1733000002, 1733000003, 1733000004].map((id) =>
          show(project, numberOf(id)),
        ),
      );
      assert.deepEqual(
        views.map(({ status, reason }) => [status, reason]),
        [
          ['cancelled', 'user'],
          ['complete', undefined],
          ['failed', 'agent_error'],
          ['failed', 'agent_error'],
          ['failed', 'timeout'],
        ],
      );
      assert.deepEqual([views[1]?.priority, views[1]?.timeoutMs], [4, 60_000]);
      assert.equal(views[2]?.message, 'no tests');
      assert.equal(views[3]?.message, 'it broke: in the middle');
      const first = numberOf(1733000001);
      assert.ok(first < 100, 'numbers go on where they were');
      assert.equal(project.read(`.orchestra/plans/task_${first}_plan.md`), 'first, think\n');
      assert.equal(project.read(`.orchestra/logs/task_${first}.log`), 'thinking\nhärder');
      await showsPapers(project, first, numberOf(1733000002));
      assert.match(project.read('.orchestra/prompts/house.txt'), /^Mind the style/);
      const why = (id: string) => [...told].find(([path]) => path.includes(id))?.[1];
      assert.match(why('1733000005')?.says ?? '', /may still run there, as process/);
      assert.match(why('1733000006')?.says ?? '', /with --queue it is taken over/);
      assert.match(why('1733000007')?.says ?? '', /cannot be read/);
      assert.match(why('1733000008')?.says ?? '', /no prompt/);

      const again = (await json(['migrate', ...from])) as Answer;
      assert.deepEqual(
        again.items.filter(({ is }) => is === 'imported'),
        [],
      );
      await json(['status']);
      assert.match((await ask(['status'])).stdout, /^2 complete, 3 failed, 1 cancelled$/m);
      const queued = (await json(['migrate', ...from, '--queue'])) as Answer;
      const last = queued.items.find(({ is, path }) => is === 'imported' && /006$/.test(path));
      assert.equal((await ask(['wait', last?.as ?? 'none'])).code, 0);
      const { after } = await show(project, Number(last?.as?.slice(5)));
      assert.deepEqual(after, [first]);
      await allGone(project);
      assert.equal((await orchestra(['recover'])).stdout, 'nothing is out of order\n');
      const now = listing(project.folder).filter((line) => line.includes('task_17330'));
      assert.deepEqual(now, left, 'nothing of the old is changed');
    });

  it('refuses a folder where nothing is', async (t) => {
    const project = projectOf(t);
    const { code, stderr } = await project.orchestra(['migrate', 'nowhere']);
    assert.equal(code, 1);
    assert.match(stderr, /^error: no tasks\/ in nowhere, .*\nhint: orchestra migrate FOLDER/);
    assert.ok(!existsSync(join(project.root, 'tasks')));
  });
});
