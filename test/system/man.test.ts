import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { manFile } from '../support/man-page.ts';
import { projectRoot } from '../support/root.ts';

/** What the terminal driver takes for: no colours, no letters struck twice. */
const plain = ['-P-c', '-P-b', '-P-u'];
const isThere = spawnSync('groff', ['--version']).status === 0;

it('the man page is rendered without a warning', {
  skip: isThere ? false : 'needs the package groff-base',
}, () => {
  const args = ['-ww', '-man', '-Tutf8', ...plain, join(projectRoot, manFile)];
  const { status, stdout, stderr } = spawnSync('groff', args, {
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, /^NAME\n {7}orchestra - queue work for coding agents/m);
  assert.match(stdout, /echo "3 tests added" >"\$ORCHESTRA_DONE_FILE"/);
});
