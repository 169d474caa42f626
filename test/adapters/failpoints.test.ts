import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { readFailpoints, withFailpoints } from '../../src/adapters/failpoints.ts';
import { wrappingFor } from '../../src/app-failpoints.ts';
import { intentOrder } from '../../src/core/intent.ts';
import { layout, orderOf } from '../../src/core/layout.ts';
import { readText, temporaryFolder } from '../support/local-run.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';
import { projectRoot } from '../support/root.ts';

const root = '/w/.orchestra';
const named: [path: string, name: string][] = [
  [layout.inRun(37, 'spec.json'), 'create runs/spec.json'],
  [layout.task(12), 'create tasks/task.json'],
  [layout.entry('pending', orderOf({ number: 12, priority: 5 })), 'create queue/pending'],
  [layout.beat(7), 'create lock/beat'],
  // The tail of an intent is random: none may give it a name of its own.
  ...['abcdefab', '1234567c', '12345678', '1234abcd1234567f'].flatMap(
    (tail): [string, string][] => [
      [layout.intent(intentOrder(1, tail)), 'create intents/json'],
      [layout.answer(intentOrder(1, tail)), 'create intents/answered/json'],
      [layout.plan(intentOrder(1, tail)), 'create intents/plan.json'],
    ],
  ),
];
for (const [path, name] of named)
  test(`the effect on ${path} is called ${name}`, () => {
    const disk = createMemoryDisk();
    const names: string[] = [];
    const note = (effect: string) => {
      names.push(effect);
      return { before: () => undefined, after: () => undefined };
    };
    disk.grow(`${root}/${path}`.slice(0, `${root}/${path}`.lastIndexOf('/')));
    withFailpoints(disk, root, note).create(`${root}/${path}`, '');
    assert.deepEqual(names, [name]);
  });

test('every place is passed in order, one in the middle of what writes, each with its time', (t) => {
  const folder = temporaryFolder(t);
  const trace = join(folder, 'trace');
  const { status } = child(
    folder,
    `trace:${trace}`,
    `
    disk.mark('${folder}/a');
    disk.append('${folder}/log', 'one');
    disk.append('${folder}/log', 'two');
    disk.replace('${folder}/empty', '');`,
  );
  assert.equal(status, 0);
  assert.deepEqual(readText(trace).trim().split('\n'), [
    'before:mark a:1',
    'after:mark a:1',
    'before:append log:1',
    'middle:append log:1',
    'after:append log:1',
    'before:append log:2',
    'middle:append log:2',
    'after:append log:2',
    'before:replace empty:1',
    'after:replace empty:1',
  ]);
  assert.equal(readText(folder, 'log'), 'one\ntwo\n', 'what is written in two goes is whole');
});

for (const [place, log] of [
  ['before:append log:2', 'first\n'],
  ['middle:append log:2', 'first\nsecon'],
  ['after:append log:2', 'first\nsecond li\n'],
  ['before:append log', ''],
] as const)
  test(`killed at ${place}, it leaves just that`, (t) => {
    const folder = temporaryFolder(t);
    const append = ['first', 'second li'].map((line) => `disk.append('${folder}/log', '${line}');`);
    assert.equal(child(folder, place, append.join('\n')).signal, 'SIGKILL');
    assert.equal(readText(folder, 'log'), log);
  });

test('killed in the middle of a whole file, it leaves the name alone', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'record'), 'old');
  const { signal } = child(
    folder,
    'middle:replace record',
    `disk.replace('${folder}/record', 'the new one');`,
  );
  assert.equal(signal, 'SIGKILL');
  assert.equal(readText(folder, 'record'), 'old');
  const [torn = ''] = readdirSync(join(folder, 'tmp'));
  assert.equal(readText(folder, 'tmp', torn), 'the ne');
});

test('without a setting nothing is wrapped, and the module is not even loaded', async () => {
  assert.equal(readFailpoints(undefined), undefined);
  assert.equal(readFailpoints(''), undefined);
  const wrap = await wrappingFor(undefined);
  const disk = createMemoryDisk();
  assert.equal(wrap.disk(disk, root), disk);
  for (const file of ['app.ts', 'app-engine.ts', 'app-failpoints.ts', 'app-cli.ts', 'main.ts'])
    assert.doesNotMatch(
      readText(projectRoot, 'src', file),
      /^import (?!type).*adapters\/failpoints/m,
    );
});

/** Another process that acts on a disk with failpoints. */
function child(folder: string, setting: string, script: string) {
  const [points, disk] = ['failpoints', 'disk'].map((name) =>
    JSON.stringify(
      new URL(`../../src/adapters/${name}${extname(import.meta.url)}`, import.meta.url),
    ),
  );
  const text = `
    const { readFailpoints, withFailpoints } = await import(${points});
    const { createDisk } = await import(${disk});
    const failpoints = readFailpoints(${JSON.stringify(setting)});
    const disk = withFailpoints(createDisk('${folder}/tmp'), '${folder}', failpoints);
    ${script}`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' });
}
