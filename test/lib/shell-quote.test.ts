import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { quoteForShell } from '../../src/lib/shell-quote.ts';

describe('words quoted for a shell', () => {
  const cases: readonly [words: readonly string[], quoted: string][] = [
    [['claude', '-p', '--model=opus', 'a/b.c:d'], 'claude -p --model=opus a/b.c:d'],
    [['two words'], "'two words'"],
    [[''], "''"],
    [["it's"], String.raw`'it'\''s'`],
    [['A=1', 'b'], "'A=1' b"],
    [['~', '*', '$HOME', '!x', '#'], "'~' '*' '$HOME' '!x' '#'"],
    [['two\nlines\tof'], "'two\nlines\tof'"],
    [['\x1b[2J\\\'"'], String.raw`$'\x1b[2J\\\'"'`],
    [['\u009b5m'], String.raw`$'\xc2\x9b5m'`],
    [['日本'], "'日本'"],
  ];
  for (const [words, quoted] of cases)
    it(`are ${JSON.stringify(quoted)}`, () => {
      assert.equal(quoteForShell(words), quoted);
    });

  it('arrive in a shell as they were', () => {
    const words = cases.flatMap(([all]) => all);
    const script = `printf '%s\\0' ${quoteForShell(words)}`;
    const seen = execFileSync('bash', ['--norc', '-c', script], {
      encoding: 'utf8',
      env: { LC_ALL: 'C' },
    });
    assert.deepEqual(seen.split('\0').slice(0, -1), words);
  });
});
