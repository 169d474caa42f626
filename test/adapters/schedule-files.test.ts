import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { createDisk } from '../../src/adapters/disk.ts';
import { createSchedules } from '../../src/adapters/schedule-files.ts';
import { Failure } from '../../src/core/failure.ts';
import { temporaryFolder } from '../support/local-run.ts';

const text = (cron: string) => JSON.stringify({ cron, task: { prompt: 'x' } });

function workspaceOf(t: TestContext) {
  const home = temporaryFolder(t);
  const root = join(home, '.orchestra');
  mkdirSync(join(root, 'tmp'), { recursive: true });
  const folder = join(root, 'schedules');
  return { home, folder, schedules: createSchedules(createDisk(join(root, 'tmp')), root) };
}

it('schedules are the very same until a file is changed, in place or by another, or goes', (t) => {
  const { folder, schedules } = workspaceOf(t);
  assert.deepEqual([...schedules.all()], []);
  assert.equal(schedules.all(), schedules.all());
  assert.equal(schedules.write('one', text('@daily'), false), true);
  assert.equal(schedules.write('one', text('@hourly'), false), false, 'it is there');
  writeFileSync(join(folder, 'two.json'), text('@daily'));
  const both = schedules.all();
  assert.deepEqual([...both.keys()], ['one', 'two']);
  assert.equal(schedules.all(), both);
  appendFileSync(join(folder, 'two.json'), '\n');
  const touched = schedules.all();
  assert.notEqual(touched, both);
  assert.equal(touched.get('one'), both.get('one'), 'it was not read again');
  schedules.write('one', text('@hourly'), true);
  const read = schedules.all().get('one');
  assert.ok(read?.ok);
  assert.equal(read.schedule.file.cron, '@hourly');
  rmSync(join(folder, 'two.json'));
  schedules.remove('one');
  assert.deepEqual([...schedules.all()], []);
});

it('whatever lies among schedules is told, and nobody waits for it', (t) => {
  const { home, folder, schedules } = workspaceOf(t);
  mkdirSync(join(folder, 'folder.json'), { recursive: true });
  symlinkSync('/nowhere', join(folder, 'link.json'));
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
  writeFileSync(join(folder, 'bytes.json'), Buffer.from([0xff, 0xfe]));
  for (const name of ['.hidden.json', 'README.md', 'old.json~'])
    writeFileSync(join(folder, name), '');
  const problems = [...schedules.all()].map(([name, read]) => [name, read.ok ? [] : read.problems]);
  assert.deepEqual(Object.fromEntries(problems), {
    folder: [`cannot read ${join(folder, 'folder.json')}: a folder is where a file should be`],
    link: ['leads nowhere'],
    pipe: ['is no regular file'],
    bytes: ['is no UTF-8 text'],
  });

  writeFileSync(join(home, 'prompt.md'), 'do it');
  assert.equal(schedules.promptFrom('prompt.md'), 'do it');
  assert.throws(() => schedules.promptFrom('lost.md'), Failure);
});
