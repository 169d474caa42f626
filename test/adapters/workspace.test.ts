import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { findWorkspace } from '../../src/adapters/workspace.ts';
import { Failure } from '../../src/core/failure.ts';
import { temporaryFolder } from '../support/local-run.ts';

describe('a private workspace', () => {
  const make = (t: TestContext) => {
    const folder = temporaryFolder(t);
    const real = join(folder, 'real/.orchestra');
    const own = join(folder, 'own/.orchestra');
    for (const path of [join(real, 'tasks'), own]) mkdirSync(path, { recursive: true });
    const find = () => findWorkspace(join(folder, 'own'), undefined, undefined);
    return { real, file: join(own, 'private.json'), find };
  };

  it('leads to the real one', (t) => {
    const { real, file, find } = make(t);
    writeFileSync(file, JSON.stringify({ version: 1, run: 'run_1', workspace: real }));
    assert.deepEqual(find(), { root: real, exists: true });
  });

  for (const version of [2, 0, undefined])
    it(`is refused when it is of version ${version ?? 'nobody knows which'}`, (t) => {
      const { real, file, find } = make(t);
      writeFileSync(file, JSON.stringify({ version, run: 'run_1', workspace: real }));
      assert.throws(find, (error) => {
        assert.ok(error instanceof Failure, String(error));
        assert.match(error.hint ?? '', /another version/);
        return error.code === 'unavailable';
      });
    });

  it('that cannot be read is refused in words', (t) => {
    const { file, find } = make(t);
    mkdirSync(file);
    assert.throws(find, (error) => {
      assert.ok(error instanceof Failure, String(error));
      return /^cannot read .*private\.json: a folder is where a file/.test(error.message);
    });
  });
});
