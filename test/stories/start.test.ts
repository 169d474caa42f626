import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  allGone,
  conductors,
  environmentOf,
  isConducted,
  isRunning,
  projectOf,
  show,
  untilGo,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('start', { concurrency: 4 }, () => {
  it('takes the prompt from its words, from stdin or from a file', async (t) => {
    const project = projectOf(t);
    project.write('prompt.md', 'echo from a file');
    await project.orchestra(['start', 'sh', 'echo', 'from', 'words', '-q']);
    await project.orchestra(['start', 'sh', '-', '-q'], { input: 'echo from stdin' });
    await project.orchestra(['start', 'sh', '@prompt.md', '-q']);
    assert.equal((await project.ask(['wait'])).code, 0);
    const prompts = [await show(project, 1), await show(project, 2), await show(project, 3)];
    assert.deepEqual(
      prompts.map(({ prompt, message }) => ({ prompt, message })),
      ['words', 'stdin', 'a file'].map((from) => ({
        prompt: `echo from ${from}`,
        message: `from ${from}`,
      })),
    );
  });

  it('keeps every flag with the task, and passes on what is for the agent', async (t) => {
    const echoes = 'echo "$COLOR $2 $PWD $ORCHESTRA_TASK_NUMBER"';
    const project = projectOf(t, {
      agents: {
        echoes: { command: 'sh', args: ['-c', echoes, 'sh'], modelArgs: ['-c', '{model}'] },
        reads: {
          command: 'sh',
          args: ['-c', `cat; ${echoes}`, 'sh', '{modelArgs}'],
          prompt: 'stdin',
          modelArgs: ['--model', '{model}'],
        },
      },
    });
    mkdirSync(join(project.folder, 'below'));
    await project.orchestra(['start', 'reads', 'first', '-q', '--no-run']);
    const flags = ['--priority', '-5', '--timeout', '90', '--retries', '2', '--after', 'task_1'];
    const more = ['--cwd', 'below', '--env', 'COLOR=red=blue', '--title', 'two', '--model', 'big'];
    await project.orchestra(['start', 'reads', 'second ', ...flags, ...more, '--wait', '-q']);
    const task = await show(project, 2);
    assert.equal(task.message, `second red=blue big ${project.folder}/below 2`);
    assert.equal(task.title, 'two');
    assert.equal(task.priority, -5);
    assert.equal(task.timeoutMs, 90_000);
    assert.deepEqual(task.after, [1]);
    assert.deepEqual(task.env, ['COLOR']);
    assert.equal(task.model, 'big');
    assert.equal(task.cwd, join(project.folder, 'below'));
  });

  it('prints the id alone with -q, and one line without', async (t) => {
    const project = projectOf(t);
    const quiet = await project.orchestra(['start', 'sh', 'true', '-q', '--no-run']);
    assert.deepEqual({ ...quiet }, { code: 0, signal: null, stdout: 'task_1\n', stderr: '' });
    const loud = await project.orchestra(['start', 'sh', '\n\n true\nmore', '--no-run']);
    assert.equal(loud.stdout, 'task_2  sh  true\n');
  });

  it('--no-run only queues, and nobody conducts', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'true', '--no-run']);
    assert.deepEqual(project.processes(), []);
    assert.equal(await isConducted(project), false);
    assert.equal((await show(project)).status, 'pending');
  });

  it('--follow shows what the agent says while it says it, over all attempts', async (t) => {
    const project = projectOf(t);
    const prompt = `echo attempt $ORCHESTRA_ATTEMPT; ${untilGo}; [ $ORCHESTRA_ATTEMPT = 2 ]`;
    const call = project.background(['start', 'sh', prompt, '--follow', '--retries', '1', '-q']);
    await until('the first line is shown', () => call.said.stdout.includes('attempt 1\n'));
    project.write('go', '');
    const { code, stdout } = await call.ended;
    assert.equal(code, 0);
    assert.equal(stdout, 'task_1\nattempt 1\nattempt 2\n');
  });

  it('--wait ends with 130 when it is interrupted, and the task goes on', async (t) => {
    const project = projectOf(t);
    const call = project.background(['start', 'sh', untilGo, '--wait', '-q']);
    await until('it runs', isRunning(project));
    call.kill('SIGINT');
    assert.equal((await call.ended).code, 130);
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
  });

  it('a higher priority goes first', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    for (const [name, priority] of Object.entries({ c: '-1', b: '0', a: '999', d: '-999' }))
      await project.orchestra([
        'start',
        'sh',
        `echo ${name} >>order`,
        '--no-run',
        '--priority',
        priority,
      ]);
    assert.equal((await project.orchestra(['run'])).code, 0);
    assert.equal(project.read('order'), 'a\nb\nc\nd\n');
  });

  it('--after waits for the other one, and fails when that cannot complete', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'exit 1', '--no-run']);
    await project.orchestra(['start', 'sh', 'true', '--no-run', '--after', '1']);
    await project.orchestra(['start', 'sh', 'true', '--no-run', '--after', '2']);
    assert.equal((await show(project, 2)).status, 'blocked');
    assert.equal((await project.orchestra(['run'])).code, 1);
    const { status, reason, message } = await show(project, 3);
    assert.deepEqual({ status, reason }, { status: 'failed', reason: 'dependency' });
    assert.match(message ?? '', /task 2, which it waits for, did not complete/);
  });

  it('--retries tells the next attempt why the last one failed, after a pause', async (t) => {
    const script =
      'cat >"seen-$ORCHESTRA_ATTEMPT"; [ "$ORCHESTRA_ATTEMPT" = 3 ] || { echo "no $ORCHESTRA_ATTEMPT" >&2; exit 4; }';
    const project = projectOf(t, {
      retry: { delay: '200ms', factor: 2 },
      agents: { tries: { script, promptTemplate: '{userPrompt} [{previousError}]' } },
    });
    const call = project.background(['start', 'tries', 'go', '--retries', '5', '--wait', '-q']);
    const task = await until('it waits for its next attempt', async () => {
      const seen = project.read('.orchestra/tasks/task_1.json');
      return seen.includes('"notBefore"') && (JSON.parse(seen) as { notBefore?: string });
    });
    assert.ok(Date.parse(task.notBefore ?? '') > 0);
    assert.equal((await call.ended).code, 0);
    const seen = [1, 2, 3].map((attempt) => project.read(`seen-${attempt}`));
    assert.deepEqual(seen, ['go []', 'go [exit code 4: no 1]', 'go [exit code 4: no 2]']);
    const { runs } = await show(project);
    assert.deepEqual(
      runs.map(({ outcome }) => outcome?.reason),
      ['exit', 'exit', undefined],
    );
  });

  it('says so when no agent is configured and a simulated one does it', async (t) => {
    const project = projectOf(t, { agents: {} });
    const { code, stdout, stderr } = await project.orchestra(['start', 'coder', 'hi', '--wait']);
    assert.equal(code, 0);
    assert.match(stdout, /coder \(simulated\)/);
    assert.match(
      stderr,
      /^note: no real agent is set up, so coder is simulated; see orchestra init\n/,
    );
    const second = await project.orchestra(['start', 'coder', 'Mend it']);
    assert.deepEqual([second.code, second.stderr], [0, '']);
    assert.match((await project.ask(['status'])).stdout, /simulated: no real agent/);
    assert.match((await project.ask(['logs', '1'])).stdout, /No real agent runs here/);
  });

  it('two at once spawn one conductor that runs both', async (t) => {
    const project = projectOf(t);
    const calls = [1, 2, 3].map(() => project.background(['start', 'sh', untilGo, '-q']));
    for (const { ended } of calls) assert.equal((await ended).code, 0);
    await until('all run', isRunning(project, 3));
    await until('one conducts', () => conductors(project).length === 1);
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1', '2', '3'])).code, 0);
    await allGone(project);
  });

  it('inside a run never conducts itself, and hands on nothing of the run', async (t) => {
    const project = projectOf(t);
    const env = { ORCHESTRA_RUN: 'a'.repeat(32), ORCHESTRA_TASK_ID: 'task_7', TRACEPARENT: '00-0' };
    const call = project.background(['start', 'sh', untilGo, '--wait', '-q'], { env });
    await until('it runs', isRunning(project));
    const [conductor, ...others] = conductors(project);
    assert.ok(conductor && others.length === 0);
    assert.notEqual(conductor.pid, call.pid);
    const names = environmentOf(conductor.pid).map((entry) => entry.split('=')[0]);
    assert.ok(names.includes('PATH'));
    assert.deepEqual(
      names.filter((name) => /^(ORCHESTRA_.*|TRACEPARENT)$/.test(name ?? '')),
      [],
    );
    project.write('go', '');
    assert.equal((await call.ended).code, 0);

    await allGone(project);
    await project.orchestra(['start', 'sh', 'true', '--no-run']);
    assert.equal((await project.orchestra(['run'], { env })).code, 0);
    assert.equal((await show(project, 2)).status, 'complete');
    const epochs = readdirSync(join(project.root, 'lock')).filter((name) => /^\d+$/.test(name));
    const kinds = epochs.map((name) => JSON.parse(project.read('.orchestra/lock', name)).kind);
    assert.ok(!kinds.includes('run'), kinds.join());
  });
});
