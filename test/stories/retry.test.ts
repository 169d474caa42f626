import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectOf, show } from '../support/stories.ts';

describe('retry', { concurrency: 2 }, () => {
  it('runs all that failed again, or some of it, and says what it cannot', async (t) => {
    const project = projectOf(t);
    for (const prompt of ['exit 1', 'exit 1', 'true', 'touch it; exit 1'])
      await project.orchestra(['start', 'sh', prompt, '--no-run', '--title', prompt]);
    await project.orchestra(['run']);

    const some = await project.orchestra(['retry', '--all-failed', '--filter', 'title~touch']);
    assert.deepEqual([some.code, some.stdout], [0, 'task_4 is queued again\n']);
    await project.orchestra(['wait', '4']);
    const all = await project.ask(['retry', '--all-failed', '--timeout', '7m']);
    assert.equal(all.code, 0);
    assert.deepEqual(
      all.stdout,
      [1, 2, 4].map((number) => `task_${number} is queued again\n`).join(''),
    );
    await project.orchestra(['wait', '1', '2', '4']);
    const { timeoutMs, runs } = await show(project, 4);
    assert.deepEqual([timeoutMs, runs.length], [420_000, 3]);

    const two = await project.ask(['retry', '1', '2', '--prompt', 'true']);
    assert.match(two.stderr, /^error: --prompt is for one task\n/);
    const unknown = await project.ask(['retry', '1', '98', '99']);
    assert.match(unknown.stderr, /^error: there is no task_98; there is no task_99\n/);
    await project.ask(['retry', '1', '--prompt', 'true', '--json']);
    await project.orchestra(['clean', 'failed']);
    const none = await project.ask(['retry', '--all-failed']);
    assert.deepEqual([none.code, none.stdout], [0, 'nothing failed\n']);
  });

  it('--edit has the prompt edited first', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'exit 1', '--wait', '-q']);
    const withEditor = (script: string) => {
      project.write('editor.sh', script);
      const env = { EDITOR: `sh ${join(project.folder, 'editor.sh')}`, TMPDIR: project.folder };
      return project.ask(['retry', '1', '--edit'], { env });
    };
    const empty = await withEditor(': >"$1"');
    assert.match(empty.stderr, /^error: the prompt is empty\nhint: the prompt is kept in /);
    const failed = await withEditor('exit 3');
    assert.match(failed.stderr, /^error: the editor ended with 3: nothing was changed\n/);
    const { code, stdout } = await withEditor('echo "echo better" >"$1"');
    assert.deepEqual([code, stdout], [0, 'task_1 is queued again\n']);
    await project.orchestra(['wait', '1']);
    const { message, runs } = await show(project);
    assert.deepEqual([message, runs.length], ['better', 2]);
    const several = await project.ask(['retry', '1', '2', '--edit']);
    assert.match(several.stderr, /^error: --edit is for the prompt of one task\n/);
  });

  it('of failures happens for the reasons that were named, after the pauses that were', async (t) => {
    const project = projectOf(t);
    const policy = ['--retries', '2', '--retry-delay', '1ms', '--retry-factor', '1.5'];
    const more = ['--retry-ceiling', '2ms', '--retry-jitter', '0', '--no-run'];
    await project.orchestra(['start', 'sh', 'exit 1', ...policy, ...more, '--retry-on', 'timeout']);
    await project.orchestra(['start', 'sh', 'exit 1', ...policy, ...more, '--retry-on', 'exit']);
    assert.match(
      (await project.orchestra(['show', '2'])).stdout,
      /^retry +retries \d+ {2}on exit /m,
    );
    await project.orchestra(['run']);
    assert.equal((await show(project, 1)).runs.length, 1);
    assert.equal((await show(project, 2)).runs.length, 3);
    const wrong = await project.orchestra(['start', 'sh', 'x', '--retry-on', 'tiemout']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /retryOn.*did you mean timeout\?|--retry-on.*timeout/);
  });
});
