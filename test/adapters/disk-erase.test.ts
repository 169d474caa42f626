import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createDisk } from '../../src/adapters/disk.ts';
import { Failure } from '../../src/core/failure.ts';
import { temporaryFolder } from '../support/local-run.ts';

const make = (t: TestContext) => {
  const folder = temporaryFolder(t);
  const at = (...path: string[]): string => join(folder, ...path);
  const put = (path: string, text = 'four'): void => {
    mkdirSync(at(path, '..'), { recursive: true });
    writeFileSync(at(path), text);
  };
  return { at, put, disk: createDisk(at('tmp')) };
};

describe('the disk: what is erased', () => {
  it('goes with all that is in it, and is told in bytes', (t) => {
    const { at, put, disk } = make(t);
    for (const path of ['runs/3/stdout', 'runs/3/out/deep/er/file', 'runs/37/stdout']) put(path);
    assert.equal(disk.erase(at('runs/3')), 8);
    assert.equal(disk.erase(at('runs/3'), { durable: true }), 0);
    assert.equal(disk.erase(at('runs/37/stdout')), 4);
    assert.deepEqual(readdirSync(at('runs')), ['37']);
  });

  it('is never what a link leads to, wherever the link is', (t) => {
    const { at, put, disk } = make(t);
    put('precious/file');
    put('runs/3/stdout');
    symlinkSync(at('precious'), at('runs/3/out'));
    symlinkSync(at('precious/file'), at('runs/3/done'));
    symlinkSync(at('precious'), at('runs/4'));
    disk.erase(at('runs/3'));
    disk.erase(at('runs/4'));
    assert.deepEqual(readdirSync(at('runs')), []);
    renameSync(at('runs'), at('elsewhere'));
    mkdirSync(at('precious/5'));
    symlinkSync(at('precious'), at('runs'));
    assert.throws(
      () => disk.erase(at('runs/5')),
      (error) => error instanceof Failure && /runs is a link, and nothing/.test(error.message),
    );
    assert.deepEqual(readdirSync(at('precious')).sort(), ['5', 'file']);
  });

  it('may be what an agent has locked up, named in bytes, or made a pipe', (t) => {
    const { at, put, disk } = make(t);
    put('runs/3/locked/file');
    mkdirSync(at('runs/3/blind'));
    writeFileSync(Buffer.concat([Buffer.from(`${at('runs/3')}/`), Buffer.from([0xff, 0xfe])]), '');
    execFileSync('mkfifo', [at('runs/3/pipe')]);
    chmodSync(at('runs/3/locked'), 0o500);
    chmodSync(at('runs/3/blind'), 0o000);
    disk.erase(at('runs/3'));
    assert.equal(existsSync(at('runs/3')), false);
  });

  it('may be deeper than any path can be long', (t) => {
    const { at, disk } = make(t);
    mkdirSync(at('runs/3'), { recursive: true });
    const name = 'd'.repeat(200);
    const script = `for (let n = 0; n < 40; n += 1) { fs.mkdirSync('${name}'); process.chdir('${name}'); }`;
    execFileSync(process.execPath, ['-e', script], { cwd: at('runs/3') });
    disk.erase(at('runs/3'));
    assert.equal(existsSync(at('runs/3')), false);
  });
});
