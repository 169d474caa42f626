import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { identityOf, livenessOf } from '../../src/adapters/processes/identity.ts';
import { bearersOf, deliver } from '../../src/adapters/processes/sweep.ts';
import type { Identity } from '../../src/core/run.ts';
import {
  commandIn,
  groupOf,
  leavesStray,
  newToken,
  pauseOf,
  readText,
  rearm,
  runAgent,
  runScript,
  setDeadline,
  shells,
  shim,
  spawnOwn,
  startRun,
  temporaryFolder,
} from '../support/local-run.ts';
import { until } from '../support/until.ts';

const manyManners = [
  ['polite', 'ended'],
  ['deaf', 'gone'],
] as const;

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
        ['before it says go', '', false],
        ['inside of its go', 'g', false],
        ['stopped before it says go (finding 3)', '', true],
      ] as const) {
        it(`leaves and runs nothing when its starter is killed ${what}`, async (t) => {
          const { starter, identity, folder } = await startUnderParent(t, shell, said);
          if (isStopped) {
            process.kill(starter, 'SIGSTOP');
            assert.equal(livenessOf(identity), 'alive');
          }
          process.kill(starter, 'SIGKILL');
          await until('the shim has left', () => livenessOf(identity) === 'dead');
          assert.deepEqual(readdirSync(folder), ['deadline']);
        });
      }

      it('leaves and runs nothing when it hears TERM behind its gate', async (t) => {
        const run = await startRun(t, ['sh', '-c', ': >begun'], { shell });
        await run.launcher.signal(run, 'TERM');
        run.gate.open();
        assert.deepEqual(await run.end(), { is: 'gone' });
        assert.deepEqual(readdirSync(run.folder).sort(), ['deadline', 'stderr', 'stdout']);
      });

      it('goes on, and keeps the deadline, when its starter is killed after go', async (t) => {
        const { starter, identity, folder } = await startUnderParent(t, shell, 'go\n');
        await until('the agent has begun', () => readText(folder, 'begun'));
        process.kill(starter, 'SIGKILL');
        await rearm(folder, identity.pid, 1);
        await until('the shim has left', () => livenessOf(identity) === 'dead');
        assert.equal(readText(folder, 'exit'), '143\n');
        assert.equal(readText(folder, 'overdue'), 'overdue\n');
      });

      it('says overdue before its first signal', async (t) => {
        const script = `const { copyFileSync, writeFileSync } = require('node:fs');
          process.on('SIGINT', () => { copyFileSync('overdue', 'seen'); process.exit(4); });
          writeFileSync('begun', '.');
          setInterval(() => {}, 60_000);`;
        const command = { stopSignal: 'INT' };
        const run = await runAgent(t, [process.execPath, '-e', script], { shell, command });
        await until('the agent has begun', () => run.read('begun'));
        await rearm(run.folder, run.handle.identity.pid, 0);
        assert.deepEqual(await run.end(), { is: 'ended', exit: 4, strays: 0 });
        assert.equal(run.read('seen'), 'overdue\n');
      });

      it('follows a deadline that is moved from 2 s to 3 s', async (t) => {
        const run = await startRun(t, ['sleep', '60'], { shell, deadlineS: 2 });
        run.gate.open();
        const startMs = performance.now();
        await until('the watchdog pauses', () => pauseOf(run.handle.identity.pid));
        setDeadline(run.folder, 3);
        await until('it is overdue', () => run.read('overdue') === 'overdue\n');
        assert.ok(performance.now() - startMs > 2900);
        assert.deepEqual(await run.end(), { is: 'ended', exit: 143, strays: 0 });
      });

      it('follows a deadline that was disarmed and is armed again', async (t) => {
        const run = await runScript(t, 'echo . >begun; exec sleep 60', { shell });
        await rearm(run.folder, run.handle.identity.pid, 1);
        assert.deepEqual(await run.end(), { is: 'ended', exit: 143, strays: 0 });
        assert.equal(run.read('overdue'), 'overdue\n');
      });

      it('does not come nearer to the deadline when an agent kills every sleep', async (t) => {
        const run = await runScript(t, 'echo . >begun; exec sleep 60', { shell, deadlineS: 30 });
        const pause = await until('the watchdog pauses', () => pauseOf(run.handle.identity.pid));
        process.kill(pause.pid, 'SIGKILL');
        const next = await until('it does something else', () => {
          const found = pauseOf(run.handle.identity.pid);
          return run.read('overdue') || (found?.pid !== pause.pid && found);
        });
        assert.notEqual(next, 'overdue\n');
        assert.deepEqual(await run.look(), { is: 'alive' });
      });

      it('keeps the deadline without a sleep in the PATH of the agent', async (t) => {
        const environment = { PATH: '/nowhere' };
        const run = await runAgent(t, ['/bin/sleep', '60'], { shell, environment, deadlineS: 1 });
        assert.deepEqual(await run.end(), { is: 'ended', exit: 143, strays: 0 });
      });

      it('keeps the deadline when its own shell was killed', async (t) => {
        const run = await runScript(t, 'echo $$ >begun; exec sleep 60', {
          shell,
          command: { graceMs: 0 },
        });
        const shimPid = run.handle.identity.pid;
        await until('the watchdog pauses', () => pauseOf(shimPid));
        process.kill(shimPid, 'SIGKILL');
        await run.end();
        await rearm(run.folder, shimPid, 0);
        await until('it is overdue', () => run.read('overdue'));
        await until('all are gone', async () => (await run.look()).is === 'gone');
      });

      for (const stopSignal of ['INT', 'HUP']) {
        it(`keeps the deadline through every stop signal, and from ${stopSignal} on to KILL`, async (t) => {
          const command = { stopSignal, graceMs: 0 };
          const script = 'trap "" INT TERM HUP QUIT; echo . >begun; exec sleep 60';
          const run = await runScript(t, script, { shell, command });
          for (const signal of ['INT', 'TERM', 'HUP', 'QUIT'] as const) {
            await run.launcher.signal(run, signal);
          }
          await rearm(run.folder, run.handle.identity.pid, 0);
          await run.end();
          await until('all are gone', async () => (await run.look()).is === 'gone');
          assert.equal(run.read('overdue'), 'overdue\n');
        });
      }

      // Elsewhere only a conductor can find those that left the group.
      for (const [manners, is] of process.platform === 'linux' ? manyManners : []) {
        it(`sweeps what left the group of an overdue agent that is ${manners}`, async (t) => {
          const token = newToken();
          const neighbour = await spawnOwn(t, ['sleep', '60'], {
            env: { ORCHESTRA_RUN: `${token}0` },
          });
          const wait = `${manners === 'deaf' ? "process.on('SIGTERM', () => {});" : ''}
          setInterval(() => {}, 60_000);`;
          const argv = [process.execPath, '-e', `${leavesStray.at(-1)}${wait}`];
          const command = { token, graceMs: 0 };
          const run = await runAgent(t, argv, { shell, command });
          const stray = await until('somebody left the group', () =>
            bearersOf(new Set([token]))
              .get(token)
              ?.find(({ pgid }) => pgid !== run.handle.identity.pid),
          );
          await rearm(run.folder, run.handle.identity.pid, 0);
          await run.end();
          await until('it is swept', () => identityOf(stray.pid) === undefined);
          await until('all are gone', async () => (await run.look()).is === is);
          assert.notEqual(identityOf(neighbour), undefined);
        });
      }

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
          await run.gate.ended;
          assert.equal(run.read('exit'), '0\n');
        }
        await until('all are gone', () => groups.every((group) => groupOf(group).length === 0));
      });

      it('writes the status down once the disk lets it', async (t) => {
        const run = await startRun(t, ['sh', '-c', 'exit 7'], { shell });
        mkdirSync(join(run.folder, 'exit'));
        run.gate.open();
        // Its children are then the watchdog and the pause before it tries again.
        const shimPid = run.handle.identity.pid;
        await until(
          'it waits',
          () => pauseOf(run.handle.identity.pid) && childrenOf(shimPid).length === 2,
        );
        rmdirSync(join(run.folder, 'exit'));
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

// A conductor of another process: it starts a shim, says that much to its gate, and stays.
const starterScript = `
  const [file, args, cwd, env, said] = JSON.parse(process.argv[1]);
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'];
  const child = require('node:child_process').spawn(file, args, { cwd, env, stdio, detached: true });
  child.once('spawn', () => child.stdio[3].write(said, () => console.log(child.pid)));
  setInterval(() => {}, 60_000);`;

const startUnderParent = async (
  t: TestContext,
  [program, ...options]: readonly [string, ...string[]],
  said: string,
): Promise<{ starter: number; identity: Identity; folder: string }> => {
  const folder = temporaryFolder(t);
  setDeadline(folder, undefined);
  const { environment } = commandIn(folder, [], {});
  const agent = ['sh', '-c', 'echo . >begun; exec sleep 60'];
  const args = [...options, '-c', shim, 'orchestra-shim', folder, 'TERM', '1', ...agent];
  const argument = JSON.stringify([program, args, folder, environment, said]);
  const starter = spawn(process.execPath, ['-e', starterScript, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => starter.kill('SIGKILL'));
  const [line] = await once(starter.stdout, 'data');
  const pid = Number(line);
  t.after(() => deliver(-pid, 'SIGKILL'));
  const identity = identityOf(pid) ?? assert.fail('the shim cannot be seen');
  return { starter: starter.pid ?? assert.fail('no starter'), identity, folder };
};
