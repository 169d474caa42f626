import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createClock } from '../../src/adapters/clock.ts';
import { createDisk } from '../../src/adapters/disk.ts';
import { bootId } from '../../src/adapters/processes/identity.ts';
import { createProcesses } from '../../src/adapters/processes/index.ts';
import { processTable } from '../../src/adapters/processes/table.ts';
import { createStore, temporaryOf } from '../../src/adapters/store/index.ts';
import type { Store } from '../../src/core/store.ts';
import { createProject, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';

const main = fileURLToPath(new URL(`../../src/main${extname(import.meta.url)}`, import.meta.url));

const make = (t: TestContext): Project =>
  createProject(t, {
    idleExit: '0',
    agents: {
      quick: { script: 'exit 0\n' },
      caller: {
        script: `echo begin >>diary
          until [ -e go-on ]; do sleep 0.05; done
          "$NODE" "$MAIN" start quick child --quiet
          echo end >>diary\n`,
        env: { NODE: process.execPath, MAIN: main },
      },
    },
  });

/** The store of a project, as this very process sees it. */
const storeOf = ({ root }: Project): Store =>
  createStore(createDisk(temporaryOf(root)), root, createClock(bootId()), createProcesses());

const isComplete = (project: Project, number: number): Promise<unknown> =>
  until(
    `task ${number} is complete`,
    () => storeOf(project).tasks.read(number)?.settled?.status === 'complete',
  );

const ok = async (project: Project, ...call: Parameters<Project['orchestra']>): Promise<string> => {
  const { code, stdout, stderr } = await project.orchestra(...call);
  assert.equal(code, 0, stderr);
  return stdout;
};

describe('who accepts a task', { concurrency: 2 }, () => {
  it('finding 7: writes its record and its index entry, and nothing else', async (t) => {
    const project = make(t);
    await ok(project, ['start', 'quick', 'x', '--no-run']);
    const env = { ORCHESTRA_FAILPOINT: `trace:${join(project.folder, 'trace')}` };
    await ok(project, ['start', 'quick', 'y', '--no-run'], { env });
    const effects = project.read('trace').match(/(?<=^before:).*(?=:\d+$)/gm);
    assert.deepEqual(effects, ['create tasks/task.json', 'mark queue/pending']);
  });

  it('finding 4: does not rely on one who only looks in and leaves', async (t) => {
    const project = make(t);
    await ok(project, ['start', 'quick', 'x', '--no-run']);
    const taken = storeOf(project).lock.take('once');
    assert.ok(taken.taken);
    await ok(project, ['start', 'quick', 'y']);
    taken.lease.release();
    await isComplete(project, 2);
  });
});

describe('inside a run', { concurrency: 2 }, () => {
  const inside = { ORCHESTRA_RUN: 'f'.repeat(32), ORCHESTRA_TASK_ID: 'task_9', TRACEPARENT: '00' };

  it('finding 10: nobody conducts; who is spawned bears no mark of it and stands alone', async (t) => {
    const project = createProject(t, { agents: { stays: { script: 'sleep 60\n' } } });
    const call = project.background(['start', 'stays', 'x', '--wait'], { env: inside });
    const { record } = await until('somebody conducts', () => storeOf(project).lock.look());
    const { pid } = record.holder;
    assert.notEqual(pid, call.pid);
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    assert.deepEqual(
      environment.filter((entry) => /^(ORCHESTRA_|TRACEPARENT)/.test(entry)),
      [],
    );
    const entry = processTable().find([pid]).get(pid);
    assert.deepEqual([entry?.pgid, entry?.session], [pid, pid]);
  });

  it('finding 10: run waits for the one that was spawned', async (t) => {
    const project = make(t);
    await ok(project, ['start', 'quick', 'x', '--no-run']);
    await ok(project, ['run', '--json'], { env: inside });
    const lock = JSON.parse(project.read('.orchestra/lock/1'));
    assert.equal(lock.kind, 'background');
    await isComplete(project, 1);
  });

  it('finding 10: the conductor that an agent woke outlives the sweep of that very agent', async (t) => {
    const project = make(t);
    await ok(project, ['start', 'caller', 'x', '--no-run']);
    const first = project.background(['run', '--json']);
    await until('the agent has begun', () => project.read('diary'));
    first.kill('SIGKILL');
    await first.ended;
    project.write('go-on', '');
    await isComplete(project, 1);
    await isComplete(project, 2);
    assert.equal(project.read('diary'), 'begin\nend\n');
    await until('all have left', () => project.processes().length === 0);
  });
});

describe('a private .orchestra/', { concurrency: 2 }, () => {
  const inPrivate = (t: TestContext, text: (root: string) => string) => {
    const project = make(t);
    project.write('work/.orchestra/private.json', text(project.root));
    const cwd = join(project.folder, 'work');
    const untouched = (): void =>
      assert.deepEqual(readdirSync(join(cwd, '.orchestra')), ['private.json']);
    return { project, cwd, untouched };
  };
  const privateOf = (workspace: string): string =>
    JSON.stringify({ version: 1, run: 'run_1', workspace });

  it('finding 11: is followed to the real one, and never conducted', async (t) => {
    const { project, cwd, untouched } = inPrivate(t, privateOf);
    await ok(project, ['start', 'quick', 'x', '--no-run']);
    await ok(project, ['start', 'quick', 'y'], { cwd });
    await isComplete(project, 2);
    untouched();
  });

  for (const [what, text] of [
    ['leads nowhere', (root: string) => privateOf(`${root}-gone`)],
    ['is damaged', () => '{'],
  ] as const)
    it(`finding 11: is refused when it ${what}`, async (t) => {
      const { project, cwd, untouched } = inPrivate(t, text);
      for (const args of [['start', 'quick', 'x'], ['run'], ['status']]) {
        const { code, stderr } = await project.orchestra(args, { cwd });
        assert.notEqual(code, 0);
        assert.match(stderr, /belongs to one run; the real one cannot be reached/);
      }
      untouched();
    });
});
