import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { assertRefused } from '../support/refusal.ts';
import { allGone, finish, listing, projectOf, show } from '../support/stories.ts';

type Put = (path: string) => void;

const aFile: Put = (path) => writeFileSync(path, '');
const aFolder: Put = (path) => void mkdirSync(path);
const aFifo: Put = (path) => void execFileSync('mkfifo', [path]);
const aLinkTo =
  (target: string): Put =>
  (path) =>
    symlinkSync(target, path);
const bytes =
  (...values: number[]): Put =>
  (path) =>
    writeFileSync(path, Buffer.from(values));
const huge: Put = (path) => {
  writeFileSync(path, '');
  truncateSync(path, 100 * 1024 * 1024); // A hole: it takes no room.
};

const looks = [['status'], ['show', '1'], ['logs', '1']];
const acts = [
  ['start', 'sh', 'true'],
  ['daemon', 'start'],
];
const start = ['start', 'sh', 'true', '--no-run'];

/** What stands in the place of a file or folder of ours, and which commands cannot do without. */
const rows: readonly [name: string, what: string, put: Put, calls: string[][], says: RegExp][] = [
  ['.', 'a file', aFile, [...looks, ...acts, ['init']], /orchestra is a file; it should be a fold/],
  ['.', 'a FIFO', aFifo, [['status'], start], /\.orchestra is a file; it should be a folder$/],
  [
    '.',
    'a link to nowhere',
    aLinkTo('/nonexistent/x'),
    [...looks, ...acts, ['init']],
    /\/\.orchestra is a link that leads nowhere$/,
  ],
  [
    '.',
    'a link to itself',
    aLinkTo('.orchestra'),
    [...looks, start, ['init']],
    /\/\.orchestra is a link that leads nowhere$/,
  ],
  ['tasks', 'a file', aFile, [['show', '1'], start], /cannot read .*\/tasks\/.*: a file is where/],
  ['queue', 'a file', aFile, [['status'], start], /\/queue\/\w+: a file is where a folder should/],
  ['lock', 'a file', aFile, [['status'], ['daemon', 'status']], /\/lock: a file is where a folder/],
  ['tmp', 'a file', aFile, [start], /cannot write .*: a file is where a folder should be$/],
  ['intents', 'a file', aFile, [['status'], start], /\/intents.*: a file is where a folder/],
  [
    'conductor.log',
    'a folder',
    aFolder,
    [['start', 'sh', 'true']],
    /^task_2 is queued, but nobody conducts: cannot write .*conductor\.log: a folder is where/,
  ],
  [
    'tasks/task_1.json',
    'a folder',
    aFolder,
    [['show', '1']],
    /a folder is where a file should be$/,
  ],
  ['tasks/task_1.json', 'empty', aFile, [['show', '1']], /task_1\.json is damaged: .* got the end/],
  ['agent-config.json', 'a folder', aFolder, [start], /a folder is where a file should be$/],
  ['agent-config.json', 'a FIFO', aFifo, [start], /agent-config\.json is no regular file$/],
  ['agent-config.json', 'endless', aLinkTo('/dev/zero'), [start], /is no regular file$/],
  ['agent-config.json', 'huge', huge, [start], /agent-config\.json holds more than 64 MiB$/],
  ['agent-config.json', 'empty', aFile, [start], /: is no JSON: expected a value, got the end$/],
  ['agent-config.json', 'no text', bytes(0x7b, 0xff, 0xfe), [start], /is no UTF-8 text$/],
];

describe('what is not what it should be', { concurrency: 3 }, () => {
  for (const [name, what, put, calls, says] of rows)
    it(`is told and left alone: ${name} that is ${what}`, async (t) => {
      const project = await withHistory(projectOf(t));
      const path = join(project.root, name);
      rmSync(path, { recursive: true, force: true });
      put(path);
      const before = listing(project.folder);
      for (const args of calls) assertRefused(await project.ask(args), { code: 1, says });
      if (name !== 'conductor.log') assert.deepEqual(names(listing(project.folder)), names(before));
    });

  it('is no matter where it does not count', async (t) => {
    const project = await withHistory(projectOf(t));
    const config = project.read('.orchestra/agent-config.json');
    project.write('.orchestra/agent-config.json', `\ufeff${config}`);
    for (const name of ['.gitignore', 'shim']) {
      rmSync(join(project.root, name), { recursive: true });
      mkdirSync(join(project.root, name));
    }
    const { code, stderr } = await project.orchestra(['start', 'sh', 'true', '--wait', '-q']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  });

  it('is no matter for a workspace behind a link', async (t) => {
    const project = await withHistory(projectOf(t));
    const real = join(project.folder, 'elsewhere');
    cpSync(project.root, real, { recursive: true });
    rmSync(project.root, { recursive: true });
    symlinkSync(real, project.root);
    assert.equal((await project.orchestra(['start', 'sh', 'true', '--wait', '-q'])).code, 0);
    assert.equal((await show(project, 2)).status, 'complete');
  });
});

/** A project with one task that is complete, and nobody at work. */
async function withHistory(project: Project): Promise<Project> {
  await finish(project, ['sh', 'true']);
  await allGone(project);
  return project;
}

const names = (lines: readonly string[]): string[] =>
  lines.map((line) => line.split(' ')[0] ?? '').filter((name) => !/\/tmp\//.test(name));
