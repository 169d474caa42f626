import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { finish, listing, projectOf } from '../support/stories.ts';

const said = 'much is said, again and again\n'.repeat(2_000);

it('what is archived leaves the lists, is read as before, and comes back or goes for good', async (t) => {
  const project = projectOf(t);
  const prompts = [`yes much is said, again and again | head -n 2000`, 'exit 3', 'true', 'true'];
  const input = prompts.map((prompt) => `${JSON.stringify({ prompt })}\n`).join('');
  await finish(project, ['--batch', '-', '--label', 'area=docs'], { input });
  const before = listing(project.folder);
  const dry = await project.orchestra(['archive', '--label', 'area', '--keep', '2', '--dry-run']);
  assert.match(dry.stdout, /^task_\d would be archived\n.*\n2 tasks would be archived\n$/s);
  assert.deepEqual(listing(project.folder), before, 'nothing was written');

  const none = await project.orchestra(['archive']);
  assert.deepEqual([none.code, none.stderr.split('\n')[0]], [2, 'error: archive what?']);
  const nameless = await project.orchestra(['clean', 'all', '--label', '=docs']);
  assert.match(nameless.stderr, /^error: --label takes NAME or NAME=VALUE, got "=docs"\n/);
  const done = await project.orchestra(['archive', '1', '2', '99']);
  assert.deepEqual([done.code, done.stderr.split('\n')[0]], [1, 'error: there is no task_99']);
  const { stdout } = await project.orchestra(['archive', '1', '2']);
  assert.equal(stdout, 'task_1 is in the archive\ntask_2 is in the archive\n2 tasks archived\n');

  const folder = join(project.root, 'archive/runs/0/1');
  assert.ok(existsSync(join(folder, 'stdout.gz')));
  assert.ok(readFileSync(join(folder, 'stdout.gz')).length < said.length / 10);
  assert.ok(!existsSync(join(project.root, 'runs/1')));
  const status = (await project.json(['status'])) as { counts: Record<string, number> };
  assert.deepEqual([status.counts['complete'], status.counts['failed']], [2, 0]);
  assert.equal((await project.orchestra(['logs', '1'])).stdout, said);
  assert.equal((await project.orchestra(['logs', '1', '-n', '1'])).stdout, said.slice(0, 30));
  const shown = (await project.json(['show', '1'])) as { [key: string]: unknown };
  assert.deepEqual(
    [shown['status'], shown['archived'], shown['folder']],
    ['complete', true, folder],
  );
  const format = ['--format', '{number} {archived}', '--sort', 'number'];
  const marked = (await project.ask(['list', '--archived', ...format])).stdout;
  assert.equal(marked, '1 true\n2 true\n3 \n4 \n');
  assert.equal((await project.ask(['wait', '2'])).code, 1, 'it failed, and still says so');
  assert.equal((await project.orchestra(['recover', '--dry-run'])).code, 0);

  await project.ask(['retry', '2', '--prompt', 'echo better']);
  assert.equal((await project.ask(['wait', '2'])).code, 0);
  assert.ok(!existsSync(join(project.root, 'archive/0/task_2.json')));
  const cleaned = await project.orchestra(['clean', 'complete', '--keep', '2']);
  assert.match(cleaned.stdout, /^task_1 is removed\n.*removed 2 tasks, /s);
  assert.ok(!existsSync(folder));
});

it('who conducts puts away what the config says, and removes what is too old', async (t) => {
  const project = projectOf(t, { maxQueueSize: 2 });
  const input = ['1', '2', '3', '4'].map((prompt) => `{"prompt": "echo ${prompt}"}\n`).join('');
  await finish(project, ['--batch', '-'], { input });
  await finish(project, ['sh', 'echo 5']); // Who conducts looks when it comes, and once an hour.
  const listed = (await project.json(['list'])) as { tasks: object[] };
  assert.equal(listed.tasks.length, 3);
  const all = (await project.json(['list', '--archived'])) as { tasks: object[] };
  assert.equal(all.tasks.length, 5);
});
