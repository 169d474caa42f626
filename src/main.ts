#!/usr/bin/env node
import module from 'node:module';
import { isAbsolute, join } from 'node:path';
import { fs } from './adapters/builtins.ts';

keepCompiled();
try {
  await import('./app-cli.ts');
} catch (error) {
  tellRefusal(error as NodeJS.ErrnoException);
}

/** Says in one line what the system refused where nobody else did; anything else is a bug. */
function tellRefusal(error: NodeJS.ErrnoException): void {
  if (typeof error.errno !== 'number' || process.env['AGENT_DEBUG'] === '1') throw error;
  const [, words = error.message] = /^[A-Z0-9]+: (.*)/.exec(error.message) ?? [];
  fs.writeSync(2, `error: ${words}\nhint: AGENT_DEBUG=1 shows where that was\n`);
  process.exitCode = 1;
}

/**
 * Lets Node keep what it compiles of us (Node 22.8 and later), in the user's own cache folder:
 * in the shared temporary one that Node would choose, others could plant code.
 */
function keepCompiled(): void {
  const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };
  const cache = process.env['XDG_CACHE_HOME'] || join(process.env['HOME'] ?? '', '.cache');
  const folder = join(cache, 'orchestra');
  if (enableCompileCache && isAbsolute(folder) && isThere(cache) && isThere(folder))
    enableCompileCache(folder);
}

/** Makes a folder, one level alone: some places have Node try for ever to make those above. */
function isThere(folder: string): boolean {
  try {
    fs.mkdirSync(folder, 0o700);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}
