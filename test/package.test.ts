import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from './support/root.ts';

interface Locked {
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const readJson = (name: string) => JSON.parse(readFileSync(join(projectRoot, name), 'utf8'));
const locked: Readonly<Record<string, Locked>> = readJson('package-lock.json').packages;

describe('the lock file', () => {
  it('names no registry', () => {
    const bound = Object.entries(locked).filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(bound, []);
  });

  // npm leaves out what its registry does not have, and then refuses its own lock file elsewhere.
  it('has every package of every platform, or npm ci fails', () => {
    const named = Object.values(locked).flatMap(({ dependencies, optionalDependencies }) =>
      Object.keys({ ...dependencies, ...optionalDependencies }),
    );
    assert.deepEqual(
      named.filter((name) => !(`node_modules/${name}` in locked)),
      [],
    );
  });

  it('is of this version', () =>
    assert.equal(readJson('package-lock.json').version, readJson('package.json').version));
});
