import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withAsciiSigns } from '../../src/lib/signs.ts';
import { displayWidth } from '../../src/lib/text.ts';
import { projectRoot } from '../support/root.ts';

test('every sign that the command line prints has one of ASCII that is as wide', () => {
  const folder = join(projectRoot, 'src/cli');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts'));
  assert.ok(sources.length > 30);
  const text = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  const signs = new Set(text.match(/[^\0-\x7f]/gu));
  assert.ok(signs.has('✔'));
  for (const sign of signs) {
    assert.match(withAsciiSigns(sign), /^[!-~]$/, sign);
    assert.equal(displayWidth(sign), 1, sign);
  }
});

test('what is none of our signs is left alone', () =>
  assert.equal(withAsciiSigns('naïve 日本 ✔'), 'naïve 日本 v'));
