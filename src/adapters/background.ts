import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layout } from '../core/layout.ts';
import { openLog } from './conductor-log.ts';
import { within } from './disk-failure.ts';

/** What belongs to a run, and must not reach who conducts it: the sweep would find the mark. */
const isOfRun = (name: string): boolean => name.startsWith('ORCHESTRA_') || name === 'TRACEPARENT';
/** Where a test wants the spawned one to die: once, or each that follows it would die there too. */
const failpointOfSpawned = 'ORCHESTRA_FAILPOINT_OF_SPAWNED';

/**
 * Spawns a conductor in a session of its own, so that it outlives whoever asked for it, without
 * the marks of the run that may have asked. It says what it does in `conductor.log`.
 */
export function spawnConductor(
  root: string,
  main: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): void {
  const path = join(root, layout.conductorLog);
  const log = within(path, () => openLog(root));
  try {
    const kept = Object.entries(environment).filter(([name]) => !isOfRun(name));
    const failpoint = environment[failpointOfSpawned];
    const child = spawn(
      process.execPath,
      [main, 'daemon', 'run', '--background', '--dir', root, ...args],
      {
        cwd: dirname(root),
        env: { ...Object.fromEntries(kept), ...(failpoint && { ORCHESTRA_FAILPOINT: failpoint }) },
        detached: true,
        stdio: ['ignore', log, log],
      },
    );
    child.on('error', () => undefined); // Whoever relies on it looks at the lock, and asks again.
    child.unref();
  } finally {
    closeSync(log);
  }
}
