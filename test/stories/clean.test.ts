import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { finish, listing, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Cleaned {
  readonly results: readonly {
    readonly task: string;
    readonly ok: string;
    readonly message: string;
  }[];
  readonly removed: number;
  readonly bytes?: number;
  readonly dryRun: boolean;
}

/** Runs each prompt to its end, in this order. */
async function finished(project: Project, prompts: readonly string[]): Promise<void> {
  const input = prompts.map((prompt) => `${JSON.stringify({ prompt })}\n`).join('');
  await finish(project, ['--batch', '-'], { input });
}

const clean = async (project: Project, ...words: string[]): Promise<Cleaned> =>
  (await project.json(['clean', ...words])) as Cleaned;

const counts = async ({ json }: Project): Promise<readonly number[]> => {
  const { counts: shown } = (await json(['status'])) as { counts: Record<string, number> };
  return ['complete', 'failed', 'cancelled'].map((status) => shown[status] ?? 0);
};

const runsOf = ({ root }: Project): string[] =>
  readdirSync(join(root, 'runs'))
    .filter((name) => name !== 'floor')
    .sort();

describe('clean', { concurrency: 2 }, () => {
  it('takes what has ended by its status, with all it left, and counts what stays', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true', 'exit 3', 'echo hello']);
    const { results, removed, bytes = 0 } = await clean(project, 'complete');
    assert.deepEqual(results, [
      { task: 'task_1', ok: 'yes', message: 'task_1 is removed' },
      { task: 'task_3', ok: 'yes', message: 'task_3 is removed' },
    ]);
    assert.equal(removed, 2);
    assert.ok(bytes > 0);
    assert.deepEqual(await counts(project), [0, 1, 0]);
    assert.deepEqual(runsOf(project), ['2']);
    assert.equal((await project.ask(['show', '1'])).code, 1);
    assert.equal(
      (await project.orchestra(['clean', 'all'])).stdout.split('\n')[0],
      'task_2 is removed',
    );
    assert.equal((await project.orchestra(['clean', 'all'])).stdout, 'nothing to remove\n');
    assert.equal(
      (await project.orchestra(['start', 'sh', 'true', '--no-run', '-q'])).stdout,
      'task_4\n',
    );
  });

  it('says what it wants to know, and never means everything by nothing', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true']);
    const before = listing(project.folder);
    const choices =
      /hint: orchestra clean complete\|failed\|cancelled\|all .*, or orchestra clean ID…$/m;
    for (const [words, says] of [
      [[], /^error: clean what\?$/m],
      [[''], /^error: "" is neither a status nor a task$/m],
      [['complet'], /did you mean complete\?$/m],
      [['running'], /^error: only what is finished can be removed, and running is not$/m],
      [['*'], /^error: "\*" is neither/m],
    ] as const) {
      const { code, stderr } = await project.orchestra(['clean', ...words]);
      assert.equal(code, 2);
      assert.match(stderr, says);
      assert.match(stderr, words[0] === 'running' ? /orchestra cancel stops tasks/ : choices);
    }
    const aged = await project.orchestra(['clean', '1', '--older-than', '7d']);
    assert.match(aged.stderr, /hint: orchestra clean all --older-than 7d$/m);
    const missing = await project.orchestra(['clean', '1', '99']);
    assert.match(missing.stderr, /^error: there is no task_99$/m);
    assert.deepEqual(listing(project.folder), before);
  });

  it('tells beforehand what it would do, and writes nothing', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true', 'exit 1']);
    await project.ask(['start', 'sh', 'true', '--after', '1', '--delay', '1h', '--no-run']);
    const before = listing(project.folder);
    const { results, removed, bytes, dryRun } = await clean(project, 'all', '--dry-run');
    assert.deepEqual({ removed, bytes, dryRun }, { removed: 1, bytes: undefined, dryRun: true });
    assert.deepEqual(
      results.map(({ ok, message }) => [ok, message]),
      [
        ['no', 'task_1 is kept: task_3 waits for it'],
        ['yes', 'task_2 would be removed'],
      ],
    );
    const live = await project.orchestra(['clean', '3', '--dry-run']);
    assert.equal(
      live.stderr,
      'task_3 is blocked; only a finished task can be removed or archived\n',
    );
    assert.equal(live.code, 1);
    assert.deepEqual(listing(project.folder), before);
    const { code, stdout, stderr } = await project.orchestra(['clean', 'all']);
    assert.equal(code, 0, 'what nobody named may be kept');
    assert.match(stdout, /^task_2 is removed\nremoved 1 task, /);
    assert.equal(stderr, 'task_1 is kept: task_3 waits for it\n');
    assert.equal((await project.orchestra(['clean', '1'])).code, 1, 'what was named may not');
  });

  it('chooses by age', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true', 'true', 'true']);
    // As if two of them had ended long ago.
    const finish = (number: number, endedAt: string): void => {
      const path = `.orchestra/tasks/task_${number}.json`;
      const task = JSON.parse(project.read(path));
      const day = task.settled.endedAt.slice(0, 10);
      rmSync(join(project.root, `queue/finished/${day}/${number}.complete`));
      project.write(path, JSON.stringify({ ...task, settled: { ...task.settled, endedAt } }));
      project.write(`.orchestra/queue/finished/${endedAt.slice(0, 10)}/${number}.complete`, '');
    };
    finish(1, '2020-05-05T10:00:00.000Z');
    finish(2, new Date(Date.now() - 3 * 3_600_000).toISOString());
    const chosen = async (age: string) =>
      (await clean(project, 'all', '--older-than', age, '--dry-run')).results.map(
        ({ task }) => task,
      );
    assert.deepEqual(await chosen('7d'), ['task_1']);
    assert.deepEqual(await chosen('2h'), ['task_1', 'task_2']);
    assert.deepEqual(await chosen('10h'), ['task_1']);
  });

  it('follows no link, and leaves alone what only looks like a task of its own', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true', 'true']);
    const precious = join(project.folder, 'precious');
    mkdirSync(precious);
    writeFileSync(join(precious, 'file'), 'keep');
    symlinkSync(precious, join(project.root, 'runs/1/out/linked'));
    symlinkSync(join(precious, 'file'), join(project.root, 'tasks/task_1.error'));
    symlinkSync(precious, join(project.root, 'logs/task_1.log'));
    mkdirSync(join(project.root, 'runs/mine'));
    assert.equal((await clean(project, '1')).removed, 1);
    assert.equal(project.read('precious/file'), 'keep');
    assert.deepEqual(runsOf(project), ['2', 'mine']);
    assert.equal(existsSync(join(project.root, 'logs/task_1.log')), false);
  });

  it('goes on past a damaged record, and is done by who conducts', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true', 'true', 'true']);
    project.write('.orchestra/tasks/task_2.json', '{"version": 1');
    const conductor = project.background(['daemon']);
    await until('it conducts', () => conductor.said.stderr.includes('conducting'));
    const { code, stdout, stderr } = await project.orchestra(['clean', 'complete']);
    assert.equal(code, 0);
    assert.match(stdout, /^task_1 is removed\ntask_3 is removed\nremoved 2 tasks, /);
    assert.equal(stderr, 'the record of task_2 cannot be read; orchestra doctor\n');
  });

  it('takes hundreds in one go', async (t) => {
    const project = projectOf(t);
    await finished(project, ['true']);
    const made = JSON.parse(project.read('.orchestra/tasks/task_1.json'));
    const [day = ''] = readdirSync(join(project.root, 'queue/finished'));
    for (let number = 2; number <= 600; number += 1) {
      project.write(
        `.orchestra/tasks/task_${number}.json`,
        JSON.stringify({ ...made, number, runs: [{ ...made.runs[0], run: number }] }),
      );
      project.write(`.orchestra/queue/finished/${day}/${number}.complete`, '');
      project.write(`.orchestra/runs/${number}/stdout`, 'hello\n');
    }
    const { code, stdout } = await project.orchestra(['clean', 'complete']);
    assert.equal(code, 0);
    assert.match(stdout, /^removed 600 tasks, \S+ [KM]iB\n$/);
    assert.deepEqual(await counts(project), [0, 0, 0]);
    assert.deepEqual(runsOf(project), []);
  });

  it('killed anywhere, is carried on by the next command, and the counts add up', async (t) => {
    const made = projectOf(t);
    await finished(made, ['true', 'exit 1', 'true']);
    for (const place of [
      'before:erase runs:2',
      'after:erase queue/finished/complete:1',
      'after:erase tasks/task.json:1',
      'before:replace queue/head.json:1',
      'before:create intents/answered/json:1',
    ])
      await t.test(place, async (t) => {
        const project = projectOf(t);
        cpSync(made.root, project.root, { recursive: true });
        const env = { ORCHESTRA_FAILPOINT: place };
        assert.equal((await project.orchestra(['clean', 'complete'], { env })).signal, 'SIGKILL');
        assert.deepEqual(await counts(project), [0, 1, 0]);
        assert.deepEqual(runsOf(project), ['2']);
        assert.deepEqual(readdirSync(join(project.root, 'tasks')).sort(), ['floor', 'task_2.json']);
        await finish(project, ['sh', 'true']);
        assert.ok(existsSync(join(project.root, 'runs/4/verdict.json')));
      });
  });
});
