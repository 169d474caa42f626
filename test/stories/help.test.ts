import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { reports } from '../../src/cli/topics/protocol.ts';
import { finish, listing, projectOf, type Row, show } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('help', () => {
  const asks: [args: string[], says: RegExp][] = [
    [['help'], /^orchestra \d+\.\d+\.\d+.*: queue work/],
    [['--help'], /^orchestra \d+\.\d+\.\d+.*: queue work/],
    [['-h'], /^orchestra \d+\.\d+\.\d+.*: queue work/],
    [['help', 'start'], /^Queue a task for an agent/],
    [['start', '--help'], /^Queue a task for an agent/],
    [['--help', 'start'], /^Queue a task for an agent/],
    [['start', 'coder', 'explain', '--help'], /^Queue a task for an agent/],
    [['daemon', 'stop', '-h'], /^ {2}stop {2,}/m],
    [['help', 'protocol'], /ORCHESTRA_DONE_FILE/],
    [['help', 'config'], /^ {2}maxParallel /m],
    [['help', 'templates'], /^ {2}\{userPrompt\} /m],
    [['help', 'exit-codes'], /^ {2}124 /m],
    [['help', 'topics'], /orchestra help protocol/],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['status', '--version'], /^\d+\.\d+\.\d+\n$/],
    [['start', '--version'], /^\d+\.\d+\.\d+\n$/],
  ];
  it('is given on stdout, and changes nothing', { concurrency: 4 }, async (t) => {
    const project = projectOf(t);
    const before = listing(project.folder);
    await Promise.all(
      asks.map(([args, says]) =>
        t.test(`orchestra ${args.join(' ')}`, async () => {
          const { code, stdout, stderr } = await project.ask(args);
          assert.equal(code, 0, stderr);
          assert.equal(stderr, '');
          assert.match(stdout, says);
        }),
      ),
    );
    assert.deepEqual(listing(project.folder), before);
  });
});

describe('a word that is nearly one', () => {
  const slips: [args: string[], code: number, says: RegExp][] = [
    [['strat', 'sh', 'x'], 2, /^error: unknown command "strat"; did you mean start\?$/m],
    [['protocol'], 2, /^error: unknown command "protocol"\nhint: orchestra help protocol$/m],
    [['list', '--filter', 'statsu=failed'], 2, /"statsu"; did you mean status\?$/m],
    [['list', '--filter', 'status=faild'], 2, /"faild"; did you mean failed\?$/m],
    [['agents', 'shwo'], 2, /ACTION must be one of .*; did you mean show\?$/m],
    [['completion', 'bsh'], 2, /SHELL must be one of .*; did you mean bash\?$/m],
    [
      ['add a test'],
      2,
      /^hint: to queue it: orchestra enqueue "…", or orchestra start AGENT "…"$/m,
    ],
    [['hlep'], 2, /^error: unknown command "hlep"; did you mean help\?$/m],
    [['help', 'protocal'], 2, /did you mean protocol\?$/m],
    [['daemon', 'stpo'], 2, /ACTION must be one of .*; did you mean stop\?$/m],
    [['status', '--wacth'], 2, /unknown option --wacth; did you mean --watch\?$/m],
    [['start', 'shh', 'x'], 1, /no agent is called "shh"; did you mean sh\?$/m],
    [['start', 'claud', 'x'], 1, /no agent is called "claud"; did you mean claude\?$/m],
    [['start', 'hole', 'x'], 1, /\{userPromt\}.*did you mean \{userPrompt\}\?/m],
    [['start', 'template', 'x'], 1, /\{donFile\}.*did you mean \{doneFile\}\?/m],
    [['start', 'sh', 'x', '--dir', 'bad'], 1, /maxParalel.*did you mean maxParallel\?/m],
    [['start', 'sh', 'x', '--dir', 'bad'], 1, /comand.*did you mean command\?/m],
    [['start', 'sh', 'x', '--dir', 'bad'], 1, /stdni.*did you mean stdin\?/m],
  ];
  it('is named', { concurrency: 4 }, async (t) => {
    const project = projectOf(t, {
      agents: {
        sh: { command: 'sh', args: ['-c', '{prompt}'] },
        hole: { command: 'sh', args: ['-c', '{userPromt}'] },
        template: { command: 'sh', promptTemplate: '{userPrompt} {donFile}' },
      },
    });
    const wrong = { maxParalel: 3, agents: { sh: { comand: 'sh', prompt: 'stdni' } } };
    project.write('bad/.orchestra/agent-config.json', JSON.stringify(wrong));
    await Promise.all(
      slips.map(([args, code, says]) =>
        t.test(`orchestra ${args.join(' ')}`, async () => {
          const ended = await project.ask(args);
          assert.equal(ended.code, code, ended.stderr);
          assert.match(ended.stderr, says);
        }),
      ),
    );
  });
});

describe('what help protocol teaches', () => {
  const told = async (t: TestContext, lines: readonly string[]) => {
    const project = projectOf(t);
    await finish(project, ['sh', lines.join('\n')]);
    return { project, task: await show(project) };
  };

  it('says that it is done, with a summary', async (t) => {
    const { task } = await told(t, [...reports.done, 'exit 7']);
    assert.equal(task.status, 'complete');
    assert.equal(task.message, '3 tests added');
  });

  it('says that it failed, and why', async (t) => {
    const { task } = await told(t, reports.error);
    assert.equal(task.status, 'failed');
    assert.equal(task.message, 'the branch is gone');
  });

  it('leaves notes', async (t) => {
    const { project } = await told(t, reports.notes);
    assert.equal(project.read('.orchestra/runs/1/out/log'), 'parser read\n');
  });

  it('asks a person, and hears the answer', async (t) => {
    const project = projectOf(t);
    const script = [...reports.ask, 'cat "$ORCHESTRA_OUT/../in/answer-1.json"'].join('\n');
    await project.ask(['start', 'sh', script, '-q']);
    await until('it asks', () => project.read('.orchestra/requests/r1.json') !== '');
    assert.match(project.read('.orchestra/requests/r1.json'), /Which branch\?/);
    const at = new Date().toISOString();
    const answer = { version: 1, at, kind: 'answer', request: 1, answer: 'main' };
    // Whole or not at all, as for everyone who leaves a wish.
    project.write('.orchestra/tmp/wish', JSON.stringify(answer));
    const intent = join(project.root, 'intents/00000000000001-00000001.json');
    renameSync(join(project.root, 'tmp/wish'), intent);
    const { tasks } = (await project.json(['wait', '1'])) as { tasks: Row[] };
    assert.equal(tasks[0]?.status, 'complete');
    assert.match(project.read('.orchestra/runs/1/stdout'), /main/);
  });
});
