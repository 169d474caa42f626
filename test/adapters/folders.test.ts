import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { makeFolders } from '../../src/adapters/folders.ts';
import { temporaryFolder } from '../support/local-run.ts';

describe('the folders of a workspace', () => {
  it('are made with all that leads to them, and again without harm', (t) => {
    const root = join(temporaryFolder(t), 'not', 'yet');
    for (const _ of ['once', 'again']) makeFolders(root, ['queue/pending']);
    assert.ok(fs.statSync(join(root, 'queue/pending')).isDirectory());
  });

  it('may be made by somebody else at the same time', (t) => {
    const root = temporaryFolder(t);
    // Between the moment when a parent was missing and the one when we have made it.
    afterMaking(t, join(root, 'queue'), (make) => make(join(root, 'queue/pending')));
    makeFolders(root, ['queue/pending']);
    assert.ok(fs.statSync(join(root, 'queue/pending')).isDirectory());
  });

  it('are refused in words where a parent can never be', { skip: !fs.existsSync('/proc') }, () => {
    assert.throws(() => makeFolders('/proc/none/of/ours', []), { name: 'Failure' });
  });
});

/** Does something right after this folder was made. */
function afterMaking(t: TestContext, folder: string, act: (make: typeof fs.mkdirSync) => void) {
  const make = fs.mkdirSync;
  const mocked = t.mock.method(
    fs,
    'mkdirSync',
    (path: string, options: fs.MakeDirectoryOptions) => {
      const made = make(path, options);
      if (path === folder) act(make);
      return made;
    },
  );
  syncBuiltinESMExports();
  t.after(() => {
    mocked.mock.restore();
    syncBuiltinESMExports();
  });
}
