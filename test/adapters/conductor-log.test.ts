import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createConductorLog } from '../../src/adapters/conductor-log.ts';
import { createDisk } from '../../src/adapters/disk.ts';
import { temporaryOf } from '../../src/adapters/store/index.ts';
import { readStamped } from '../../src/core/conductor-log.ts';
import { readText, temporaryFolder } from '../support/local-run.ts';

const at = '2026-03-01T12:00:00.000Z';

const logIn = (t: TestContext) => {
  const root = temporaryFolder(t);
  const path = join(root, 'conductor.log');
  return { root, path, log: createConductorLog(root, createDisk(temporaryOf(root)), () => at) };
};

describe('the log of conductors', () => {
  it('has a time before each line, which can be read again', (t) => {
    const { path, log } = logIn(t);
    log.say('one\ntwo');
    const lines = readText(path).split('\n');
    assert.equal(lines.length, 3);
    assert.deepEqual(lines.slice(0, 2).map(readStamped), [
      { at, text: 'one' },
      { at, text: 'two' },
    ]);
  });

  it('keeps what a conductor has not said itself as it is', () => {
    for (const line of ['', 'Error: x', '2026-99-01 12:00:00 x', '    at foo (bar.js:1:2)'])
      assert.deepEqual(readStamped(line), { text: line });
  });

  it('never grows beyond two files of a megabyte', (t) => {
    const { root, path, log } = logIn(t);
    const line = 'x'.repeat(50_000);
    for (let count = 0; count < 100; count += 1) log.say(`${count} ${line}`);
    for (const part of ['older', 'newest'] as const) assert.ok(log.size(part) < 1.2 * 1024 * 1024);
    assert.equal(log.size('older'), statSync(join(root, 'conductor.log.1')).size);
    assert.match(readText(path), / 99 x+\n$/);
    const newest = Buffer.from(log.readAt('newest', 0, 30)).toString();
    const older = log.readAt('older', log.size('older') - 50_100, 100);
    const [, first] = /00 (\d+) x/.exec(newest) ?? [];
    assert.match(Buffer.from(older).toString(), new RegExp(`00 ${Number(first) - 1} x`));
  });

  const plants: [what: string, plant: (path: string) => void][] = [
    ['a link', (path) => symlinkSync('/dev/full', path)],
    ['a folder', (path) => mkdirSync(path)],
    ['another name of a file', (path) => linkSync(`${path}.other`, path)],
  ];
  for (const [what, plant] of plants)
    it(`does not write to ${what}, and nobody is stopped by it`, (t) => {
      const { path, log } = logIn(t);
      writeFileSync(`${path}.other`, 'mine');
      plant(path);
      log.say('something');
      assert.equal(readText(`${path}.other`), 'mine');
    });

  it('is not made again where it was removed, for all may be about to go', (t) => {
    const { path, log } = logIn(t);
    log.say('one');
    rmSync(path);
    log.say('two');
    assert.equal(existsSync(path), false);
    writeFileSync(path, '');
    log.say('three');
    assert.match(readText(path), /^\S+ \S+ three\n$/);
  });

  it('makes nothing of a workspace that is gone', (t) => {
    const { root } = logIn(t);
    const gone = join(root, 'gone');
    const disk = createDisk(temporaryOf(gone));
    createConductorLog(gone, disk, () => at).say('something');
    assert.equal(existsSync(gone), false);
  });
});
