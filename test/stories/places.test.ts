import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Project } from '../support/cli.ts';
import { readText, temporaryFolder } from '../support/local-run.ts';
import { allGone, isRunning, projectOf, sh, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** One user with some workspaces, whose own config lets so many agents run on the machine. */
const userWith = (t: TestContext, machineMaxParallel: number, workspaces: number) => {
  const home = temporaryFolder(t);
  const config = join(home, '.config/orchestra');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'agent-config.json'), JSON.stringify({ machineMaxParallel }));
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_STATE_HOME: '',
    SHARED: home,
  };
  const all = Array.from({ length: workspaces }, () => projectOf(t));
  return { home, env, all };
};

/** A prompt for `sh`: writes down how many are at work, itself included. */
const counting = [
  'mkdir -p "$SHARED/now/$$"',
  'ls "$SHARED/now" | wc -l >>"$SHARED/counts"',
  'sleep 0.05',
  'ls "$SHARED/now" | wc -l >>"$SHARED/counts"',
  'rmdir "$SHARED/now/$$"',
].join('; ');

const patience = { timeoutMs: 120_000 };

describe('the places of the machine', () => {
  it('are never more than may be, whichever of ten conductors is killed', async (t) => {
    const most = 3;
    const { home, env, all } = userWith(t, most, 10);
    const perWorkspace = 2;
    const input = `${JSON.stringify({ agent: 'sh', prompt: counting })}\n`.repeat(perWorkspace);
    for (const { ask } of all) {
      const { code, stderr } = await ask(['start', '--batch', '-', '--no-run'], { env, input });
      assert.equal(code, 0, stderr);
    }
    const counts = () => readText(home, 'counts').split('\n').filter(Boolean).map(Number);
    const calls = all.map(({ background }) => background(['run'], { env }));
    await until('some have begun', () => counts().length >= 6, patience);
    const victims = new Set([0, 3, 6]);
    for (const at of victims) calls[at]?.kill('SIGKILL');
    const outcomes = await Promise.all(calls.map(({ ended }) => ended));
    for (const [at, { code, stderr }] of outcomes.entries())
      if (!victims.has(at)) assert.equal(code, 0, `${at}: ${stderr}`);

    for (const at of victims) {
      const project = all[at] ?? assert.fail();
      const { code, stderr } = await project.orchestra(['run'], { env });
      assert.equal(code, 0, stderr);
    }
    for (const { json } of all) {
      const { counts: done } = (await json(['status'])) as { counts: Record<string, number> };
      assert.equal(done['complete'], perWorkspace);
    }
    assert.equal(counts().length, 2 * perWorkspace * all.length, 'each has run once');
    assert.ok(Math.max(...counts()) <= most, `at once: ${counts()}`);
    assert.ok(Math.max(...counts()) > 1, 'several at once');
  });

  it('are explained, and the config of a workspace has no say', async (t) => {
    const { home, env, all } = userWith(t, 1, 2);
    const [here, there] = all as [Project, Project];
    there.background(['start', 'sh', untilGo, '--wait'], { env });
    await until('it runs', isRunning(there), patience);
    here.background(['start', 'sh', 'true', '--wait'], { env });
    await until('it is there', () => here.read('.orchestra/tasks/task_1.json'));
    const why = async () => (await here.ask(['why', '1'], { env })).stdout;
    const told = await until('it waits in line', async () => {
      const text = await why();
      return existsSync(join(home, '.local/state/orchestra/line')) && text;
    });
    assert.match(
      told,
      /\nthe only place of this machine is taken: 1 by \/.*\n.*status --everywhere\n/,
    );
    here.write(
      '.orchestra/agent-config.json',
      JSON.stringify({ machineMaxParallel: 9, agents: { sh } }),
    );
    const refused = await here.ask(['start', 'sh', 'true'], { env });
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /agent-config\.json:1:2: machineMaxParallel is for all workspaces of the machine: it belongs in .*\/\.config\/orchestra\/agent-config\.json\n/,
    );
    here.write('.orchestra/agent-config.json', JSON.stringify({ idleExit: '0', agents: { sh } }));

    there.write('go', '');
    await until('it has its turn', () => here.read('.orchestra/runs/1/verdict.json'), patience);
    for (const one of all) await allGone(one);
  });

  it('that cannot be counted are not given out, and that is told', async (t) => {
    const { env, all } = userWith(t, 1, 1);
    const [here] = all as [Project];
    const nowhere = { ...env, XDG_STATE_HOME: '/dev/null' };
    await here.ask(['start', 'sh', 'true', '--no-run'], { env: nowhere });
    const call = here.background(['run'], { env: nowhere });
    const said =
      /nothing new is started: machineMaxParallel cannot be kept: cannot read \/dev\/null/;
    await until('it says why', () => said.test(call.said.stderr), patience);
    assert.match(
      (await here.ask(['why', '1'], { env: nowhere })).stdout,
      /\nmachineMaxParallel cannot be kept: /,
    );
    const { stdout } = await here.ask(['doctor'], { env: nowhere });
    assert.match(stdout, /places +machineMaxParallel cannot be kept, and so nothing new starts: /);
    assert.match((await here.ask(['doctor'], { env })).stdout, /places +0 of 1 are taken/);
    call.kill('SIGTERM');
    await call.ended;
    assert.equal((await here.orchestra(['run'], { env })).code, 0);
  });
});
