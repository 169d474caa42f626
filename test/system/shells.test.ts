import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { groupOf, runAgent, runScript } from '../support/local-run.ts';
import { until } from '../support/until.ts';

/** The shells that /bin/sh is on the systems we know, and the package that has each. */
const shells = [
  { shell: ['dash'], from: 'dash' },
  { shell: ['bash', '--posix'], from: 'bash' },
  { shell: ['busybox', 'sh'], from: 'busybox' },
] as const;

for (const { shell, from } of shells) {
  const isThere = spawnSync(shell[0], [...shell.slice(1), '-c', ':']).status === 0;
  const skip = isThere ? false : `needs the package ${from}`;

  describe(`the shim in ${shell.join(' ')}`, { skip, concurrency: true }, () => {
    it('keeps every exit code', async (t) => {
      for (const exit of [0, 1, 125, 255]) {
        const run = await runAgent(t, ['sh', '-c', `exit ${exit}`], { shell });
        assert.deepEqual(await run.end(), { is: 'ended', exit, strays: 0 });
      }
    });

    it('ends a deaf agent when its time is up, and what has left its group', async (t) => {
      const deaf = 'trap "" INT TERM; setsid sleep 60 & echo . >begun; while :; do sleep 60; done';
      const run = await runScript(t, deaf, { shell, deadlineS: 1 });
      await run.end();
      assert.equal(run.read('overdue'), 'overdue\n');
      const { pid } = run.handle.identity;
      await until('its group is gone', () => groupOf(pid).length === 0);
      assert.deepEqual(await run.look(), { is: 'gone' });
    });

    it('lets INT reach the agent, and keeps how it took it', async (t) => {
      const script = 'trap "exit 9" INT; echo . >begun; while :; do sleep 0.05; done';
      const run = await runScript(t, script, { shell });
      await run.launcher.signal(run, 'INT');
      assert.deepEqual(await run.end(), { is: 'ended', exit: 9, strays: 0 });
    });
  });
}
