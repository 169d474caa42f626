import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes, parseBytes, spellBytes } from '../../src/lib/bytes.ts';

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

const read: [text: string, bytes: number | undefined][] = [
  ['512', 512],
  ['64K', 65_536],
  ['1.5 GiB', 1.5 * 1024 ** 3],
  ['2g', 2 * 1024 ** 3],
  ['3 MB', 3 * 1024 ** 2],
  ['7 bytes', 7],
  ['', undefined],
  ['-1', undefined],
  ['1e9', undefined],
  ['G', undefined],
  ['9999999P', undefined],
];
for (const [text, bytes] of read)
  test(`"${text}" is read as ${bytes}`, () => assert.equal(parseBytes(text), bytes));

for (const [bytes, text] of [
  [0, '0'],
  [1500, '1500'],
  [65_536, '64K'],
  [3 * 1024 ** 3, '3G'],
  [1024 ** 3 + 1024 ** 2, '1025M'],
] as const)
  test(`${bytes} is spelled ${text}, and read back`, () => {
    assert.equal(spellBytes(bytes), text);
    assert.equal(parseBytes(text), bytes);
  });
