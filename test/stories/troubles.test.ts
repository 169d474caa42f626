import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { allGone, finish, isRunning, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('a conductor at work', { concurrency: 3 }, () => {
  it('starts a task at once whose dependency has long ended', async (t) => {
    const project = projectOf(t);
    await project.ask(['daemon', 'start']);
    await finish(project, ['sh', 'true']);
    await finish(project, ['sh', 'exit 1']);
    await project.ask(['start', 'sh', 'true', '--after', '1', '-q']);
    await project.ask(['start', 'sh', 'true', '--after', '2', '-q']);
    // The slow rescan comes after thirty seconds: that one of them was quick enough shows here.
    const { code } = await project.ask(['wait', '3', '4', '--timeout', '20']);
    assert.equal(code, 1);
    assert.equal((await show(project, 3)).status, 'complete');
    const { status, reason } = await show(project, 4);
    assert.deepEqual({ status, reason }, { status: 'failed', reason: 'dependency' });
  });

  it('goes on with the others when the folder of one run was removed', async (t) => {
    const project = projectOf(t);
    await project.ask(['daemon', 'start']);
    await project.ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    rmSync(join(project.root, 'runs', '1'), { recursive: true });
    const other = await project.orchestra(['start', 'sh', 'true', '--wait', '-q']);
    assert.equal(other.code, 0);
    assert.equal((await project.orchestra(['cancel', '1'])).code, 0);
    await project.ask(['wait', '1', '--timeout', '20']);
    assert.equal((await show(project, 1)).status, 'cancelled');
  });

  it('leaves when its workspace is removed, says so, and makes nothing of it again', async (t) => {
    for (const [args, hears] of [
      [['run'], ''],
      [['daemon'], 'conducting; Ctrl-C leaves, agents go on\n'],
    ] as const) {
      const project = projectOf(t);
      const { root, folder } = project;
      await project.ask(['start', 'sh', untilGo, '--no-run', '-q']);
      const conductor = project.background(args);
      await until('it runs', isRunning(project));
      rmSync(root, { recursive: true });
      const { code, stderr } = await conductor.ended;
      // In the middle of a pass it may first meet a folder that is gone, or half of its lock.
      const gone =
        /^(?:[\d:]{8} )?warning: (?:cannot .* does not exist|another conductor has taken over)\n/gm;
      const words = stderr.replace(gone, '').replace(/^[\d:]{8} task_1 started .*\n/m, '');
      assert.deepEqual(
        { code, stderr: words },
        {
          code: 1,
          stderr: `${hears}error: ${root} was removed while it was conducted
hint: what was queued is lost; agents that still run are stopped within minutes
`,
        },
      );
      project.write('go', '');
      await allGone(project);
      assert.deepEqual(readdirSync(folder), ['go']);
    }
  });

  it('hears that it should leave in the middle of a drain', async (t) => {
    const project = projectOf(t, { maxParallel: 4 });
    const tasks = Array.from({ length: 120 }, () => ({ agent: 'sh', prompt: 'true', cwd: '/' }));
    await project.ask(['init']);
    const batch = { version: 1, kind: 'batch', at: '2026-01-01T00:00:00.000Z', tasks };
    project.write(
      `.orchestra/intents/${'0'.repeat(14)}-${'0'.repeat(8)}.json`,
      JSON.stringify(batch),
    );
    await project.ask(['daemon', 'start']);
    await until('it is at work', isRunning(project, 3));
    const { code, stdout } = await project.orchestra(['daemon', 'stop']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'stopped\n' });
    const { counts } = (await project.json(['status'])) as { counts: { pending: number } };
    assert.ok(counts.pending > 0, 'there was still work to do');
  });
});
