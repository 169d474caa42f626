import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** A Node to measure with. */
export interface NodeVersion {
  readonly path: string;
  readonly version: string;
}

/**
 * The Node that `word` means: a path, or a version such as `24`, which the npm package `node`
 * brings, once, into a cache folder outside the tree.
 */
export function nodeOf(word: string): NodeVersion {
  const path = /^\d+(\.\d+){0,2}$/.test(word) ? installed(word) : resolve(word);
  return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() };
}

function installed(version: string): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(cache, 'orchestra-bench', `node-${version}`);
  const path = join(folder, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // The binary is put in place by an install script; a policy that forbids those forbids it here too.
  const options = ['--no-audit', '--no-fund', '--ignore-scripts=false'];
  execFileSync('npm', ['install', '--prefix', folder, ...options, `node@${version}`], {
    stdio: 'inherit',
  });
  return path;
}
