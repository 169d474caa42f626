import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { createProject } from '../support/cli.ts';

const keepsCompiled = 'enableCompileCache' in module;

test('what Node compiles of us is kept in the user’s own cache folder, where Node can', async (t) => {
  const { folder, orchestra } = createProject(t);
  const cache = join(folder, 'own-cache');
  await orchestra(['status'], { env: { XDG_CACHE_HOME: cache } });
  assert.equal(existsSync(join(cache, 'orchestra')), keepsCompiled);
});

for (const [name, env] of [
  ['no home', { HOME: '', XDG_CACHE_HOME: '' }],
  ['a relative home', { HOME: 'home', XDG_CACHE_HOME: '' }],
  ['a home that cannot be written to', { HOME: '/proc', XDG_CACHE_HOME: '' }],
] as const)
  test(`${name} keeps nothing and stops nobody`, async (t) => {
    const { folder, orchestra } = createProject(t);
    const before = readdirSync(folder);
    const { code, stderr } = await orchestra(['status'], { env });
    assert.deepEqual(
      { code, stderr, files: readdirSync(folder) },
      { code: 0, stderr: '', files: before },
    );
  });

test('reading commands write nothing into the workspace', async (t) => {
  const { root, orchestra } = createProject(t);
  const before = readdirSync(root, { recursive: true });
  for (const args of [['status'], [], ['status', '--json'], ['--version'], ['--help']])
    assert.equal((await orchestra(args)).code, 0);
  assert.deepEqual(readdirSync(root, { recursive: true }), before);
});
