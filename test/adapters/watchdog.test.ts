import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import { identityOf, livenessOf } from '../../src/adapters/processes/identity.ts';
import { bearersOf } from '../../src/adapters/processes/sweep.ts';
import {
  leavesStray,
  newToken,
  pauseOf,
  readText,
  rearm,
  runAgent,
  runScript,
  setDeadline,
  shells,
  spawnOwn,
  startRun,
  temporaryFolder,
} from '../support/local-run.ts';
import { startUnderParent } from '../support/starter.ts';
import { until } from '../support/until.ts';

const manyManners = [
  ['polite', 'ended'],
  ['deaf', 'gone'],
] as const;

describe('the watchdog of the shim', { concurrency: true }, () => {
  for (const shell of shells) {
    describe(`in ${shell.join(' ')}`, { concurrency: 24 }, () => {
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

      it('follows a deadline that is moved while it pauses', async (t) => {
        const run = await startRun(t, ['sleep', '60'], { shell, deadlineS: 5 });
        run.gate.open();
        const first = await until('the watchdog pauses', () => pauseOf(run.handle.identity.pid));
        setDeadline(run.folder, 60);
        const second = await until('it pauses once more, or has had enough', () => {
          const found = pauseOf(run.handle.identity.pid);
          return run.read('overdue') || (found?.pid !== first.pid && found);
        });
        assert.notEqual(second, 'overdue\n');
        await rearm(run.folder, run.handle.identity.pid, 1);
        assert.deepEqual(await run.end(), { is: 'ended', exit: 143, strays: 0 });
        assert.equal(run.read('overdue'), 'overdue\n');
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

      it('stops an agent whose run folder was removed: nobody else can', async (t) => {
        // It works elsewhere, as agents do.
        const cwd = temporaryFolder(t);
        const script = 'trap "" TERM; echo . >begun; exec sleep 60';
        const command = { cwd, graceMs: 0 };
        const run = await runAgent(t, ['/bin/sh', '-c', script], { shell, command });
        await until('the agent has begun', () => readText(cwd, 'begun'));
        const pause = await until('the watchdog pauses', () => pauseOf(run.handle.identity.pid));
        rmSync(run.folder, { recursive: true });
        process.kill(pause.pid, 'SIGKILL');
        await run.end();
        await until('all are gone', async () => (await run.look()).is === 'gone');
        assert.equal(existsSync(run.folder), false);
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
    });
  }
});
