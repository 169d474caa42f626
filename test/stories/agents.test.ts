import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createProject, type Project } from '../support/cli.ts';
import { projectRoot } from '../support/root.ts';
import { finish } from '../support/stories.ts';
import { until } from '../support/until.ts';

const agent = (name: string, settings: object = {}) => ({
  command: join(projectRoot, 'test/fixtures/agents', `${name}.sh`),
  grace: '200ms',
  linger: '2s',
  ...settings,
});

/** The part of `show --json` that these stories look at. */
interface Shown {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly elapsedMs: number;
  readonly folder: string;
  readonly runs: readonly { readonly run: number }[];
}

interface Story {
  readonly name: string;
  readonly agent: string;
  readonly settings?: object;
  readonly flags?: readonly string[];
  readonly code: number;
  readonly status: string;
  readonly reason?: string;
  readonly message: string | RegExp;
  /** Which witness the verdict names, and the exit status it kept. */
  readonly by: string;
  readonly exit?: number;
}

const stories: readonly Story[] = [
  {
    name: 'who says that all is done has completed',
    agent: 'succeeds',
    code: 0,
    status: 'complete',
    message: 'all is well',
    by: 'sentinel',
    exit: 0,
  },
  {
    name: 'who says that it could not has failed, whatever its exit code says',
    agent: 'fails',
    code: 1,
    status: 'failed',
    reason: 'agent_error',
    message: 'no luck: tried twice',
    by: 'sentinel',
    exit: 0,
  },
  {
    name: 'who hangs is ended when its time is up, with its children',
    agent: 'hangs',
    flags: ['--timeout', '1'],
    code: 1,
    status: 'failed',
    reason: 'timeout',
    message: 'it ran out of time',
    by: 'stop',
  },
  {
    name: 'who dies of a signal has failed, with its last words',
    agent: 'crashes',
    code: 1,
    status: 'failed',
    reason: 'exit',
    message: /^exit code 139: panic: out of cheese$/,
    by: 'exit',
    exit: 139,
  },
  {
    name: 'who reports and stays is taken at its word, and ended',
    agent: 'says-done-and-hangs',
    settings: { linger: '0' },
    code: 0,
    status: 'complete',
    message: 'finished, and still here',
    by: 'stop',
  },
  {
    name: 'who is deaf to signals is killed in the end',
    agent: 'ignores-sigterm',
    flags: ['--timeout', '1'],
    code: 1,
    status: 'failed',
    reason: 'timeout',
    message: 'it ran out of time',
    by: 'stop',
  },
  {
    name: 'who leaves a daemon behind has completed, and the daemon is ended',
    agent: 'leaves-a-daemon',
    code: 0,
    status: 'complete',
    message: 'left something behind',
    by: 'sentinel',
    exit: 0,
  },
  {
    name: 'who floods both streams has completed, and every byte is kept',
    agent: 'floods',
    code: 0,
    status: 'complete',
    message: 'the very end',
    by: 'exit',
    exit: 0,
  },
  {
    name: 'who shuts its streams is judged when it ends, not before',
    agent: 'closes-stdout',
    code: 0,
    status: 'complete',
    message: 'done in silence',
    by: 'sentinel',
    exit: 0,
  },
];

