import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Project } from '../support/cli.ts';
import { conductors, finish, listing, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('damage on the disk', { concurrency: 3 }, () => {
  it('of records stops nobody else, is named, and is put aside', async (t) => {
    const project = await withTasks(t, 4);
    project.write('.orchestra/tasks/task_2.json', '{ "version": 1, "numb');
    project.write('.orchestra/tasks/task_3.json', '');
    const { stdout } = await project.ask(['status']);
    assert.match(stdout, /^cannot be read: task_2, task_3$/m);
    assert.doesNotMatch(stdout, /more are waiting/);
    const shown = await project.ask(['show', '2']);
    assert.equal(shown.code, 1);
    assert.match(shown.stderr, /^error: .*task_2\.json is damaged: .* at line 1, column 22\nhint/);

    await project.orchestra(['run']);
    for (const number of [1, 4]) assert.equal((await show(project, number)).status, 'complete');
    const aside = readdirSync(join(project.root, 'quarantine')).map((name) => name.split('.')[0]);
    assert.deepEqual(aside.sort(), ['task_2', 'task_3']);
    const next = await project.orchestra(['start', 'sh', 'true', '--no-run', '-q']);
    assert.equal(next.stdout, 'task_5\n', 'numbers are never used again');
  });

  it('of a wish harms no other wish', async (t) => {
    const project = await withTasks(t, 2);
    const order = '00000000000001-0000000000000000';
    project.write(`.orchestra/intents/${order}.json`, '{"kind":"cancel"');
    project.write('.orchestra/intents/not-ours.json', 'nonsense');
    const { code, stdout } = await project.orchestra(['cancel', '2']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'task_2 is cancelled\n' });
    assert.equal((await project.orchestra(['run'])).code, 0);
    assert.equal((await show(project, 1)).status, 'complete');
  });

  it('of the head and the journal costs nothing but a count', async (t) => {
    const project = await withTasks(t, 2);
    await project.orchestra(['run']);
    for (const [file, count] of Object.entries({ 'head.json': 2, journal: 3 })) {
      project.write(`.orchestra/queue/${file}`, '{"seq": 1, "compl');
      const { code, stdout } = await project.ask(['status']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^${count} complete$`, 'm'));
      await finish(project, ['sh', 'true']);
    }
    assert.match((await project.ask(['status'])).stdout, /^4 complete$/m);
  });

  it('of the shim fails no run: it is put aside, and made anew', async (t) => {
    const project = await withTasks(t, 1);
    await project.orchestra(['run']);
    const [shim = ''] = readdirSync(join(project.root, 'shim'));
    const text = project.read('.orchestra/shim', shim);
    project.write(`.orchestra/shim/${shim}`, text.slice(0, 100));
    const again = await project.orchestra(['start', 'sh', 'true', '--wait', '-q']);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(project.read('.orchestra/shim', shim), text);
    assert.match(readdirSync(join(project.root, 'quarantine')).join(), /^shim\.\w+\.sh\.\d+$/);
  });

  it('of a verdict or an exit file leaves the record as it is', async (t) => {
    const project = await withTasks(t, 1);
    await project.orchestra(['run']);
    for (const file of ['verdict.json', 'spec.json', 'exit', 'started'])
      project.write(`.orchestra/runs/1/${file}`, '{');
    assert.equal((await show(project)).status, 'complete');
    assert.equal((await project.ask(['logs', '1'])).code, 0);
    assert.equal((await project.orchestra(['retry', '1'])).code, 0);
    assert.equal((await project.ask(['wait', '1'])).code, 0);
  });

  it('read-only, it is looked at all the same, and says what it cannot', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', `echo hi; ${untilGo}`]);
    await until('it runs', () => project.read('.orchestra/runs/1/stdout') === 'hi\n');
    for (const { pid } of conductors(project)) process.kill(pid, 'SIGKILL');
    project.write('go', '');
    await until('it has ended', () => project.read('.orchestra/runs/1/exit') !== '');
    await until('all have left', () => project.processes().length === 0);
    setWritable(project.root, false);
    try {
      const before = listing(project.folder);
      // Root reads and writes what it likes, unless it gives up its capabilities.
      const under =
        process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];
      for (const [args, says] of [
        [['status'], /^▶ +1 +sh +running/m],
        [['show', '1'], /^▶ task_1 {2}running$/m],
        [['logs', '1'], /^hi$/m],
        [['daemon', 'status'], /conducted, and is gone$/m],
      ] as const) {
        const { stdout, stderr } = await project.orchestra(args, { under });
        assert.match(stdout, says);
        assert.equal(stderr, '');
      }
      for (const args of [
        ['start', 'sh', 'x'],
        ['cancel', '1'],
        ['retry', '1'],
        ['run'],
        ['wait', '1'],
        ['daemon', 'start'],
      ]) {
        const { code, stderr } = await project.orchestra(args, { under });
        assert.equal(code, 1, args.join(' '));
        assert.match(
          stderr,
          /^error: cannot write [^\n]*: permission denied\nhint: [^\n]*\n$/,
          args.join(' '),
        );
      }
      assert.deepEqual(listing(project.folder), before);
    } finally {
      setWritable(project.root, true); // Or it could not be removed.
    }
  });
});

async function withTasks(t: TestContext, count: number): Promise<Project> {
  const project = projectOf(t);
  for (let number = 1; number <= count; number += 1)
    await project.ask(['start', 'sh', `echo ${number}`, '--no-run']);
  return project;
}

function setWritable(folder: string, isWritable: boolean): void {
  const names = readdirSync(folder, { recursive: true }) as string[];
  for (const path of ['', ...names].map((name) => join(folder, name))) {
    const { mode } = lstatSync(path);
    chmodSync(path, isWritable ? mode | 0o200 : mode & 0o555);
  }
}
