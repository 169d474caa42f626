import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createProject, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';

/** What a container or a sandbox does: own numbers, own /proc, the same host name and boot. */
const inside = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const [unshare = '', ...options] = inside;
const isAllowed = spawnSync(unshare, [...options, 'true']).status === 0;
const skip = isAllowed ? false : 'unshare (util-linux) makes no pid namespace here: be root';

const agents = { waits: { script: 'until [ -e go ]; do sleep 0.05; done\n', grace: '200ms' } };
const slowly = { timeoutMs: 60_000 };

describe('finding 5: across pid namespaces', { skip, concurrency: true }, () => {
  it('who conducts outside is unknown inside, and keeps the lock', async (t) => {
    const project = createProject(t, { agents });
    await project.orchestra(['start', 'waits', 'one', '-q']);
    await until('it runs', () => statusesOf(project, ['running']));
    const before = lockOf(project);

    const seen = await project.orchestra(['daemon', 'status', '--json'], { under: inside });
    assert.equal(JSON.parse(seen.stdout).is, 'conducting', seen.stderr);
    const status = await project.orchestra(['status'], { under: inside });
    assert.match(status.stdout, /running/);
    const started = await project.orchestra(['start', 'waits', 'two', '--json'], { under: inside });
    assert.equal(JSON.parse(started.stdout).conductor, 'unseen', started.stderr);
    await until('who conducts takes it up', () => statusesOf(project, ['running', 'running']));

    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1', '2'])).code, 0);
    assert.deepEqual(runsOf(project), [1, 1]);
    assert.deepEqual(lockOf(project), before);
  });

  it('who conducts inside has a heartbeat, and is followed only after three are missing', async (t) => {
    const project = createProject(t, { agents });
    const conductor = project.background(['daemon'], { under: inside });
    const lock = await until('it conducts', () => lockOf(project));
    assert.equal(lock.heartbeatMs, 5_000);
    const beatAt = () => statSync(join(project.root, 'lock/1.beat')).mtimeMs;
    await project.orchestra(['start', 'waits', 'one', '-q']);
    await until('it launches', () => statusesOf(project, ['running']));
    const first = beatAt();
    await until('its heart goes on beating', () => beatAt() > first, slowly);

    // With its namespace the agent dies as well; from here that cannot be seen.
    const killedMs = performance.now();
    conductor.kill('SIGKILL');
    await conductor.ended;
    await until('all of it is gone', () => project.processes().length === 0);
    const early = await project.json(['start', 'waits', 'two']);
    assert.equal((early as { conductor: string }).conductor, 'unseen');
    assert.equal(lockOf(project)?.epoch, 1);

    await until(
      'it is followed',
      async () => {
        assert.equal((await project.orchestra(['status'])).code, 0);
        return lockOf(project)?.epoch === 2;
      },
      slowly,
    );
    assert.ok(performance.now() - killedMs > 10_000, 'three heartbeats were not waited for');
    project.write('go', '');
    await project.orchestra(['start', 'waits', 'three', '-q']);
    assert.equal((await project.orchestra(['wait', '2', '3'])).code, 0);
    // What cannot be seen is never taken for gone: its work is not done twice.
    assert.ok(statusesOf(project, ['running', 'complete', 'complete']));
    assert.deepEqual(runsOf(project), [1, 1, 1]);
  });
});

interface Lock {
  readonly epoch: number;
  readonly heartbeatMs?: number;
}

/** The highest epoch; undefined before there is one. */
function lockOf({ read }: Project): Lock | undefined {
  const epochs = [2, 1].map((epoch) => read('.orchestra/lock', `${epoch}`));
  const text = epochs.find((one) => one !== '');
  return text === undefined ? undefined : JSON.parse(text);
}

interface Task {
  readonly runs: readonly object[];
  readonly settled?: { readonly status: string };
}

const tasksOf = ({ read }: Project): Task[] =>
  [1, 2, 3]
    .map((number) => read('.orchestra/tasks', `task_${number}.json`))
    .flatMap((text) => (text === '' ? [] : [JSON.parse(text)]));

const runsOf = (project: Project): number[] => tasksOf(project).map(({ runs }) => runs.length);

const statusesOf = (project: Project, wanted: readonly string[]): boolean => {
  const seen = tasksOf(project).map(
    ({ runs, settled }) => settled?.status ?? (runs.length > 0 ? 'running' : 'pending'),
  );
  return seen.join() === wanted.join();
};