describe('an agent, through the real CLI', { concurrency: 3 }, () => {
  for (const story of stories) {
    it(story.name, async (t) => {
      const project = createProject(t, {
        idleExit: '0',
        agents: { [story.agent]: agent(story.agent, story.settings) },
      });
      const { flags = [] } = story;
      const words = ['start', story.agent, 'do it', '--wait', '--json', ...flags];
      const { code, stdout, stderr } = await project.orchestra(words);
      assert.equal(stderr, '');
      assert.equal(code, story.code);

      const { task } = JSON.parse(stdout) as { task: Shown };
      assert.deepEqual(pick(task), pick(story));
      if (story.message instanceof RegExp) assert.match(task.message ?? '', story.message);
      else assert.equal(task.message, story.message);
      assert.equal(task.runs.length, 1);
      const verdict = JSON.parse(project.read('.orchestra/runs/1/verdict.json'));
      assert.equal(verdict.by, story.by);
      if (story.exit !== undefined) assert.equal(verdict.exit, story.exit);
      assert.deepEqual(bearersOf(project, 1), []);
      await until('nothing is left of it', () => project.processes().length === 0);
    });
  }

  it('a flood is on the disk to its last byte, and told without being read whole', async (t) => {
    const project = createProject(t, { idleExit: '0', agents: { floods: agent('floods') } });
    await finish(project, ['floods', 'tell me']);
    const size = (stream: string) => statSync(join(project.root, 'runs/1', stream)).size;
    assert.equal(size('stdout'), 16_000_000 + 'the very end'.length);
    assert.equal(size('stderr'), 4_000_000);
    const { stdout } = await project.ask(['logs', '1', '--raw']);
    assert.equal(stdout, readFileSync(join(project.root, 'runs/1/stdout'), 'utf8'));
  });

  it('what an agent said before it shut its streams is in its logs', async (t) => {
    const project = createProject(t, { idleExit: '0', agents: { shy: agent('closes-stdout') } });
    await finish(project, ['shy', 'do it']);
    const { stdout } = await project.ask(['logs', '1']);
    assert.equal(stdout, 'last line\n');
  });

  it('one that is deaf can be cancelled all the same', async (t) => {
    const project = createProject(t, {
      idleExit: '0',
      agents: { deaf: agent('ignores-sigterm') },
    });
    const ended = project.background(['start', 'deaf', 'do it', '--wait', '-q']).ended;
    await until('it runs', () => project.read('.orchestra/runs/1/stdout') !== '');
    const { code, stdout } = await project.orchestra(['cancel', '1']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'task_1 is being stopped\n' });
    assert.equal((await ended).code, 1);
    const task = (await project.json(['show', '1'])) as Shown;
    assert.deepEqual(pick(task), { status: 'cancelled', reason: 'user' });
    assert.deepEqual(bearersOf(project, 1), []);
  });

  it('the sentinel of another task is put aside, and settles nobody', async (t) => {
    const waits = 'until [ -e go ]; do sleep 0.05; done\necho no >"$ORCHESTRA_ERROR_FILE"\n';
    const project = createProject(t, {
      idleExit: '0',
      agents: {
        forger: agent('forges-another-task'),
        victim: { script: waits, maxParallel: 1 },
      },
    });
    const start = (...words: string[]) => project.orchestra(['start', ...words, '-q']);
    await start('victim', 'runs while it is forged');
    await start('forger', 'forge', '--wait');
    await start('victim', 'is forged before it runs');
    await start('forger', 'forge again', '--wait');
    await until(
      'the forged one is put aside',
      () => project.read('.orchestra/runs/1/classic/done') === 'forged\n',
    );
    assert.equal(((await project.json(['show', '1'])) as Shown).status, 'running');

    project.write('go', '');
    assert.equal((await project.ask(['wait', '1', '3'])).code, 1);
    for (const number of ['1', '3']) {
      const task = (await project.json(['show', number])) as Shown;
      assert.deepEqual(pick(task), { status: 'failed', reason: 'agent_error' });
      assert.equal(task.message, 'no');
    }
    // One of a finished task says nothing, and is out of the way before it runs again.
    assert.equal(project.read('.orchestra/tasks/task_2.done'), 'forged\n');
    await project.ask(['retry', '2']);
    assert.equal((await project.ask(['wait', '2'])).code, 0);
    assert.equal(((await project.json(['show', '2'])) as Shown).message, 'mine is done');
    assert.equal(project.read('.orchestra/tasks/task_2.done'), '');
  });

  it('a run that was given the classic names is believed under them', async (t) => {
    const script = [
      'echo by the old name >"$ORCHESTRA_DIR/tasks/$ORCHESTRA_TASK_ID.done"',
      'while :; do sleep 3600; done',
    ].join('\n');
    const project = createProject(t, {
      idleExit: '0',
      agents: { old: { script, classicNames: true, linger: '0', grace: '200ms' } },
    });
    await finish(project, ['old', 'do it']);
    const task = (await project.json(['show', '1'])) as Shown;
    assert.equal(task.status, 'complete');
    assert.equal(task.message, 'by the old name');
    assert.ok(!existsSync(join(project.root, 'tasks/task_1.done')));
  });

  it('touching task_1.cancelled is a wish to cancel it', async (t) => {
    const project = createProject(t, { idleExit: '0', agents: { hangs: agent('hangs') } });
    const ended = project.background(['start', 'hangs', 'do it', '--wait', '-q']).ended;
    await until('it runs', () => project.read('.orchestra/runs/1/stdout') !== '');
    project.write('.orchestra/tasks/task_1.cancelled', '');
    assert.equal((await ended).code, 1);
    const task = (await project.json(['show', '1'])) as Shown;
    assert.equal(task.status, 'cancelled');
    assert.ok(!existsSync(join(project.root, 'tasks/task_1.cancelled')));
  });
});

const pick = ({ status, reason }: { status: string; reason?: string }) => ({
  status,
  ...(reason && { reason }),
});

/** The command lines of all processes that carry the secret mark of a run. */
function bearersOf({ read }: Project, run: number): string[] {
  const { token } = JSON.parse(read(`.orchestra/runs/${run}/spec.json`));
  assert.match(token, /^[0-9a-f]{32}$/);
  const of = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'latin1');
    } catch {
      return ''; // It has ended meanwhile.
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => of(pid, 'environ').split('\0').includes(`ORCHESTRA_RUN=${token}`))
    .filter((pid) => !/\) [ZX] /.test(of(pid, 'stat')))
    .map((pid) => of(pid, 'cmdline').replaceAll('\0', ' '));
}
