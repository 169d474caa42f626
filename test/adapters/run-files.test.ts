import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRunFiles } from '../../src/adapters/store/run-files.ts';
import type { Disk } from '../../src/core/ports.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';

for (const [name, seconds, durable] of [
  ['a deadline survives a power cut', 90, true],
  ['the lack of one, which a missing file says as well, costs no fsync', undefined, false],
] as const)
  test(name, () => {
    const asked: unknown[] = [];
    const disk: Disk = {
      ...createMemoryDisk(),
      replace: (path, _text, options) => void asked.push([path, options?.durable ?? true]),
    };
    createRunFiles(disk, '/w').writeDeadline(7, seconds);
    assert.deepEqual(asked, [['/w/runs/7/deadline', durable]]);
  });
