import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/local-run.ts';
import { projectRoot } from '../support/root.ts';

const page = readFileSync(join(projectRoot, 'docs/upkeep.md'), 'utf8');
const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

describe('what docs/upkeep.md has a service manager run', () => {
  it('is a unit that systemd takes without a word', {
    skip: isThere('systemd-analyze') ? false : 'needs the package systemd',
  }, (t) => {
    const folder = temporaryFolder(t);
    const unit = join(folder, 'orchestra@tmp.service');
    writeFileSync(unit, block('ini'));
    const { status, stderr } = spawnSync('systemd-analyze', ['--user', 'verify', unit], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });

  it('is a property list that can be read', {
    skip: isThere('python3') ? false : 'needs python3',
  }, () => {
    const read =
      'import plistlib, sys, json; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
    const { stdout, stderr } = spawnSync('python3', ['-c', read], {
      encoding: 'utf8',
      input: block('xml'),
    });
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout).ProgramArguments, ['/usr/bin/env', 'orchestra', 'daemon']);
  });
});

/** The block of this language on the page. */
const block = (language: string): string =>
  page.match(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm'))?.[1] ??
  assert.fail(`docs/upkeep.md has no block of ${language}`);
