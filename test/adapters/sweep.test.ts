import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { identityOf } from '../../src/adapters/processes/identity.ts';
import { bearersOf, deliver, signalAgain } from '../../src/adapters/processes/sweep.ts';
import { processTable } from '../../src/adapters/processes/table.ts';
import { newToken, spawnOwn } from '../support/local-run.ts';
import { until } from '../support/until.ts';

const marked = (token: string) => ({ env: { ...process.env, ORCHESTRA_RUN: token } });

describe('the sweep', { concurrency: 8 }, () => {
  for (const platform of ['linux', 'other'] as const) {
    // The second is `ps` with the switch of this machine.
    const how =
      platform === 'linux'
        ? process.platform
        : process.platform === 'darwin'
          ? 'darwin'
          : 'freebsd';

    it(`finding 10: 37 is not 370, nor 137, nor a part of another variable (${how})`, async (t) => {
      const token = newToken();
      const own = await spawnOwn(t, ['sleep', '60'], marked(token));
      await spawnOwn(t, ['sleep', '60'], marked(`${token}0`));
      await spawnOwn(t, ['sleep', '60'], marked(`1${token}`));
      await spawnOwn(t, ['sleep', '60'], { env: { MY_ORCHESTRA_RUN: token, ...process.env } });
      await spawnOwn(t, ['sleep', '60'], { env: { ...process.env, A: `ORCHESTRA_RUN=${token}` } });
      const found = bearersOf(new Set([token]), how).get(token);
      assert.deepEqual(
        found?.map(({ pid }) => pid),
        [own],
      );
    });

    it(`finds the bearers of many tokens in one scan (${how})`, async (t) => {
      const [one, two, nobody] = [newToken(), newToken(), newToken()];
      const pids = [
        await spawnOwn(t, ['sleep', '60'], marked(one)),
        await spawnOwn(t, ['sleep', '60'], marked(two)),
        await spawnOwn(t, ['sleep', '60'], marked(two)),
      ];
      const found = bearersOf(new Set([one, two, nobody]), how);
      assert.deepEqual([...found.keys()].sort(), [one, two].sort());
      const flat = [...found.values()].flat();
      assert.deepEqual(flat.map(({ pid }) => pid).sort(), [...pids].sort());
      for (const { pid, pgid, startTime } of flat) {
        assert.equal(pgid, pid);
        assert.notEqual(startTime, '');
      }
    });
  }

  it('leaves out zombies', async (t) => {
    const token = newToken();
    const parent = await spawnOwn(t, ['sh', '-c', 'sleep 0 & exec sleep 60'], marked(token));
    await until('there is a zombie', () =>
      processTable()
        .all()
        .some(({ ppid, ended }) => ppid === parent && ended),
    );
    const found = bearersOf(new Set([token])).get(token);
    assert.deepEqual(
      found?.map(({ pid }) => pid),
      [parent],
    );
  });

  it('never finds the process that looks', () => {
    const token = newToken();
    const script = `import(${JSON.stringify(new URL(sweepUrl, import.meta.url))})
      .then(({ bearersOf }) => console.log(bearersOf(new Set(['${token}'])).size))`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], {
      ...marked(token),
      encoding: 'utf8',
    });
    assert.equal(stdout, '0\n');
  });

  it('signals only the very process that was seen', async (t) => {
    const pid = await spawnOwn(t, ['sleep', '60']);
    const ref = { pid, pgid: pid, startTime: identityOf(pid)?.startTime ?? '' };
    assert.equal(signalAgain({ ...ref, startTime: '1' }, 'SIGKILL'), false);
    assert.notEqual(identityOf(pid), undefined);
    assert.equal(signalAgain(ref, 'SIGKILL'), true);
    await until('it is gone', () => identityOf(pid) === undefined);
    assert.equal(signalAgain(ref, 'SIGKILL'), false);
  });

  it('takes it as no news that nobody is there', () => {
    assert.equal(deliver(4_194_304, 'SIGKILL'), false);
    assert.equal(deliver(-4_194_304, 'SIGKILL'), false);
  });

  it('never signals itself', () => {
    const { startTime = '' } = identityOf(process.pid) ?? {};
    const self = { pid: process.pid, pgid: process.pid, startTime };
    assert.equal(signalAgain(self, 'SIGKILL'), false);
  });
});

const sweepUrl = `../../src/adapters/processes/sweep${import.meta.url.slice(-3)}`;
