import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes } from '../../src/lib/bytes.ts';

const shown: [bytes: number, text: string][] = [
  [0, '0 bytes'],
  [1, '1 bytes'],
  [1023, '1023 bytes'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [10 * 1024 - 1, '9.9 KiB'],
  [10 * 1024, '10 KiB'],
  [1024 ** 2 - 1, '1023 KiB'],
  [3.5 * 1024 ** 3, '3.5 GiB'],
  [2 ** 70, '1048576 PiB'],
];
for (const [bytes, text] of shown)
  test(`${bytes} is shown as ${text}`, () => assert.equal(formatBytes(bytes), text));
