import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allGone, finish, isRunning, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe("changing one's mind", { concurrency: 2 }, () => {
  describe('cancel', { concurrency: 2 }, () => {
    it('stops what waits and what runs, and says what it cannot', async (t) => {
      const project = projectOf(t, { maxParallel: 1 });
      await finish(project, ['sh', 'true']);
      await project.ask(['start', 'sh', 'sleep 3600']);
      await project.ask(['start', 'sh', 'true']);
      await until('it runs', isRunning(project, 2));
      const { code, stdout, stderr } = await project.orchestra(['cancel', '1', '2', '3']);
      assert.equal(code, 1);
      assert.equal(stdout, 'task_2 is being stopped\ntask_3 is cancelled\n');
      assert.equal(stderr, 'error: task_1 is already complete\n');
      assert.equal((await project.ask(['wait', '2', '3'])).code, 1);
      for (const number of [2, 3]) assert.equal((await show(project, number)).status, 'cancelled');
      assert.equal((await project.ask(['cancel', '99'])).code, 1);
      await allGone(project);
    });

    it('works with nobody conducting, and --all takes all', async (t) => {
      const project = projectOf(t);
      for (let count = 0; count < 3; count += 1)
        await project.ask(['start', 'sh', 'true', '--no-run']);
      const { code, stdout } = await project.ask(['cancel', '--all']);
      assert.equal(code, 0);
      assert.equal(stdout.match(/is cancelled$/gm)?.length, 3);
      assert.deepEqual(project.processes(), []);
      assert.equal((await project.ask(['cancel', '--all'])).stdout, 'nothing to cancel\n');
    });
  });

  describe('retry', { concurrency: 2 }, () => {
    it('is another run of the same task, with another prompt if asked', async (t) => {
      const project = projectOf(t);
      await finish(project, ['sh', 'exit 1']);
      const { code, stdout } = await project.orchestra(['retry', '1', '--prompt', 'echo better']);
      assert.deepEqual({ code, stdout }, { code: 0, stdout: 'task_1 is queued again\n' });
      assert.equal((await project.ask(['wait', '1'])).code, 0);
      const { runs, message } = await show(project);
      assert.equal(message, 'better');
      assert.equal(runs.length, 2);

      await project.ask(['retry', '1', '--prompt', untilGo]);
      const refused = await project.ask(['retry', '1']);
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /^error: task_1 is (pending|running); only a finished task/);
      project.write('go', '');
    });
  });
});
