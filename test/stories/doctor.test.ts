import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { CallOptions, Project } from '../support/cli.ts';
import { temporaryFolder } from '../support/local-run.ts';
import {
  allGone,
  conductors,
  finish,
  isRunning,
  listing,
  projectOf,
  untilGo,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Findings {
  readonly findings: readonly {
    readonly check: string;
    readonly is: string;
    readonly says: string;
    readonly fix?: string;
  }[];
  readonly problems: number;
  readonly warnings: number;
}

/** What it finds, and how it ends: 1 with a problem. */
async function ask(project: Project, options: CallOptions = {}): Promise<Findings> {
  const { code, stdout, stderr } = await project.orchestra(['doctor', '--json'], options);
  assert.equal(stderr, '');
  const found = JSON.parse(stdout) as Findings;
  assert.equal(code, found.problems > 0 ? 1 : 0);
  return found;
}

/** The same, while nobody else is at work: then nothing may change, wherever it is called. */
async function examine(project: Project, options: CallOptions = {}): Promise<Findings> {
  const names = () =>
    listing(project.folder).map((line) => line.replace(/^(\.orchestra\/tmp) .*/, '$1'));
  await allGone(project);
  const before = names();
  const found = await ask(project, options);
  assert.deepEqual(names(), before);
  return found;
}

const of = ({ findings }: Findings, check: string) => {
  const [first] = findings.filter((finding) => finding.check === check);
  return first ?? assert.fail(`${check} is not looked at: ${JSON.stringify(findings)}`);
};

const problemsIn = ({ findings }: Findings) =>
  findings.filter(({ is }) => is === 'problem').map(({ check, says }) => `${check}: ${says}`);

describe('doctor', { concurrency: 2 }, () => {
  it('finds nothing wrong with a healthy folder, and shows it as a table', async (t) => {
    const project = projectOf(t);
    execFileSync('git', ['init', '-q'], { cwd: project.folder });
    await finish(project, ['sh', 'true']);
    const found = await examine(project);
    assert.deepEqual(problemsIn(found), []);
    for (const check of [
      'shell',
      'workspace',
      'durability',
      'clock',
      'config',
      'agent sh',
      'records',
    ])
      assert.equal(of(found, check).is, 'ok', check);
    assert.match(of(found, 'git').says, /, repository \//);
    const { code, stdout } = await project.orchestra(['doctor']);
    assert.equal(code, 0);
    assert.match(stdout, /^✔ {2}shell {8}\/bin\/sh does all that runs need$/m);
    assert.match(stdout, /\n\n(?:all is well|\d+ warnings?)\n$/);
  });

  it('tells every mistake of a config with its place', async (t) => {
    const project = projectOf(t);
    const path = '.orchestra/agent-config.json';
    project.write(path, '{\n  "agents": {\n    "sh": { "timeut": "1m", "args": [5] }\n  }\n}\n');
    assert.deepEqual(problemsIn(await examine(project)), [
      `config: ${project.root}/agent-config.json:3:13: agents.sh.timeut is unknown; did you mean timeout?`,
      `config: ${project.root}/agent-config.json:3:38: agents.sh.args[0] must be text, is 5`,
    ]);
    project.write(path, '{\n  "agents": {},\n}\n');
    assert.deepEqual(problemsIn(await examine(project)), [
      `config: ${project.root}/agent-config.json:3:1: is no JSON: expected a key in double quotes, got "}"`,
    ]);
    const { code, stdout } = await project.orchestra(['doctor']);
    assert.equal(code, 1);
    assert.match(stdout, /^✖ {2}config .*:3:1: is no JSON.*\n +fix: edit .*, line 3$/m);
    assert.match(stdout, /\n1 problem(?:, \d warnings?)?\n$/);
  });

  it('tells what is not installed, and how bad that is', async (t) => {
    const agents = {
      coder: { command: 'no-such-program', install: 'apt install no-such-program' },
      other: { command: './nowhere' },
    };
    const found = await examine(projectOf(t, { agents }));
    assert.deepEqual(of(found, 'agent coder'), {
      check: 'agent coder',
      is: 'problem',
      says: 'no-such-program is not installed',
      fix: 'apt install no-such-program',
    });
    assert.equal(of(found, 'agent other').is, 'warning');
  });

  it('tells of damaged records, of the quarantine, and of sentinels of nobody', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'true', '--no-run']);
    project.write('.orchestra/tasks/task_1.json', '{');
    project.write('.orchestra/tasks/task_77.done', '');
    const before = await examine(project);
    assert.match(of(before, 'records').says, /^task_1 cannot be read$/);
    assert.match(of(before, 'sentinels').says, /tasks\/task_77\.done$/);
    await project.orchestra(['run']);
    const after = await examine(project);
    assert.equal(of(after, 'records').is, 'ok');
    assert.equal(of(after, 'quarantine').is, 'warning');
    assert.deepEqual(problemsIn(after), []);
  });

  it('tells of a conductor that crashed, and what it proposes helps', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', untilGo]);
    await until('it runs', isRunning(project));
    await until('it is shown', () => readdirSync(`${project.root}/queue/running`).length === 1);
    assert.equal(of(await ask(project), 'conductor').is, 'ok');
    for (const { pid } of conductors(project)) process.kill(pid, 'SIGKILL');
    await until('it is gone', () => conductors(project).length === 0);
    const crashed = of(await ask(project), 'conductor');
    assert.equal(crashed.is, 'problem');
    assert.match(crashed.says, / crashed with 1 running; nothing is lost$/);
    await project.orchestra((crashed.fix ?? '').split(' ').slice(1));
    assert.equal(of(await ask(project), 'conductor').is, 'ok');
    project.write('go', '');
    await project.ask(['wait', '1']);
    await project.ask(['daemon', 'stop']);
  });

  it('tells of wishes and of tasks that nobody takes up', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'true', '--no-run']);
    assert.match(of(await examine(project), 'conductor').says, /^nobody, with 1 pending$/);
    const wish = { version: 1, at: '2024-01-01T00:00:00.000Z', kind: 'cancel', tasks: [1] };
    project.write('.orchestra/intents/01704067200000-abcdef12.json', JSON.stringify(wish));
    const { says, fix = '' } = of(await examine(project), 'wishes');
    assert.match(says, /^1 wish unanswered for \d+d/);
    await project.orchestra(fix.split(' ').slice(1, 2));
    assert.ok((await examine(project)).findings.every(({ check }) => check !== 'wishes'));
  });

  it('tells of an index in doubt, and what it proposes helps', async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    await allGone(project);
    project.write('.orchestra/queue/head.json', '{');
    const { is, fix = '' } = of(await examine(project), 'index');
    assert.equal(is, 'warning');
    await project.orchestra(fix.split(' ').slice(1));
    assert.ok((await examine(project)).findings.every(({ check }) => check !== 'index'));
  });

  it('works without git, and without a workspace, which it does not make', async (t) => {
    const project = projectOf(t);
    const cwd = temporaryFolder(t);
    const found = await examine(project, { env: { PATH: '/nowhere' } });
    assert.match(of(found, 'git').says, /^git is not there/);
    const elsewhere = await examine(project, { cwd });
    assert.match(of(elsewhere, 'workspace').says, /^none yet; orchestra init makes /);
    assert.deepEqual(readdirSync(cwd), []);
  });

  it('tells of a folder that cannot be written', async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    // Root writes where it likes, unless it gives up its capabilities.
    const under =
      process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];
    const temporary = `${project.root}/tmp`;
    chmodSync(temporary, 0o500);
    try {
      assert.deepEqual(problemsIn(await examine(project, { under })), [
        'durability: no file can be written (EACCES)',
      ]);
      chmodSync(temporary, 0o700);
      chmodSync(project.root, 0o500);
      const found = of(await examine(project, { under }), 'workspace');
      assert.match(found.says, /\/\.orchestra cannot be written$/);
      assert.match(found.fix ?? '', /^chmod -R u\+rwX /);
      chmodSync(project.root, 0o000);
      const closed = await examine(project, { under });
      assert.equal(closed.findings.filter(({ is }) => is === 'problem').length > 1, true);
    } finally {
      chmodSync(project.root, 0o700);
    }
  });
});
