import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stepsIn } from '../support/console.ts';
import { follow, newcomer } from '../support/newcomer.ts';
import { projectRoot } from '../support/root.ts';

test('a newcomer who follows the README sees what it shows', { timeout: 300_000 }, async (t) => {
  const shell = newcomer(t);
  const clone = join(shell.home, 'clone');
  copyOfSources(clone);

  const demo = await shell.run('npm run demo', clone);
  assert.equal(demo.code, 0, demo.text);
  assert.match(demo.text, /task_2 {2}complete, try 2 {2}Mend the flaky retry test\n/);

  const program = join(clone, 'dist/src/main.js');
  chmodSync(program, 0o755); // As `npm install -g` does.
  symlinkSync(program, join(shell.programs, 'orchestra'));
  const readme = readFileSync(join(clone, 'README.md'), 'utf8');
  await follow(shell, stepsIn(readme, 'console'));
});

/** All that is committed, or would be; what npm installs comes from here. */
function copyOfSources(to: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: projectRoot, encoding: 'utf8' });
  for (const file of files.split('\0').filter((one) => one !== ''))
    cpSync(join(projectRoot, file), join(to, file), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(to, 'node_modules'));
}
