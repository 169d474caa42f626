import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { identityOf, livenessOf } from '../../src/adapters/processes/identity.ts';
import { groupOf, pauseOf, runAgent, runScript, shells, startRun } from '../support/local-run.ts';
import { startUnderParent } from '../support/starter.ts';
import { settled, until } from '../support/until.ts';

describe('the shim', { concurrency: true }, () => {
  for (const shell of shells) {
    describe(`in ${shell.join(' ')}`, { concurrency: 24 }, () => {
      describe('writes down how the agent ended:', { concurrency: 24 }, () => {
        for (const [what, argv, exit] of [
          ['well', ['true'], 0],
          ['with 7', ['sh', '-c', 'exit 7'], 7],
          ['never having been there', ['no-such-program'], 127],
          ['not being a program', ['./plain'], 126],
          ['killed', ['sh', '-c', 'kill -9 $$'], 137],
          ['of INT, which it does not ignore', ['sh', '-c', 'kill -s INT $$; exit 3'], 130],
          [
            'of QUIT, which it does not ignore',
            [process.execPath, '-e', "process.kill(process.pid, 'SIGQUIT')"],
            131,
          ],
        ] as const) {
          it(`${what}: ${exit}`, async (t) => {
            const run = await startRun(t, argv, { shell });
            writeFileSync(join(run.folder, 'plain'), 'x');
            chmodSync(join(run.folder, 'plain'), 0o600);
            run.gate.open();
            assert.deepEqual(await run.end(), { is: 'ended', exit, strays: 0 });
            assert.equal(run.read('exit'), `${exit}\n`);
            assert.equal(run.read('overdue'), '');
            // What the shell has to say of a program it could not run is for the reader.
            assert.equal(
              run.read('stderr') !== '',
              exit === 126 || exit === 127,
              run.read('stderr'),
            );
          });
        }
      });

      for (const [what, plant] of [
        ['a folder', 'mkdir -p exit/in'],
        ['a link to nothing', 'ln -s /nowhere/exit exit'],
        ['a FIFO without a reader', 'mkfifo exit'],
      ] as const)
        it(`writes it down where the agent has put ${what}`, { timeout: 30_000 }, async (t) => {
          const run = await runAgent(t, ['sh', '-c', `${plant} && exit 3`], { shell });
          assert.deepEqual(await run.end(), { is: 'ended', exit: 3, strays: 0 });
        });

      it('lets an agent that catches TERM choose its status', async (t) => {
        const run = await runScript(
          t,
          'trap "exit 5" TERM; echo . >begun; while :; do sleep 1; done',
          { shell },
        );
        await run.launcher.signal(run, 'TERM');
        assert.deepEqual(await run.end(), { is: 'ended', exit: 5, strays: 0 });
      });

      it('adds nothing to the environment, the arguments or the mask of the agent', async (t) => {
        const script = `process.stdout.write(JSON.stringify([process.env, process.argv.slice(1), process.umask()]))`;
        const odd = ['', 'two  words', '$HOME', '*', 'a\nb', "'", '-x'];
        const environment = { EMPTY: '', ODD: 'a\nb $c', HOME: '/nowhere' };
        const argv = [process.execPath, '-e', script, '--', ...odd];
        const run = await startRun(t, argv, { shell, environment });
        run.gate.open();
        await run.end();
        const [seen, args, umask] = JSON.parse(run.read('stdout'));
        // Every shell keeps these itself.
        for (const name of ['PWD', 'OLDPWD', 'SHLVL', '_']) delete seen[name];
        const { token } = run.handle;
        const PATH = process.env['PATH'];
        assert.deepEqual(seen, { PATH, ORCHESTRA_RUN: token, ...environment });
        assert.deepEqual(args, odd);
        assert.equal(umask, process.umask());
      });

      for (const [what, said, isStopped] of [
        ['leaves and runs nothing when its starter is killed before it says go', '', false],
        ['leaves and runs nothing when its starter is killed inside of its go', 'g', false],
        ['finding 3: leaves and runs nothing when its starter is stopped, then killed', '', true],
      ] as const) {
        it(what, async (t) => {
          const { starter, identity, folder } = await startUnderParent(t, shell, said);
          if (isStopped) {
            process.kill(starter, 'SIGSTOP');
            assert.equal(livenessOf(identity), 'alive');
          }
          process.kill(starter, 'SIGKILL');
          await until('the shim has left', () => livenessOf(identity) === 'dead');
          assert.deepEqual(readdirSync(folder).sort(), ['deadline', 'never']);
        });
      }

      it('leaves and runs nothing when it hears TERM behind its gate', async (t) => {
        const run = await startRun(t, ['sh', '-c', ': >begun'], { shell });
        await run.launcher.signal(run, 'TERM');
        run.gate.open();
        assert.deepEqual(await run.end(), { is: 'gone' });
        assert.deepEqual(readdirSync(run.folder).sort(), ['deadline', 'stderr', 'stdout']);
      });

      it('takes what is left of the group with it', async (t) => {
        const run = await runScript(t, 'trap "" HUP TERM; sleep 60 & echo $! >begun; exit 0', {
          shell,
        });
        assert.deepEqual(await run.end(), { is: 'ended', exit: 0, strays: 0 });
        await until('it is gone', () => identityOf(Number(run.read('begun'))) === undefined);
      });

      it('leaves nothing behind, however short the agent is', async (t) => {
        const groups: number[] = [];
        for (let round = 0; round < 20; round += 1) {
          const run = await runAgent(t, ['true'], { shell, deadlineS: 60 });
          groups.push(run.handle.identity.pid);
          await settled('it has ended', run.gate.ended);
          assert.equal(run.read('exit'), '0\n');
        }
        await until('all are gone', () => groups.every((group) => groupOf(group).length === 0));
      });

      it('writes the status down once the disk lets it', async (t) => {
        const run = await startRun(t, ['sh', '-c', 'exit 7'], { shell });
        // A folder in which not even root can create a file.
        const aside = `${run.folder}-aside`;
        renameSync(run.folder, aside);
        symlinkSync(existsSync('/proc') ? '/proc' : '/', run.folder);
        t.after(() => rmSync(aside, { recursive: true, force: true }));
        run.gate.open();
        // Its children are then the watchdog and the pause before it tries again.
        const shimPid = run.handle.identity.pid;
        await until(
          'it waits',
          () => pauseOf(run.handle.identity.pid) && childrenOf(shimPid).length === 2,
        );
        unlinkSync(run.folder);
        renameSync(aside, run.folder);
        assert.deepEqual(await run.end(), { is: 'ended', exit: 7, strays: 0 });
      });

      it('does not linger when its folder was removed', async (t) => {
        const run = await runScript(t, 'echo . >begun; exec sleep 60', { shell });
        rmSync(run.folder, { recursive: true });
        await run.launcher.signal(run, 'TERM');
        assert.deepEqual(await run.end(), { is: 'gone' });
      });
    });
  }
});

const childrenOf = (parent: number) => groupOf(parent).filter(({ ppid }) => ppid === parent);
