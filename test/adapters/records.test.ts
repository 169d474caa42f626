import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDisk } from '../../src/adapters/disk.ts';
import { within } from '../../src/adapters/disk-failure.ts';
import { readRecord } from '../../src/adapters/store/records.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Disk } from '../../src/core/ports.ts';
import { TaskRecord } from '../../src/core/task.ts';
import { temporaryFolder } from '../support/local-run.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';

const codeOf = (disk: Disk, path: string): string => {
  try {
    readRecord(disk, path, TaskRecord);
    return 'read';
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
};

for (const code of ['EMFILE', 'EACCES', 'EIO'])
  test(`a record that cannot be read for ${code} is not called damaged`, () => {
    const read = (path: string) =>
      within(path, () => assert.fail(Object.assign(new Error(code), { code, errno: -1 })), 'read');
    assert.equal(codeOf({ ...createMemoryDisk(), read }, '/w/task_1.json'), 'unavailable');
  });

test('a folder or a circle of links in the place of a record is damage', (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'task_1.json'));
  symlinkSync(join(folder, 'task_2.json'), join(folder, 'task_2.json'));
  const disk = createDisk(join(folder, 'tmp'));
  for (const name of ['task_1.json', 'task_2.json'])
    assert.equal(codeOf(disk, join(folder, name)), 'invalid');
});
