import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { isRunning, listing, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Checked {
  readonly results: readonly {
    readonly task: string;
    readonly ok: string;
    readonly message: string;
  }[];
  readonly tasks: readonly {
    readonly number: number;
    readonly is: string;
    readonly limitMs?: number;
    readonly remainingMs?: number;
    readonly percent?: number;
    readonly endsAt?: string;
  }[];
}

const check = async (project: Project, ...words: string[]): Promise<Checked['tasks']> =>
  ((await project.json(['timeout', 'check', ...words])) as Checked).tasks;

/** A project with one task that runs until the story says so. */
async function running(project: Project, ...words: string[]): Promise<void> {
  await project.ask(['start', 'sh', untilGo, '-q', ...words]);
  await until('it runs', isRunning(project));
}

const deadline = ({ read }: Project): string => read('.orchestra/runs/1/deadline');

describe('timeout', { concurrency: 2 }, () => {
  it('gives a running task more time, once for each time it is asked', async (t) => {
    const project = projectOf(t);
    await running(project, '--timeout', '10m');
    assert.equal(deadline(project), '600\n');
    const first = await project.orchestra(['timeout', 'extend', '1', '300']);
    assert.deepEqual(
      { ...first },
      {
        code: 0,
        signal: null,
        stdout: 'task_1 may run 15m 00s\n',
        stderr: '',
      },
    );
    const { results, tasks } = (await project.json([
      ...['timeout', 'extend', 'task_1', '--duration', '5m'],
    ])) as Checked;
    assert.deepEqual(results, [{ task: 'task_1', ok: 'yes', message: 'task_1 may run 20m 00s' }]);
    assert.equal(tasks[0]?.limitMs, 1_200_000);
    assert.equal(deadline(project), '1200\n');
    assert.equal((await show(project)).timeoutMs, 600_000, 'later attempts keep theirs');
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
    const late = await project.ask(['timeout', 'extend', '1', '5m']);
    assert.equal(late.code, 1);
    assert.equal(late.stderr, 'error: task_1 is already complete\n');
  });

  it('set shorter than it has run ends a task at once, and whoever looks is told why', async (t) => {
    const project = projectOf(t);
    await running(project);
    assert.equal((await check(project))[0]?.is, 'unlimited');
    const { code, stdout } = await project.ask(['timeout', 'set', '1', '1']);
    assert.equal(code, 0);
    assert.match(stdout, /^task_1 may run 1\.0s/);
    assert.equal((await project.ask(['wait', '1'])).code, 1);
    const { status, reason } = await show(project);
    assert.deepEqual([status, reason], ['failed', 'timeout']);
  });

  it('taken away ends nothing', async (t) => {
    const project = projectOf(t);
    await running(project, '--timeout', '1h');
    const { stdout } = await project.ask(['timeout', 'set', '1', 'none']);
    assert.equal(stdout, 'task_1 may run without a limit\n');
    assert.equal(deadline(project), '\n');
    assert.match((await project.ask(['show', '1'])).stdout, /^timeout +none$/m);
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
  });

  it('is checked without a write: what is used, what is left, and from 80 % on a warning', async (t) => {
    const project = projectOf(t);
    await running(project, '--timeout', '1h');
    await project.ask(['start', 'sh', 'true', '--delay', '1h', '--timeout', '2m', '--no-run']);
    const before = listing(project.folder);
    const [fine] = await check(project);
    assert.equal(fine?.is, 'fine');
    assert.equal(fine?.limitMs, 3_600_000);
    assert.ok((fine?.remainingMs ?? 0) > 3_000_000 && (fine?.percent ?? 99) < 20);
    assert.match(fine?.endsAt ?? '', /Z$/);
    const [idle] = await check(project, '2');
    assert.deepEqual([idle?.number, idle?.is, idle?.limitMs], [2, 'idle', 120_000]);
    const { code, stdout } = await project.ask(['timeout']);
    assert.equal(code, 0);
    assert.match(stdout, /^ +# +USED +LIMIT +LEFT +TASK\n✔ +1 +\S+ \(\d+ %\) +1h 00m +(59m|1h)/);
    assert.deepEqual(listing(project.folder), before);
    project.write('go', '');
  });

  it('that has passed with nobody there to act on it is an alarm', async (t) => {
    const project = projectOf(t);
    await running(project, '--timeout', '1h');
    await project.ask(['daemon', 'stop']);
    // As if it had begun two hours ago.
    const path = '.orchestra/runs/1/started';
    const started = JSON.parse(project.read(path));
    const monotonicMs = Math.max(0, started.since.monotonicMs - 3_000_000);
    const warned = started.since.monotonicMs - monotonicMs;
    project.write('.orchestra/runs/1/deadline', `${Math.round((warned / 1000) * 1.1)}\n`);
    project.write(path, JSON.stringify({ ...started, since: { ...started.since, monotonicMs } }));
    assert.equal((await check(project))[0]?.is, 'warning');
    assert.equal((await project.ask(['timeout', 'check'])).code, 0);
    project.write('.orchestra/runs/1/deadline', `${Math.floor(warned / 1000)}\n`);
    const { code, stdout } = await project.ask(['timeout', 'check']);
    assert.equal(code, 1);
    assert.match(stdout, /^✖ +1 .*overdue/m);
    project.write('go', '');
  });

  it('says what it wants to know', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'true', '--no-run']);
    for (const [words, says] of [
      [
        ['set'],
        /^error: timeout set takes a task and a duration\nhint: orchestra timeout set 12 30m$/m,
      ],
      [['set', '1'], /takes a task and a duration/],
      [['extend', '1', 'none'], /^error: none is no time to extend by$/m],
      [['extend', '1', '0'], /^error: --duration is no duration: "0"/m],
      [['set', '1', 'soon'], /^error: --duration is no duration: "soon"/m],
      [['set', '1', '99999d'], /longer than ten years/],
      [['set', '30m', '1'], /^error: "30m" is no task/m],
      [['chek'], /did you mean check\?/],
    ] as const) {
      const { code, stderr } = await project.ask(['timeout', ...words]);
      assert.equal(code, 2, words.join(' '));
      assert.match(stderr, says);
    }
    const pending = await project.ask(['timeout', 'extend', '1', '5m']);
    assert.equal(
      pending.stderr,
      'error: task_1 is pending; only a run that runs now can be extended\n',
    );
    assert.equal((await project.ask(['timeout', 'set', '9', '5m'])).code, 1);
    assert.equal((await project.ask(['timeout', 'check'])).stderr, 'nothing runs\n');
  });
});
