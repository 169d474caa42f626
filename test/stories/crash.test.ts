import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createClock } from '../../src/adapters/clock.ts';
import { createDisk } from '../../src/adapters/disk.ts';
import { makeFolders } from '../../src/adapters/folders.ts';
import { bootId } from '../../src/adapters/processes/identity.ts';
import { createProcesses } from '../../src/adapters/processes/index.ts';
import { createStore, storeFolders, temporaryOf } from '../../src/adapters/store/index.ts';
import { orderOf } from '../../src/core/layout.ts';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';
import { type Call, createProject, type Outcome, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';

/** The diary is the agent's own: it knows nothing of orchestra's files. */
const agents = {
  quick: { script: 'echo begin >>diary; sleep 0.1; echo end >>diary\n' },
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

/** Conducts in the foreground until all is done. */
const runAll = async (project: Project): Promise<void> => {
  const { code, stderr } = await project.orchestra(['run', '--json']);
  assert.ok(code === 0 || code === 1, `${code}: ${stderr}`);
};

interface Status {
  readonly tasks: { number: number; status: string; reason?: string }[];
  readonly counts: Readonly<Record<string, number>>;
}

const statusOf = async (project: Project): Promise<Status> =>
  (await project.json(['status'])) as Status;

describe('kill -9 of the conductor', { concurrency: 2 }, () => {
  it('lets its agents finish, and the next status tells how they ended', async (t) => {
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

  it('disarms no deadline: with nobody there the agent is ended, and that is what status says', async (t) => {
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

  it('is followed by one who finishes what it began, and keeps all that was said', async (t) => {
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
});

type Env = Readonly<Record<string, string>>;
/** Answers with how its conductor ended. */
type Story = (project: Project, env: Env) => Promise<Outcome>;

/** Before, in the middle of or after the K-th effect of a name. */
type Place = `${'before' | 'middle' | 'after'}:${string}:${number}`;

/** All places of one conductor, by a run that only writes the names of its effects down. */
async function placesOf(t: TestContext, story: Story): Promise<Place[]> {
  const project = make(t);
  const trace = join(project.folder, 'trace');
  await story(project, { ORCHESTRA_FAILPOINT: `trace:${trace}` });
  return project.read('trace').trim().split('\n') as Place[];
}

/** Queues a task without a process of its own: what is tested here comes later. */
function queueHere(project: Project, agent: string): void {
  const { root, folder: cwd } = project;
  const clock = createClock(bootId());
  const store = createStore(createDisk(temporaryOf(root)), root, clock, createProcesses());
  makeFolders(root, storeFolders);
  const retry = { retries: 2, delayMs: 0 };
  const wanted = { agent, prompt: 'x', cwd, priority: 0, retry };
  const task = store.tasks.create((number) => newRecord(number, wanted, clock.now().at), 0);
  store.queue.enter('pending', orderOf(task));
}

async function launchAndFinish(project: Project, env: Env): Promise<Outcome> {
  queueHere(project, 'quick');
  return project.orchestra(['run', '--json'], { env });
}

/** A running task is cancelled by somebody else while one conducts. */
async function stop(project: Project, env: Env): Promise<Outcome> {
  queueHere(project, 'stays');
  const conductor = project.background(['run', '--json'], { env });
  await begun(project, 1);
  const { code, stderr } = await project.orchestra(['cancel', '1']);
  assert.equal(code, 0, stderr);
  return conductor.ended;
}

const verdictsOf = (project: Project): [path: string, text: string][] =>
  readdirSync(join(project.root, 'runs')).flatMap((run) => {
    const path = `.orchestra/runs/${run}/verdict.json`;
    const text = project.read(path);
    return text === '' ? [] : [[path, text]];
  });

/** Kills the conductor at each of the places, has another one follow, and checks what came out. */
function killedAtAny(
  what: string,
  story: Story,
  isPlace: (place: Place, at: number, all: readonly Place[]) => boolean,
  check: (project: Project, task: TaskRecord) => void,
): void {
  it(`at any effect of ${what} changes nothing of how it ends`, { concurrency: 2 }, async (t) => {
    const places = (await placesOf(t, story)).filter(isPlace);
    assert.ok(places.length >= 10, places.join('\n'));
    await Promise.all(
      places.map((place) =>
        t.test(place, async (one) => {
          const project = make(one);
          const { signal } = await story(project, { ORCHESTRA_FAILPOINT: place });
          assert.equal(signal, 'SIGKILL');
          const given = verdictsOf(project);
          await runAll(project);
          await noneLeft(project);
          const task = recordOf(project, 1);
          check(project, task);
          for (const { run, outcome } of task.runs) {
            const verdict = JSON.parse(project.read(`.orchestra/runs/${run}/verdict.json`));
            assert.deepEqual([verdict.status, verdict.reason], [outcome?.status, outcome?.reason]);
          }
          for (const [path, text] of given) assert.equal(project.read(path), text, path);
          const { counts } = await statusOf(project);
          const shown = Object.entries(counts).filter(([, count]) => count > 0);
          assert.deepEqual(shown, [[task.settled?.status, 1]]);
        }),
      ),
    );
  });
}

describe('kill -9 of the conductor', () => {
  killedAtAny(
    'a launch and a finish',
    launchAndFinish,
    () => true,
    (project, { settled, runs }) => {
      assert.equal(settled?.status, 'complete');
      assert.deepEqual(diaryOf(project), ['begin', 'end'], 'it was done once, and in full');
      for (const { outcome } of runs.slice(0, -1)) assert.equal(outcome?.reason, 'launch');
    },
  );

  killedAtAny(
    'a stop',
    stop,
    (_, at, all) => at > all.indexOf('after:launch go:1'),
    (project, { settled, runs }) => {
      assert.deepEqual([settled?.status, settled?.reason], ['cancelled', 'user']);
      assert.equal(runs.length, 1, 'it was not retried');
      assert.deepEqual(diaryOf(project), ['begin']);
    },
  );
});
