import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { describe, it } from 'node:test';
import {
  allGone,
  conductors,
  isConducted,
  isRunning,
  projectOf,
  untilGo,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('orchestra unlock', { concurrency: true }, () => {
  it('finds nothing to do where nobody conducts', async (t) => {
    const { orchestra, json } = projectOf(t);
    assert.equal((await orchestra(['unlock'])).stdout, 'nobody holds the lock\n');
    assert.deepEqual(await json(['unlock', '--force']), { is: 'free', conductor: 'none' });
  });

  it('refuses while the holder lives, says who it is and how to go on', async (t) => {
    const project = projectOf(t);
    const daemon = project.background(['daemon']);
    await until('it conducts', () => isConducted(project));
    const { code, stdout, stderr } = await project.orchestra(['unlock']);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(
      stderr,
      new RegExp(`^error: process ${daemon.pid} on ${hostname()} conducts since`),
    );
    assert.match(stderr, /hint: orchestra daemon stop .*unlock --force/);
    assert.equal(await isConducted(project), true);
  });

  it('finding 3: forced, it kills one that is stopped by its identity; its agent goes on', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    const [conductor] = conductors(project);
    assert.ok(conductor);
    process.kill(conductor.pid, 'SIGSTOP');
    const { code, stdout } = await project.orchestra(['unlock', '--force']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      new RegExp(`^process ${conductor.pid} on .* was killed; .* agents go on\n$`),
    );
    assert.ok(!conductors(project).some(({ pid }) => pid === conductor.pid));
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
    assert.equal(project.read('.orchestra/runs/2/spec.json'), '', 'it ran once');
    await allGone(project);
  });

  it('follows one that was killed, without force', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    const [conductor] = conductors(project);
    assert.ok(conductor);
    process.kill(conductor.pid, 'SIGKILL');
    // What is dying has lost its mark before it is dead.
    await until('it is gone', () => !exists(conductor.pid));
    const followed = (await project.json(['unlock'])) as object;
    assert.deepEqual(
      { ...followed, who: undefined },
      { is: 'followed', who: undefined, conductor: 'spawned' },
    );
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
    await allGone(project);
  });

  it('never takes it from one that cannot be seen, and says what a person can do', async (t) => {
    const project = projectOf(t);
    const daemon = project.background(['daemon']);
    await until('it conducts', () => isConducted(project));
    daemon.kill('SIGKILL');
    await daemon.ended;
    const lock = JSON.parse(project.read('.orchestra/lock/1'));
    const elsewhere = { ...lock, holder: { ...lock.holder, host: 'elsewhere' } };
    project.write('.orchestra/lock/1', JSON.stringify(elsewhere));
    const { code, stderr } = await project.orchestra(['unlock', '--force']);
    assert.equal(code, 1);
    const [, way = ''] = /gone for good: touch (.*)\n$/.exec(stderr) ?? [];
    assert.ok(way.endsWith('.orchestra/lock/1.released'), stderr);
    project.write('.orchestra/lock/1.released', '');
    assert.equal((await project.orchestra(['unlock'])).stdout, 'nobody holds the lock\n');
  });
});
