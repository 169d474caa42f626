import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Call, createProject, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';

const make = (t: TestContext): Project =>
  createProject(t, {
    idleExit: '0',
    agents: { quick: { script: 'echo "$ORCHESTRA_TASK_NUMBER" >>diary\n' } },
  });

const queue = async (project: Project): Promise<void> => {
  const { code, stderr } = await project.orchestra(['start', 'quick', 'x', '--no-run']);
  assert.equal(code, 0, stderr);
};

/** A process that stops itself at a place, as Ctrl-Z would, once it is there. */
async function parked(project: Project, words: string[], place: string): Promise<Call> {
  const env = { ORCHESTRA_FAILPOINT: `stop-${place}` };
  const call = project.background(words, { env });
  await until(`it is parked at ${place}`, () => stateOf(call.pid) === 'T');
  return call;
}

const stateOf = (pid: number): string =>
  /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? '';

const lockOf = ({ root }: Project): string[] => readdirSync(join(root, 'lock')).sort();

const epochOf = ({ root }: Project, run: number): number =>
  JSON.parse(readFileSync(join(root, 'runs', `${run}`, 'verdict.json'), 'utf8')).epoch;

/** Each task was done once. */
const doneOnce = (project: Project, tasks: number): Promise<unknown> =>
  until('all are done', () => {
    const done = project.read('diary').split('\n').filter(Boolean);
    assert.equal(new Set(done).size, done.length, `done twice: ${done}`);
    return done.length === tasks;
  });

const ran = async (call: Call): Promise<void> => {
  const { code, stderr } = await call.ended;
  assert.equal(code, 0, stderr);
};

const run = (project: Project): Call => project.background(['run', '--json']);

describe('two who reach for the lock', { concurrency: 2 }, () => {
  for (const place of ['before:create lock', 'middle:create lock'] as const)
    it(`one parked at ${place}, while the other takes it and works: the first waits its turn`, async (t) => {
      const project = make(t);
      await queue(project);
      const first = await parked(project, ['run', '--json'], place);
      assert.deepEqual(lockOf(project), []);
      const second = await parked(project, ['run', '--json'], 'before:launch spawn');
      assert.deepEqual(lockOf(project), ['1']);
      first.kill('SIGCONT');
      await until('the first waits', () => stateOf(first.pid) === 'S');
      assert.deepEqual(lockOf(project), ['1'], 'who lives was followed');
      second.kill('SIGCONT');
      await Promise.all([ran(first), ran(second)]);
      await doneOnce(project, 1);
      assert.equal(epochOf(project, 1), 1);
    });

  it('one parked before its link while others pass takes the number after theirs', async (t) => {
    const project = make(t);
    await queue(project);
    const first = await parked(project, ['run', '--json'], 'before:create lock');
    for (const tasks of [1, 2, 3]) {
      if (tasks > 1) await queue(project);
      await ran(run(project));
      await doneOnce(project, tasks);
    }
    await queue(project);
    const passed = lockOf(project).map(Number.parseFloat).sort().at(-1) ?? 0;
    assert.ok(passed >= 3);
    first.kill('SIGCONT');
    await ran(first);
    await doneOnce(project, 4);
    assert.equal(epochOf(project, 4), passed + 1);
  });
});

describe('one who holds the lock', { concurrency: 2 }, () => {
  it('is not followed while it is stopped, only when it was killed, and launches nothing then', async (t) => {
    const project = make(t);
    await queue(project);
    const holder = await parked(project, ['run', '--json'], 'before:launch spawn');
    const { code, stderr } = await project.orchestra(['unlock']);
    assert.equal(code, 1, stderr);
    assert.match(stderr, new RegExp(`process ${holder.pid} .*conducts`));
    assert.deepEqual(lockOf(project), ['1']);
    assert.equal((await project.orchestra(['unlock', '--force'])).code, 0);
    assert.equal((await holder.ended).signal, 'SIGKILL');
    await doneOnce(project, 1);
  });

  it('is parked in forgetting the epochs before: who looks sees it, and nobody else', async (t) => {
    const project = make(t);
    await queue(project);
    await ran(run(project));
    await queue(project);
    const holder = await parked(project, ['run', '--json'], 'before:remove lock/released');
    assert.deepEqual(lockOf(project).slice(-1), ['2']);
    const { code, stderr } = await project.orchestra(['unlock']);
    assert.equal(code, 1, stderr);
    assert.match(stderr, new RegExp(`process ${holder.pid} `));
    holder.kill('SIGCONT');
    await ran(holder);
    assert.deepEqual(lockOf(project), ['2', '2.released']);
    await doneOnce(project, 2);
  });
});

describe('one who leaves', { concurrency: 2 }, () => {
  it('takes up what was left by one that still saw it conduct', async (t) => {
    const project = make(t);
    await queue(project);
    const leaving = await parked(project, ['run', '--json'], 'before:mark lock/released');
    const { code, stderr } = await project.orchestra(['start', 'quick', 'y']);
    assert.equal(code, 0, stderr);
    assert.deepEqual(lockOf(project), ['1'], 'it relied on who is leaving');
    assert.equal(existsSync(join(project.root, 'conductor.log')), false);
    leaving.kill('SIGCONT');
    await ran(leaving);
    await doneOnce(project, 2);
    assert.equal(epochOf(project, 2), 2);
  });

  it('leaves it to another one that came after its word', async (t) => {
    const project = make(t);
    await queue(project);
    const leaving = await parked(project, ['run', '--json'], 'after:mark lock/released');
    assert.equal((await project.orchestra(['start', 'quick', 'y'])).code, 0);
    await doneOnce(project, 2);
    leaving.kill('SIGCONT');
    await ran(leaving);
    await doneOnce(project, 2);
    assert.ok(epochOf(project, 2) >= 2);
  });
});
