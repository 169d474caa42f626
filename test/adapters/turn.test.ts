import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, it } from 'node:test';
import { inTurn } from '../../src/adapters/turn.ts';
import { temporaryFolder } from '../support/local-run.ts';

const turn = new URL(`../../src/adapters/turn${extname(import.meta.url)}`, import.meta.url).href;

/** Counts up in a file, again and again, as nobody may who does not take turns. */
const counting = (folder: string, times: number): string => `
  const { inTurn } = await import(${JSON.stringify(turn)});
  const { readFileSync, writeFileSync } = await import('node:fs');
  for (let at = 0; at < ${times}; at += 1)
    inTurn(${JSON.stringify(join(folder, 'turn'))}, () => {
      const count = Number(readFileSync(${JSON.stringify(join(folder, 'count'))}, 'utf8'));
      writeFileSync(${JSON.stringify(join(folder, 'count'))}, String(count + 1));
    });`;

describe('a turn', () => {
  it('is one process alone in', async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'count'), '0');
    const ends = Array.from({ length: 3 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', counting(folder, 100)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      return new Promise((resolve) => child.once('close', resolve));
    });
    assert.deepEqual(await Promise.all(ends), [0, 0, 0]);
    assert.equal(readFileSync(join(folder, 'count'), 'utf8'), '300');
    assert.deepEqual(readdirSync(folder), ['count']);
  });

  it('that a killed process has left keeps nobody away', (t) => {
    const folder = temporaryFolder(t);
    const file = join(folder, 'turn');
    const left: [pid: string, agoS: number][] = [
      ['4194999', 3], // Above what the system gives.
      ['', 3],
      [String(process.ppid), 60],
    ];
    for (const [pid, agoS] of left) {
      writeFileSync(file, pid);
      const at = Date.now() / 1000 - agoS;
      utimesSync(file, at, at);
      assert.equal(
        inTurn(file, () => existsSync(file)),
        true,
      );
      assert.deepEqual(readdirSync(folder), []);
    }
  });

  it('is over when what is done in it fails', (t) => {
    const file = join(temporaryFolder(t), 'turn');
    assert.throws(() =>
      inTurn(file, () => {
        throw new Error('no');
      }),
    );
    assert.equal(existsSync(file), false);
  });
});
