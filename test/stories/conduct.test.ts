import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  allGone,
  conductors,
  finish,
  isConducted,
  isRunning,
  projectOf,
  show,
  untilGo,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('conducting', { concurrency: 2 }, () => {
  describe('run', { concurrency: 2 }, () => {
    it('drains the queue here, and leaves nobody behind', async (t) => {
      const project = projectOf(t);
      for (const prompt of ['true', 'true', 'exit 3'])
        await project.ask(['start', 'sh', prompt, '--no-run']);
      const { code, stdout } = await project.orchestra(['run']);
      assert.equal(code, 1);
      assert.match(stdout, /^task_1 {2}pending {2}true$/m);
      assert.match(stdout, /^task_3 {2}failed \(exit\) {2}exit 3$/m);
      assert.deepEqual(project.processes(), []);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      const next = await project.orchestra(['run']);
      assert.match(next.stdout, /^(task_4 .*\n)+$/, 'what ended before is no news');
      const again = await project.orchestra(['run']);
      assert.deepEqual(
        { code: again.code, out: again.stdout },
        { code: 0, out: 'nothing to run\n' },
      );
    });

    it('runs only what is named, so many at once as it may', async (t) => {
      const project = projectOf(t);
      const prompt = 'mkdir lock && sleep 0.1 && rmdir lock';
      for (let count = 0; count < 3; count += 1)
        await project.ask(['start', 'sh', prompt, '--no-run']);
      const { code } = await project.orchestra(['run', '1', 'task_3', '--parallel', '1', '--json']);
      assert.equal(code, 0);
      assert.equal((await show(project, 2)).status, 'pending');
      assert.equal((await show(project, 3)).status, 'complete');
    });

    it('interrupted, it hands what runs to the background and ends with 130', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', untilGo, '--no-run']);
      const call = project.background(['run']);
      await until('it runs', isRunning(project));
      call.kill('SIGINT');
      const { code, stderr } = await call.ended;
      assert.equal(code, 130);
      assert.match(stderr, /1 still running; .* go on in the background/);
      await until('another one conducts', () => isConducted(project));
      project.write('go', '');
      assert.equal((await project.ask(['wait', '1'])).code, 0);
      assert.equal((await show(project)).runs.length, 1);
    });

    it('hands over in the same way when nobody reads on what it says', async (t) => {
      const project = projectOf(t);
      const untilLeft = 'until [ -e left ]; do sleep 0.05; done';
      for (const prompt of [untilLeft, untilGo])
        await project.ask(['start', 'sh', prompt, '--no-run']);
      const reader =
        'until [ -e .orchestra/runs/2/started ]; do sleep 0.05; done; exec <&-; : >left';
      const under = ['sh', '-c', `"$@" | { ${reader}; }`, 'sh'];
      const { stderr } = await project.orchestra(['run'], { under });
      assert.match(stderr, /^[12] still running; .* go on in the background/);
      await until('another one conducts', () => isConducted(project));
      project.write('go', '');
      assert.equal((await project.ask(['wait', '1', '2'])).code, 0);
      assert.equal((await show(project, 2)).runs.length, 1);
    });

    it('says at once what is finished already', async (t) => {
      const project = projectOf(t);
      await project.orchestra(['daemon', 'start']);
      await project.ask(['start', 'sh', 'exit 1', '--wait', '-q']);
      assert.deepEqual(
        { ...(await project.orchestra(['run', '1'])) },
        { code: 1, signal: null, stdout: 'task_1 is already failed\n', stderr: '' },
      );
    });

    it('has not completed what it can no longer read', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      project.write('.orchestra/tasks/task_1.json', '{ torn');
      const { code, stdout, stderr } = await project.orchestra(['run', '--json']);
      assert.equal(code, 1);
      assert.equal(JSON.parse(stdout).is, 'incomplete');
      assert.match(stderr, /^error: task_1 cannot be read$/m);
    });

    it('is not ended from elsewhere by daemon stop', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', untilGo, '--no-run']);
      const call = project.background(['run']);
      await until('it runs', isRunning(project));
      const { code, stderr } = await project.orchestra(['daemon', 'stop']);
      assert.equal(code, 1);
      assert.match(stderr, /^error: process \d+ on .* conducts in the foreground\nhint: .*Ctrl-C/);
      project.write('go', '');
      assert.equal((await call.ended).code, 0);
    });

    it('and wait, called by an agent, do not wait for its own task', async (t) => {
      const project = projectOf(t);
      const env = {
        ORCHESTRA_RUN: 'a'.repeat(32),
        ORCHESTRA_TASK_NUMBER: '1',
        ORCHESTRA_DIR: project.root,
      };
      await project.ask(['start', 'sh', untilGo, '--no-run']);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      assert.equal((await project.orchestra(['run'], { env })).code, 0);
      assert.equal((await project.orchestra(['wait'], { env })).code, 0);
      for (const command of ['run', 'wait']) {
        const { code, stderr } = await project.orchestra([command, '1', '2'], { env });
        assert.equal(code, 2);
        assert.match(stderr, /^error: task_1 cannot wait for its own end\n/);
      }
      project.write('go', '');
      assert.equal((await project.ask(['wait', '1'])).code, 0);
    });

    it('waits for who conducts already', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', untilGo]);
      await until('it runs', isRunning(project));
      const call = project.background(['run']);
      await until('it says so', () => /conducts already; waiting/.test(call.said.stderr));
      project.write('go', '');
      assert.equal((await call.ended).code, 0);
    });
  });

  describe('daemon', { concurrency: 2 }, () => {
    it('starts once, is seen, runs what is queued, and stops; what runs goes on', async (t) => {
      const project = projectOf(t);
      assert.equal(await isConducted(project), false);
      assert.match((await project.orchestra(['daemon', 'start'])).stdout, /conducts$/m);
      assert.match((await project.orchestra(['daemon', 'start'])).stdout, /conducts already$/m);
      const { stdout } = await project.orchestra(['daemon', 'status']);
      assert.match(stdout, /conducts \(daemon, since /);
      await project.ask(['start', 'sh', untilGo]);
      await until('it runs', isRunning(project));
      const stopped = await project.orchestra(['daemon', 'stop']);
      assert.equal(stopped.stdout, 'stopped\n');
      assert.match(stopped.stderr, /^1 still running; the next conductor takes them over/);
      assert.equal(await isConducted(project), false);
      project.write('go', '');
      assert.equal((await project.ask(['wait', '1'])).code, 0);
      assert.equal((await show(project)).runs.length, 1);
    });

    it('in the foreground, it leaves on Ctrl-C', async (t) => {
      const project = projectOf(t);
      const call = project.background(['daemon']);
      await until('it conducts', () => /^conducting; Ctrl-C leaves/m.test(call.said.stderr));
      const second = await project.orchestra(['daemon']);
      assert.equal(second.code, 1);
      assert.match(second.stderr, /^error: .* conducts already$/m);
      call.kill('SIGINT');
      assert.equal((await call.ended).code, 0);
      assert.equal(await isConducted(project), false);
    });

    it('one in the background leaves when there is nothing to do', async (t) => {
      const project = projectOf(t, { idleExit: '300ms' });
      await project.ask(['start', 'sh', 'true', '--wait', '-q']);
      assert.equal(conductors(project).length, 1);
      await allGone(project);
      assert.equal(await isConducted(project), false);
    });
  });

  describe('a workspace', () => {
    it('is found from any folder below it, or named', async (t) => {
      const project = projectOf(t);
      mkdirSync(join(project.folder, 'a/b'), { recursive: true });
      const cwd = join(project.folder, 'a/b');
      await finish(project, ['sh', 'pwd'], { cwd });
      assert.equal((await show(project)).message, cwd);
      for (const dir of [project.folder, project.root]) {
        const { stdout } = await project.ask(['status', '--dir', dir], { cwd: '/' });
        assert.match(stdout, /^1 complete$/m);
      }
      const env = { ORCHESTRA_DIR: project.root };
      assert.match((await project.orchestra([], { cwd: '/', env })).stdout, /^1 complete$/m);
    });

    it('is taken up where a writer left it: a record without its queue entry', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      const record = JSON.parse(project.read('.orchestra/tasks/task_1.json'));
      const orphan = JSON.stringify({ ...record, number: 2 });
      writeFileSync(join(project.root, 'tasks/task_2.json'), orphan);
      await project.orchestra(['run']);
      assert.equal((await show(project, 2)).status, 'complete');
    });
  });

  describe('demo', () => {
    it('shows three tasks, one of them at its second attempt, and where to look', async (t) => {
      const project = projectOf(t);
      const { code, stdout, stderr } = await project.orchestra(['demo', '--folder', 'shown']);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.match(stdout, /^Three tasks for a simulated agent, in .*\/shown$/m);
      assert.match(stdout, /^task_2 {2}complete, try 2 {2}/m);
      assert.match(stdout, /^ {2}cd .*\/shown$/m);
      await allGone(project);
    });
  });
});
