import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from '../../src/lib/schema.ts';
import { start } from '../../src/operations/start.ts';
import { finish, isConducted, listing, projectOf, show } from '../support/stories.ts';

const linesOf = (...lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const agreesWithSchema = (printed: unknown): void =>
  assert.deepEqual(parse(start.output, printed), { ok: true, value: printed });

describe('start --batch', { concurrency: 2 }, () => {
  it('queues every line of stdin, in order, and answers with their ids', async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    const input = linesOf(
      { prompt: 'echo $A $B', env: { B: 'own' }, labels: { area: 'cli' } },
      { prompt: 'echo second', title: 'the second', after: [1], priority: 3 },
    );
    const words = ['start', 'sh', '--batch', '-', '--env', 'A=all', '--label', 'by=me', '--wait'];
    const { code, stdout, stderr } = await project.orchestra(words, { input });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^task_2 {2}sh {2}echo \$A \$B\ntask_3 {2}sh {2}the second\n\n/);
    assert.match(stdout, /^✔ +3 +sh +complete +the second/m);
    const [first, second] = [await show(project, 2), await show(project, 3)];
    assert.equal(first.message, 'all own');
    assert.deepEqual((first as { labels?: object }).labels, { by: 'me', area: 'cli' });
    assert.deepEqual(
      { after: second.after, priority: second.priority },
      { after: [1], priority: 3 },
    );
  });

  it('reads a file, prints ids alone with -q, and all of it with --json', async (t) => {
    const project = projectOf(t);
    project.write(
      'tasks.jsonl',
      `\ufeff${linesOf({ prompt: 'a' }, { prompt: 'b' }).replaceAll('\n', '\r\n\r\n')}`,
    );
    const batch = ['start', '--batch', 'tasks.jsonl', '--no-run'];
    assert.equal((await project.orchestra([...batch, '-q'])).stdout, 'task_1\ntask_2\n');
    const tasks = [
      { id: 'task_3', number: 3, agent: 'sh', title: 'a', simulated: false },
      { id: 'task_4', number: 4, agent: 'sh', title: 'b', simulated: false },
    ];
    const printed = await project.json(batch);
    assert.deepEqual(printed, { tasks, conductor: 'none' });
    agreesWithSchema(printed);
    assert.equal(await isConducted(project), false);
  });

  it('is handed to who conducts, who runs it', async (t) => {
    const project = projectOf(t);
    assert.equal((await project.orchestra(['daemon', 'start'])).code, 0);
    const input = linesOf({ prompt: 'true' }, { prompt: 'exit 3' });
    const { code, stdout } = await project.orchestra(['start', '--batch', '-', '-w', '-q'], {
      input,
    });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: 'task_1\ntask_2\n' });
    assert.equal((await show(project, 2)).message, 'exit code 3');
  });

  it('is refused whole, with each line that is wrong, and nothing is written', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'true', '--no-run']);
    const before = listing(project.folder);
    const refused = async (input: string, ...words: string[]) => {
      const ended = await project.orchestra(['start', '--batch', '-', ...words], { input });
      assert.equal(ended.stdout, '');
      assert.deepEqual(listing(project.folder), before);
      return ended;
    };
    const wrong = linesOf(
      { prompt: 'x' },
      { promt: 'x', agent: 'shh' },
      { prompt: 'x', after: [9] },
    );
    const { code, stderr } = await refused(`${wrong}{"prompt": "torn`);
    assert.equal(code, 1);
    const told = stderr.split('\n').map((line) => line.slice(0, 28));
    assert.deepEqual(told.slice(0, 6), [
      'error: nothing was queued:',
      'line 2: prompt is required',
      'line 2: promt is unknown; di',
      'line 2: no agent is called "',
      'line 3: there is no task_9 t',
      'line 4: is not JSON: expecte',
    ]);
    assert.equal((await refused('\n')).code, 1);
    assert.match((await refused('{"prompt":"x"}\n'.repeat(100_001))).stderr, /holds 100001 tasks/);
    assert.equal((await refused('{"prompt":"x"}', '--follow')).code, 2);
    const mixed = await project.orchestra(['start', 'sh', 'prompt', '--batch', '-']);
    assert.equal(mixed.code, 2);
    assert.match(mixed.stderr, /^error: with --batch there is no PROMPT/);
    const parsed = JSON.parse((await refused('x', '--json')).stderr) as { error: { code: string } };
    assert.equal(parsed.error.code, 'invalid');
  });
});

