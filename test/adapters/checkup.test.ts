import assert from 'node:assert/strict';
import { chmodSync, existsSync, lstatSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCheckup } from '../../src/adapters/checkup.ts';
import { examineFolder } from '../../src/adapters/checkup-folder.ts';
import { fileSystemOf } from '../../src/adapters/file-systems.ts';
import { temporaryFolder } from '../support/local-run.ts';
import { listing } from '../support/stories.ts';

const environment = { PATH: process.env['PATH'] ?? '' };

function workspace(t: TestContext): string {
  const root = join(temporaryFolder(t), '.orchestra');
  for (const folder of ['', 'tmp', 'tasks', 'lock'])
    mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  return root;
}

test('a healthy folder is told as such, and everything that was tried is gone', (t) => {
  const root = workspace(t);
  const before = listing(dirname(root)).filter((line) => !line.startsWith('.orchestra/tmp '));
  const { trial, ...facts } = examineFolder(root);
  assert.deepEqual(facts, {
    ...facts,
    root,
    exists: true,
    isWritable: true,
    owner: process.geteuid?.(),
    open: [],
    foreign: [],
    ahead: [],
    sentinels: [],
  });
  const { aheadMs = Number.NaN, ...refusals } = trial ?? {};
  assert.deepEqual(refusals, {});
  assert.ok(Number.isFinite(aheadMs));
  assert.ok((facts.room?.bytes ?? 0) > 0);
  const after = listing(dirname(root)).filter((line) => !line.startsWith('.orchestra/tmp '));
  assert.deepEqual(after, before);
});

test('where there is no workspace nothing is written, not even for a moment', (t) => {
  const folder = temporaryFolder(t);
  const changed = lstatSync(folder).mtimeMs;
  const { exists, isWritable, trial } = examineFolder(join(folder, 'deep/er/.orchestra'));
  assert.deepEqual(
    { exists, isWritable, trial },
    { exists: false, isWritable: true, trial: undefined },
  );
  assert.equal(lstatSync(folder).mtimeMs, changed);
  assert.equal(existsSync(join(folder, 'deep')), false);
});

test('what everybody may write to, what is from the future, and old sentinels are found', (t) => {
  const root = workspace(t);
  writeFileSync(join(root, 'agent-config.json'), '{}');
  chmodSync(join(root, 'agent-config.json'), 0o666);
  chmodSync(join(root, 'tasks'), 0o777);
  for (const name of ['task_3.done', 'task_4.timeout', 'task_04.done', 'task_5.txt', 'task_6.json'])
    writeFileSync(join(root, 'tasks', name), '');
  const inAnHour = Date.now() / 1000 + 3600;
  utimesSync(join(root, 'tasks/task_3.done'), inAnHour, inAnHour);

  const { open, ahead, sentinels } = examineFolder(root);
  assert.deepEqual(open, [join(root, 'agent-config.json'), join(root, 'tasks')]);
  assert.deepEqual(
    ahead.map(({ path }) => path),
    [join(root, 'tasks/task_3.done')],
  );
  assert.deepEqual(sentinels, [
    { task: 3, kind: 'done' },
    { task: 4, kind: 'timeout' },
  ]);
});

test('the machine is asked all at once', async (t) => {
  const facts = await createCheckup('/', temporaryFolder(t), environment).machine();
  assert.equal(facts.node, process.version);
  assert.deepEqual(facts.shellProblems, []);
  assert.equal(facts.seesProcesses, true);
  assert.equal(facts.user, process.geteuid?.());
  assert.equal(facts.repository.root, undefined);
  assert.ok((facts.filesMax ?? Infinity) > 0);
});

test('without git there is a problem, and no exception', async (t) => {
  const { git, repository } = await createCheckup('/', temporaryFolder(t), {
    PATH: '/nowhere',
  }).machine();
  assert.deepEqual(git, { problem: 'git is not there' });
  assert.deepEqual(repository, { problem: 'git is not there' });
});

const types: [
  type: number | undefined,
  platform: NodeJS.Platform,
  name: string,
  storage: string,
][] = [
  [0xef53, 'linux', 'ext', 'disk'],
  [0x9123_683e, 'linux', 'btrfs', 'disk'],
  [0x9123_683e - 2 ** 32, 'linux', 'btrfs', 'disk'],
  [0x6969, 'linux', 'nfs', 'network'],
  [0xff53_4d42, 'linux', 'cifs', 'network'],
  [0xfe53_4d42 - 2 ** 32, 'linux', 'smb2', 'network'],
  [0x0102_1997, 'linux', '9p', 'shared'],
  [0x6573_5546, 'linux', 'fuse', 'shared'],
  [0x794c_7630, 'linux', 'overlay', 'container'],
  [0x0102_1994, 'linux', 'tmpfs', 'memory'],
  [0x1234, 'linux', 'type 0x1234', 'unknown'],
  [26, 'darwin', 'not told', 'unknown'],
  [undefined, 'linux', 'not told', 'unknown'],
];
for (const [type, platform, name, storage] of types)
  test(`file system ${type} of ${platform} is ${name}, of the kind ${storage}`, () =>
    assert.deepEqual(fileSystemOf(type, platform), { name, storage }));
