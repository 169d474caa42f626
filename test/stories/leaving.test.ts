import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProject } from '../support/cli.ts';
import { until } from '../support/until.ts';

const agents = { waits: { script: 'until [ -e go ]; do sleep 0.05; done\n' } };
const atOnceMs = 5_000;

describe('who conducts leaves at once when told to', { concurrency: true }, () => {
  it('an idle daemon does', async (t) => {
    const project = createProject(t);
    await project.orchestra(['daemon', 'start']);
    const startedMs = performance.now();
    const { code, stdout, stderr } = await project.orchestra(['daemon', 'stop']);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'stopped\n', stderr: '' });
    assert.ok(performance.now() - startedMs < atOnceMs);
    assert.deepEqual(project.processes(), []);
  });

  it('run does, and its agent goes on', async (t) => {
    const project = createProject(t, { agents });
    await project.orchestra(['start', 'waits', 'one', '--no-run', '-q']);
    const run = project.background(['run']);
    await until('it runs', () => project.read('.orchestra/runs/1/started'));
    const startedMs = performance.now();
    run.kill('SIGINT');
    assert.equal((await run.ended).code, 130);
    assert.ok(performance.now() - startedMs < atOnceMs);
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    assert.equal(project.read('.orchestra/runs/2/spec.json'), '');
  });
});

describe('orchestra daemon start', () => {
  it('has a conductor that would leave by itself make way for one that stays', async (t) => {
    const project = createProject(t, { idleExit: '60s', agents });
    await project.orchestra(['start', 'waits', 'one', '-q']);
    await until('it runs', () => project.read('.orchestra/runs/1/started'));
    assert.equal((await project.orchestra(['daemon', 'start'])).code, 0);
    const status = await project.json(['daemon', 'status']);
    assert.equal((status as { kind: string }).kind, 'daemon');
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    assert.equal(project.read('.orchestra/runs/2/spec.json'), '', 'it ran once');
    await project.orchestra(['daemon', 'stop']);
  });
});
