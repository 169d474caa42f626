import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { finish, isRunning, isWatching, projectOf, type Row, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('looking', { concurrency: 2 }, () => {
  describe('status', { concurrency: 2 }, () => {
    it('shows what runs, what waits and what ended, plain where it is piped', async (t) => {
      const project = projectOf(t, { maxParallel: 1 });
      await project.ask(['start', 'sh', 'exit 1', '--no-run']);
      await project.orchestra(['run']);
      await project.ask(['start', 'sh', untilGo, '--title', 'wait for it']);
      await until('it runs', isRunning(project, 2));
      await project.ask(['start', 'sh', `x${'y'.repeat(200)}`]);
      const { stdout } = await project.orchestra(['status'], { env: { NO_COLOR: '' } });
      const lines = stdout.split('\n');
      assert.match(lines[0] ?? '', /^ +# +AGENT +STATUS +TASK +TIME +TRY$/);
      assert.match(lines[1] ?? '', /^▶ +2 +sh +running +wait for it +[\d.]+s +1$/);
      assert.match(lines[2] ?? '', /^○ +3 +sh +pending +xy+$/);
      assert.match(lines[3] ?? '', /^✖ +1 +sh +failed \(exit\) +exit 1 +[\d.]+s +1$/);
      assert.equal(lines[5], '1 running, 1 pending, 1 failed');
      assert.ok(stdout.includes('y'.repeat(200)) && !stdout.includes('\x1b'));

      const one = await project.orchestra(['status', '3']);
      assert.match(one.stdout, /^○ +3 /m);
      assert.doesNotMatch(one.stdout, /wait for it/);
      const { tasks, counts } = (await project.json(['status'])) as {
        tasks: Row[];
        counts: Record<string, number>;
      };
      assert.deepEqual(
        tasks.map(({ number, status }) => `${number} ${status}`),
        ['2 running', '3 pending', '1 failed'],
      );
      assert.equal(counts['running'], 1);
      project.write('go', '');
    });

    it('says how many more are waiting than it shows', async (t) => {
      const project = projectOf(t);
      for (let count = 0; count < 3; count += 1)
        await project.ask(['start', 'sh', 'true', '--no-run']);
      const { stdout } = await project.orchestra(['status', '--waiting', '1']);
      assert.match(stdout, /^2 more are waiting$/m);
      assert.match(stdout, /^3 pending$/m);
      await project.orchestra(['run']);
      const finished = (await project.orchestra(['status', '--finished', '2'])).stdout;
      assert.equal(finished.match(/^✔/gm)?.length, 2);
      assert.match(finished, /^3 complete$/m);
    });

    it('--watch, in a terminal, is a screen of its own until q', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      // script(1) lends a terminal; it takes the words as one line for a shell.
      const under = ['sh', '-c', 'exec script -qec "$*" /dev/null', 'sh'];
      const env = { TERM: 'xterm', NO_COLOR: '' };
      const call = { under, env, input: 'q' };
      const { code, stdout } = await project.orchestra(['status', '--watch'], call);
      assert.equal(code, 0);
      const [before, screen = '', after = ''] = stdout
        .replace('\u001b[?1049h', '\u001b[?1049l')
        .split('\u001b[?1049l');
      assert.ok(!before?.includes('\u001b['));
      assert.ok(screen.startsWith('\u001b[?25l') && screen.endsWith('\u001b[?25h'));
      assert.match(stripVTControlCharacters(screen), /○ +1 +sh +pending +true[\s\S]*q quits/);
      assert.match(stripVTControlCharacters(after), /○ +1 +sh +pending +true/);
    });

    it('--watch, piped, is a line for each change, until it is interrupted', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', untilGo]);
      const call = project.background(['status', '--watch']);
      await until('it shows the run', () => /^task_1 {2}running {2}/m.test(call.said.stdout));
      project.write('go', '');
      await until('it shows the end', () => /^task_1 {2}complete {2}/m.test(call.said.stdout));
      call.kill('SIGINT');
      const { code, stdout } = await call.ended;
      assert.equal(code, 0);
      assert.ok(!stdout.includes('\x1b'));
      assert.equal(new Set(stdout.split('\n')).size, stdout.split('\n').length, stdout);
    });
  });

  describe('wait', { concurrency: 2 }, () => {
    it('ends with 0 when all completed, else with 1', async (t) => {
      const project = projectOf(t);
      for (const prompt of ['true', 'exit 1', 'true']) await project.ask(['start', 'sh', prompt]);
      assert.equal((await project.orchestra(['wait', '1', 'task_3'])).code, 0);
      const { code, stdout } = await project.orchestra(['wait', '1', '2']);
      assert.equal(code, 1);
      assert.match(stdout, /✖ +2 +sh +failed \(exit\)/);
      const idle = await project.orchestra(['wait']);
      assert.deepEqual([idle.code, idle.stdout, idle.stderr], [0, '', 'nothing to wait for\n']);
    });

    it('--any ends with the first one', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', untilGo]);
      await project.ask(['start', 'sh', 'true']);
      const { code, stdout } = await project.orchestra(['wait', '--any', '--json', '1', '2']);
      assert.equal(code, 0);
      assert.deepEqual(
        JSON.parse(stdout).tasks.map(({ number }: Row) => number),
        [2],
      );
      project.write('go', '');
    });

    it('gives up with 124 after its timeout, with 130 when interrupted; tasks go on', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', untilGo]);
      const late = await project.orchestra(['wait', '1', '--timeout', '300ms']);
      assert.equal(late.code, 124);
      assert.match(late.stderr, /^gave up waiting; the tasks go on$/m);
      const call = project.background(['wait', '1']);
      await until('it waits', () => isWatching(call.pid));
      call.kill('SIGINT');
      assert.equal((await call.ended).code, 130);
      project.write('go', '');
      assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    });
  });

  describe('logs', { concurrency: 2 }, () => {
    it('shows one stream of one attempt, and every byte with --raw', async (t) => {
      const project = projectOf(t);
      const prompt = String.raw`printf 'out \033[2J%s\377' $ORCHESTRA_ATTEMPT; echo err >&2; [ $ORCHESTRA_ATTEMPT = 2 ]`;
      await finish(project, ['sh', prompt, '--retries', '1']);
      const said = async (...flags: string[]) =>
        (await project.orchestra(['logs', '1', ...flags])).stdout;
      assert.equal(await said('--stderr'), 'err\n');
      assert.equal(await said(), 'out \x1b[2J2\ufffd\n', 'a pipe is no terminal');
      assert.equal(await said('--attempt', '1'), 'out \x1b[2J1\ufffd\n');
      assert.equal(await said('--raw'), 'out \x1b[2J2\ufffd');
    });

    it('-f goes on until the task is finished', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', `echo one; ${untilGo}; printf two`]);
      const call = project.background(['logs', '1', '-f']);
      await until('it shows what there is', () => call.said.stdout);
      project.write('go', '');
      const { code, stdout } = await call.ended;
      assert.deepEqual({ code, stdout }, { code: 0, stdout: 'one\ntwo\n' });
    });

    it('of a task that has not run says so', async (t) => {
      const project = projectOf(t);
      await project.ask(['start', 'sh', 'true', '--no-run']);
      const { code, stderr } = await project.orchestra(['logs', '1']);
      assert.equal(code, 1);
      assert.match(stderr, /^error: .*1 has not run yet$/m);
    });
  });
});