describe('start --dry-run', { concurrency: 2 }, () => {
  it('shows the call exactly, no values of variables, and makes no workspace', async (t) => {
    const project = projectOf(t);
    project.write('plain/x', '');
    const home = {
      XDG_CONFIG_HOME: join(project.folder, 'config'),
      SECRET_TOKEN: 's3cret',
      ORCHESTRA_OLD: '1',
    };
    const script = `printf '%s|' "$@"`;
    const args = ['-c', script, 'sh', '--title={taskId}', '{prompt}'];
    const echo = {
      command: 'sh',
      args,
      env: { COLOR: 'red-value' },
      unset: ['SECRET_*'],
      timeout: '5m',
      retry: { retries: 2 },
      promptTemplate: 'Do: {userPrompt}\nNo. {attempt}',
    };
    project.write('config/orchestra/agent-config.json', JSON.stringify({ agents: { echo } }));
    const before = listing(project.folder);
    const prompt = `it's "$HOME" *`;
    const call = { env: home, cwd: join(project.folder, 'plain') };
    const words = [
      'start',
      'echo',
      prompt,
      '--dry-run',
      '--env',
      'OWN=own-value',
      '--dir',
      'nowhere',
    ];
    const { code, stdout, stderr } = await project.orchestra(words, call);
    assert.deepEqual(
      { code, stderr },
      { code: 0, stderr: 'dry run: nothing was queued or written\n' },
    );
    assert.match(stdout, /^task_1 would be queued\n/);
    assert.match(stdout, /^timeout +5m 00s\nretries +2\ncwd +\/.*\/plain\nstdin +nothing$/m);
    assert.match(stdout, /^env adds +COLOR .*OWN.*$/m);
    assert.match(stdout, /^env removes +ORCHESTRA_OLD SECRET_TOKEN$/m);
    assert.doesNotMatch(stdout, /s3cret|red-value|own-value/);
    assert.match(stdout, /\nprompt:\nDo: it's "\$HOME" \*\nNo\. 1\n$/);
    const [, command = ''] = /\ncommand:\n([\s\S]*)\n\nprompt:/.exec(stdout) ?? [];
    const pasted = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    assert.equal(pasted.stdout, `--title=task_1|Do: ${prompt}\nNo. 1|`);

    const printed = await project.json(words, call);
    agreesWithSchema(printed);
    const [preview] = (printed as { preview: { argv: string[] }[] }).preview;
    assert.deepEqual(preview?.argv.slice(1), [
      '-c',
      script,
      'sh',
      '--title=task_1',
      `Do: ${prompt}\nNo. 1`,
    ]);
    assert.deepEqual(listing(project.folder), before);
    assert.ok(!existsSync(join(project.folder, 'plain/nowhere')));
  });

  it('of a batch shows what would be created, and refuses what start refuses', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'true', '--no-run']);
    const before = listing(project.folder);
    const input = linesOf(
      { prompt: 'one' },
      { prompt: 'two', after: [1] },
      { prompt: 'three', delay: '1h' },
    );
    const { stdout } = await project.orchestra(['start', '--batch', '-', '--dry-run'], { input });
    assert.equal(
      stdout,
      'task_2  sh  pending  one\ntask_3  sh  blocked  two\ntask_4  sh  blocked  three\n',
    );
    assert.equal((await project.orchestra(['start', 'shh', 'x', '--dry-run'])).code, 1);
    assert.deepEqual(listing(project.folder), before);
  });
});

describe('a batch that nobody conducts', { concurrency: 2 }, () => {
  it('is where it belongs at once: counted, asked about, and its drafts not waited for', async (t) => {
    const project = projectOf(t);
    const lines = ['{"prompt":"true"', '"draft":true}\n{"prompt":"true"', '"approve":true}\n'];
    await project.ask(['start', 'sh', '--batch', '-', '--no-run'], { input: lines.join() });
    const { counts } = (await project.json(['status'])) as {
      counts: { pending: number; draft: number; awaiting: number };
    };
    assert.deepEqual([counts.pending, counts.draft, counts.awaiting], [0, 1, 1]);
    assert.match((await project.ask(['requests'])).stdout, /^r1 +2 /m);
    assert.equal((await project.ask(['reject', '2', 'no need'])).code, 0);
    const { stderr } = await project.ask(['wait']);
    assert.equal(stderr, 'nothing to wait for\n');
  });
});

describe('start', { concurrency: 2 }, () => {
  it('--delay lets nothing begin before its time, and then by itself', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'true', '--delay', '1h', '--no-run']);
    const { status, reason } = await show(project, 1);
    assert.deepEqual({ status, reason }, { status: 'blocked', reason: 'until' });
    const words = ['start', 'sh', 'date +%s%3N', '--delay', '300ms', '--no-run'];
    const { task } = (await project.json(words)) as { task: { notBefore: string } };
    assert.equal((await project.ask(['wait', '2'])).code, 0);
    const { message } = await show(project, 2);
    assert.ok(Number(message) >= Date.parse(task.notBefore), `${message} ${task.notBefore}`);
  });

  it('--label marks a task, and show shows it', async (t) => {
    const project = projectOf(t);
    await project.ask([
      'start',
      'sh',
      'true',
      '--no-run',
      '--label',
      'area=cli, core',
      '--label',
      'by=me',
    ]);
    assert.match((await project.ask(['show', '1'])).stdout, /^labels +area=cli, core {2}by=me$/m);
    const bad = await project.orchestra(['start', 'sh', 'true', '--label', 'a b=c']);
    assert.deepEqual([bad.code, bad.stdout], [2, '']);
  });
});

describe('enqueue', { concurrency: 2 }, () => {
  it('queues for the default agent, starts nobody, and says how to run it', async (t) => {
    const project = projectOf(t);
    project.write('below/x', '');
    const words = ['enqueue', '--working-dir', 'below', 'echo', 'here'];
    const { code, stdout, stderr } = await project.orchestra(words);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'task_1  sh  echo here\n' });
    assert.match(stderr, /^to run it: .* run 1; to run all: .* run\n$/);
    assert.deepEqual(project.processes(), []);
    const { status, cwd } = await show(project);
    assert.deepEqual({ status, cwd }, { status: 'pending', cwd: join(project.folder, 'below') });
    assert.equal(
      (await project.orchestra(['enqueue', '-q', '-'], { input: 'true' })).stdout,
      'task_2\n',
    );
    assert.equal((await project.ask(['enqueue', '--agent', 'shh', 'x'])).code, 1);
    assert.equal((await project.orchestra(['run'])).code, 0);
  });

  it('says so when somebody conducts, who takes it up', async (t) => {
    const project = projectOf(t);
    assert.equal((await project.orchestra(['daemon', 'start'])).code, 0);
    const { stderr } = await project.ask(['enqueue', 'true']);
    assert.equal(stderr, 'somebody conducts, and takes it up\n');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
  });
});
