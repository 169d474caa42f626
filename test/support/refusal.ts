import assert from 'node:assert/strict';
import type { Outcome } from './cli.ts';

/**
 * Asserts that a call was refused as all are: one line that says what is wrong, one that says what
 * to do, and nothing else. No stack, no name of a function or of a file of ours.
 */
export function assertRefused(
  { code, stdout, stderr }: Pick<Outcome, 'code' | 'stdout' | 'stderr'>,
  expected: { readonly code: number; readonly says: RegExp },
): void {
  const [, message] = /^error: ([^\n]+)\nhint: [^\n]+\n$/.exec(stderr) ?? [];
  assert.match(message ?? `not one line and a hint:\n${stderr}`, expected.says);
  assert.doesNotMatch(stderr, /^ {4}at |node:|\.[jt]s:\d|\bE[A-Z]{4,}:|undefined|\[object/m);
  assert.deepEqual({ code, stdout }, { code: expected.code, stdout: '' });
}

/** What a call is made under for permissions to bind it, whoever runs the tests. */
export const withoutPrivilege: readonly string[] =
  process.getuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] : [];
