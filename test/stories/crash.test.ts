import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { TaskRecord } from '../../src/core/task.ts';
import { distinct, killAtEach, placesOf } from '../crash/points.ts';
import { scenarios } from '../crash/scenarios.ts';
import { type Call, createProject, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';

/** The diary is the agent's own: it knows nothing of orchestra's files. */
const agents = {
  slow: { script: 'echo begin >>diary; sleep 1; echo "$ORCHESTRA_TASK_NUMBER says bye"; exit 7\n' },
  stays: { script: 'echo begin >>diary; exec sleep 60\n', grace: '1s' },
  waits: {
    script: 'echo one; echo begin >>diary; until [ -e go-on ]; do sleep 0.05; done; echo two\n',
  },
};

const make = (t: TestContext): Project => createProject(t, { agents, idleExit: '0' });

const queue = async (project: Project, ...words: string[]): Promise<void> => {
  const { code, stderr } = await project.orchestra(['start', ...words, '--no-run']);
  assert.equal(code, 0, stderr);
};

const recordOf = (project: Project, number: number): TaskRecord =>
  JSON.parse(project.read(`.orchestra/tasks/task_${number}.json`));

const diaryOf = (project: Project): string[] => project.read('diary').split('\n').filter(Boolean);

const begun = (project: Project, count: number): Promise<unknown> =>
  until(`${count} agents have begun`, () => diaryOf(project).length >= count);

const noneLeft = (project: Project): Promise<unknown> =>
  until('no process is left', () => project.processes().length === 0);

const killed = async (call: Call): Promise<void> => {
  const { signal, stderr } = await call.ended;
  assert.equal(signal, 'SIGKILL', `it went on: ${stderr}`);
};

interface Status {
  readonly tasks: { number: number; status: string; reason?: string }[];
  readonly counts: Readonly<Record<string, number>>;
}

const statusOf = async (project: Project): Promise<Status> =>
  JSON.parse((await project.orchestra(['status', '--json'])).stdout);

describe('kill -9', { concurrency: 2 }, () => {
  it('of the conductor lets its agents finish, and the next status tells how they ended', async (t) => {
    const project = make(t);
    for (const word of ['a', 'b']) await queue(project, 'slow', word);
    const conductor = project.background(['run', '--json']);
    await begun(project, 2);
    conductor.kill('SIGKILL');
    await killed(conductor);
    const exits = [1, 2].map((run) => `.orchestra/runs/${run}/exit`);
    await until('both have ended', () => exits.every((exit) => project.read(exit) === '7\n'));
    const { tasks, counts } = await statusOf(project);
    assert.deepEqual(tasks.map(({ number, status, reason }) => [number, status, reason]).sort(), [
      [1, 'failed', 'exit'],
      [2, 'failed', 'exit'],
    ]);
    assert.equal(counts['failed'], 2);
    for (const number of [1, 2])
      assert.match(project.read(`.orchestra/runs/${number}/stdout`), /says bye/);
    assert.deepEqual(diaryOf(project), ['begin', 'begin']);
  });

  it('of the conductor disarms no deadline: with nobody there the agent is ended, and that is what status says', async (t) => {
    const project = make(t);
    await queue(project, 'stays', 'x', '--timeout', '2');
    const conductor = project.background(['run', '--json']);
    await begun(project, 1);
    conductor.kill('SIGKILL');
    await noneLeft(project);
    assert.equal(existsSync(join(project.root, 'runs/1/verdict.json')), false);
    const { tasks } = await statusOf(project);
    const { status, reason } = tasks.find(({ number }) => number === 1) ?? assert.fail();
    assert.deepEqual([status, reason], ['failed', 'timeout']);
  });

  it('of the conductor is followed by one who finishes what it began, and keeps all that was said', async (t) => {
    const project = make(t);
    await queue(project, 'waits', 'x');
    const first = project.background(['run', '--json']);
    await begun(project, 1);
    first.kill('SIGKILL');
    await killed(first);
    const second = project.background(['run', '--json']);
    await until('it is followed', () => existsSync(join(project.root, 'lock/2')));
    project.write('go-on', '');
    assert.equal((await second.ended).code, 0);
    const { runs, settled } = recordOf(project, 1);
    assert.deepEqual([settled?.status, runs.length], ['complete', 1]);
    assert.equal(project.read('.orchestra/runs/1/stdout'), 'one\ntwo\n');
    const verdict = JSON.parse(project.read('.orchestra/runs/1/verdict.json'));
    assert.deepEqual([verdict.exit, verdict.epoch], [0, 2]);
    await noneLeft(project);
  });

  it('of who has just left a batch leaves it to who runs the queue', async (t) => {
    const project = make(t);
    project.write('lines', '{"prompt": "a"}\n{"prompt": "b"}\n');
    const env = { ORCHESTRA_FAILPOINT: 'after:create intents/json' };
    await killed(project.background(['start', 'slow', '--batch', 'lines'], { env }));
    const { stdout } = await project.orchestra(['run', '--json']);
    const { tasks } = JSON.parse(stdout);
    assert.deepEqual(
      tasks.map(({ number, reason }: Status['tasks'][0]) => [number, reason]),
      [
        [1, 'exit'],
        [2, 'exit'],
      ],
    );
  });
});

/** A few places of a few scenarios; `npm run crash` plays all of them. */
describe('whoever is killed at', () => {
  const some = 1;
  for (const name of ['a batch', 'launch and finish', 'cancel', 'answer an ask']) {
    const scenario = scenarios.find((one) => one.name === name) ?? assert.fail(name);
    it(`any effect of "${name}" leaves what is brought to the same end`, async () => {
      const places = distinct(await placesOf(scenario));
      assert.ok(places.length > 4 * some, places.join('\n'));
      const step = Math.ceil(places.length / some);
      await killAtEach(
        scenario,
        places.filter((_, at) => at % step === step - 1),
      );
    });
  }
});
