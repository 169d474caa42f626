import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { conductors, isRunning, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** An agent with a child, and one that left for a session of its own; it says how often it was alive. */
const tree = `setsid sleep 987 & sleep 986 & ${untilGo}; kill $! %1`;

/** How the system sees the processes of a run: S or R, or T for those that stand still. */
function states({ processes, read }: Project, run = 1): string {
  const { handle } = JSON.parse(read(`.orchestra/runs/${run}/started`));
  const mark = `ORCHESTRA_RUN=${handle.token}`;
  return processes()
    .flatMap(({ pid }) => (textOf(pid, 'environ').split('\0').includes(mark) ? [pid] : []))
    .map((pid) => /^State:\t(\w)/m.exec(textOf(pid, 'status'))?.[1] ?? '')
    .sort()
    .join('');
}

function textOf(pid: number, file: 'environ' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

const isStill = (project: Project) => () => /^T{5,}$/.test(states(project));
const isMoving = (project: Project) => () =>
  /^[SR]{5,}$/.test(states(project).replace(/[ZX]/g, ''));
const deadline = ({ read }: Project): string => read('.orchestra/runs/1/deadline');

async function begun(project: Project): Promise<void> {
  await project.orchestra(['start', 'sh', tree, '-q', '--timeout', '1h']);
  await until('it runs', isRunning(project));
  await until('all of it is there', () => states(project).length >= 5);
}

describe('pause of a running task', { concurrency: 2 }, () => {
  it('has all of its processes stand still, until resume, and costs no time', async (t) => {
    const project = projectOf(t);
    await begun(project);
    const { code, stdout } = await project.orchestra(['pause', '1']);
    assert.deepEqual([code, stdout], [0, 'task_1 is paused\n']);
    assert.match(states(project), /^T{5,}$/);
    assert.equal(deadline(project), '\n');

    const seen = await project.orchestra(['status']);
    assert.match(seen.stdout, /^▶ +1 +sh +running \(paused\)/m);
    assert.match((await project.orchestra(['show', '1'])).stdout, /^paused +by \S+, .*resume 1$/m);
    assert.match((await project.orchestra(['timeout'])).stdout, /is paused/);
    const { stdout: why } = await project.orchestra(['why', '1']);
    assert.match(why, /is paused by .*\n +orchestra resume 1$/m);

    const resumed = await project.orchestra(['resume', '1']);
    assert.equal(resumed.stdout, 'task_1 goes on\n');
    assert.match(states(project), /^[SR]{5,}$/);
    assert.ok(Number(deadline(project)) > 3_600, 'what it stood still is made good');
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    const { runs } = (await show(project)) as unknown as {
      runs: { pauses: { until?: object }[] }[];
    };
    assert.equal(runs[0]?.pauses.length, 1);
    assert.ok(runs[0]?.pauses[0]?.until);
  });

  it('outlives the conductor: the next one keeps it so, and resume goes on', async (t) => {
    const project = projectOf(t);
    await begun(project);
    await project.ask(['pause', '1']);
    for (const { pid } of conductors(project)) process.kill(pid, 'SIGKILL');
    await until('nobody conducts', () => conductors(project).length === 0);
    // Somebody else wakes it up; who conducts next puts it to sleep again.
    for (const { pid } of project.processes()) process.kill(pid, 'SIGCONT');
    await until('it moves', isMoving(project));
    await project.orchestra(['daemon', 'start']);
    await until('it stands still', isStill(project));
    assert.equal((await project.ask(['resume', '1'])).stdout, 'task_1 goes on\n');
    assert.match(states(project), /^[SR]{5,}$/);
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
  });

  it('ends with a cancel, which leaves nothing behind', async (t) => {
    const project = projectOf(t);
    await begun(project);
    await project.ask(['pause', '1']);
    assert.equal((await project.orchestra(['cancel', '1'])).code, 0);
    assert.equal((await project.orchestra(['wait', '1'])).code, 1);
    assert.equal((await show(project)).status, 'cancelled');
    assert.equal(states(project), '');
    const late = await project.ask(['pause', '1']);
    assert.deepEqual([late.code, late.stderr], [1, 'error: task_1 is already cancelled\n']);
  });
});

describe('pause of the queue', { concurrency: 2 }, () => {
  it('starts nothing new, says so, and with --wait ends when nothing runs', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    const { code, stderr } = await project.ask(['pause', '--wait', '--timeout', '1ms']);
    assert.equal(code, 124);
    assert.match(stderr, /^still running: task_1\n/);
    const queued = await project.orchestra(['start', 'sh', 'true', '--delay', '1ms']);
    assert.match(queued.stderr, /^note: the queue is paused by \S+: orchestra resume$/m);
    const draining = project.background(['pause', '--wait']);
    await until('it says what it waits for', () => draining.said.stderr !== '');
    assert.match(draining.said.stdout, /^the queue is paused already, by \S+\n$/);
    project.write('go', '');
    const drained = await draining.ended;
    assert.deepEqual([drained.code, drained.signal], [0, null]);
    assert.match(drained.stdout, /nothing of it runs any more\n$/);

    const { stdout } = await project.ask(['status']);
    assert.match(stdout, /^◌ +2 +sh +blocked \(paused\)/m);
    assert.match(stdout, /^the queue is paused by \S+: orchestra resume$/m);
    // Its time has come, and it starts all the same only when people want it: nothing to stay for.
    assert.equal((await project.orchestra(['run'])).code, 1);
    assert.equal((await project.ask(['resume'])).stdout, 'the queue goes on\n');
    assert.equal((await project.orchestra(['wait'])).code, 0);
  });

  it('is one of a group or an agent, too; the others go on', async (t) => {
    const project = projectOf(t, {
      agents: { sh: { command: 'sh', args: ['-c', '{prompt}'] }, other: { extends: 'sh' } },
      groups: { slow: {} },
    });
    await project.ask(['pause', '-g', 'slow']);
    await project.ask(['pause', '--agent', 'other']);
    const lines = [{ prompt: 'true', group: 'slow' }, { prompt: 'true', agent: 'other' }, {}];
    const input = lines.map((line) => JSON.stringify({ prompt: 'true', ...line })).join('\n');
    await project.orchestra(['start', 'sh', '--batch', '-'], { input });
    assert.equal((await project.orchestra(['wait', '3'])).code, 0);
    const { tasks, paused } = (await project.json(['status'])) as {
      tasks: { number: number; status: string; reason?: string; waitsFor?: string }[];
      paused: { what: string; name?: string }[];
    };
    assert.deepEqual(
      paused.map(({ what, name }) => `${what} ${name}`),
      ['group slow', 'agent other'],
    );
    assert.deepEqual(
      tasks.slice(0, 2).map(({ number, status, reason }) => [number, status, reason]),
      [
        [1, 'blocked', 'group'],
        [2, 'blocked', 'paused'],
      ],
    );
    const { stdout, stderr } = await project.ask(['resume', '--agent', 'other']);
    assert.equal(stdout, 'agent other goes on\n');
    assert.match(stderr, /^group slow is paused by \S+: orchestra resume --group slow$/m);
    await project.ask(['resume', '-g', 'slow']);
    assert.equal((await project.orchestra(['wait'])).code, 0);
  });

  it('says what it wants to know', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'true', '--no-run', '-q']);
    for (const [words, code, says] of [
      [['pause', '9', '1', '8'], 1, /^error: there is no task_9; there is no task_8$/m],
      [['pause', 'soon'], 2, /^error: "soon" is no task$/m],
      [['pause', '1', '--agent', 'sh'], 2, /^error: tasks or --agent, not both$/m],
      [['pause', '1', '--wait'], 2, /^error: tasks or --wait, not both$/m],
      [['pause', '--timeout', '5'], 2, /^error: --timeout is how long --wait waits$/m],
      [['pause', '--agent', 'sch'], 1, /^error: no agent is called "sch"; did you mean sh\?$/m],
      [['pause', '-g', 'slow'], 1, /^error: no group is called "slow"\nhint: there is none yet/m],
      [['pause', '-g', 'a', '--agent', 'sh'], 2, /^error: a group or an agent, not both$/m],
      [['pause', '1'], 1, /^error: task_1 is pending, and does not run; orchestra hold keeps/m],
    ] as const) {
      const ended = await project.orchestra(words);
      assert.equal(ended.code, code, words.join(' '));
      assert.match(ended.stderr, says);
    }
    assert.equal((await show(project)).status, 'pending', 'nothing was paused');
  });
});
