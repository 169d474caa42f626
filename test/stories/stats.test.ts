import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { StatsOutput } from '../../src/operations/stats.ts';
import { finish, projectOf } from '../support/stories.ts';

it('stats tells how it went, of all or of some', async (t) => {
  const project = projectOf(t);
  const none = await project.ask(['stats']);
  assert.deepEqual(
    { ...none },
    { code: 0, signal: null, stdout: '', stderr: 'nothing of this kind has ended\n' },
  );
  await finish(project, ['sh', 'test "$ORCHESTRA_ATTEMPT" = 2', '--retries', '1']);
  await finish(project, ['sh', 'exit 3', '--label', 'area=cli']);

  const { stdout } = await project.ask(['stats', '--since', '2h']);
  const [heading = '', row = '', , sentence = '', reasons] = stdout.split('\n');
  assert.match(heading, /^AGENT +TASKS +SUCCESS +DONE +FAILED +CANCELLED +RETRIES +P50 +P95$/);
  assert.match(row, /^sh +2 +█{10}▒{10} +50 % +1 +1 +0 +1 +\S+ +\S+$/);
  assert.match(sentence, /^2 tasks have ended since .*, 2h ago; agents worked for /);
  assert.equal(reasons, 'failed: exit 1');

  const { groups, total } = (await project.json(['stats', '--by', 'label.area'])) as StatsOutput;
  assert.deepEqual(
    groups.map(({ name, tasks, retries, successPercent }) => [
      name,
      tasks,
      retries,
      successPercent,
    ]),
    [
      [undefined, 1, 1, 100],
      ['cli', 1, 0, 0],
    ],
  );
  assert.deepEqual(total.reasons, { exit: 1 });
  const wrong = await project.ask(['stats', '--by', 'agnet']);
  assert.equal(wrong.code, 2);
  assert.match(
    wrong.stderr,
    /did you mean agent\?\nhint: known: agent, day, group, label\.NAME\n$/,
  );
});
