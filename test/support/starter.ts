import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { identityOf } from '../../src/adapters/processes/identity.ts';
import { deliver } from '../../src/adapters/processes/sweep.ts';
import type { Identity } from '../../src/core/run.ts';
import { commandIn, setDeadline, shim, temporaryFolder } from './local-run.ts';

// It starts a shim, says that much to its gate, and stays.
const starterScript = `
  const [file, args, cwd, env, said] = JSON.parse(process.argv[1]);
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'];
  const child = require('node:child_process').spawn(file, args, { cwd, env, stdio, detached: true });
  child.once('spawn', () => child.stdio[3].write(said, () => console.log(child.pid)));
  setInterval(() => {}, 60_000);`;

/** Starts a shim as the child of a process that a test may kill. */
export const startUnderParent = async (
  t: TestContext,
  [program, ...options]: readonly [string, ...string[]],
  said: string,
): Promise<{ starter: number; identity: Identity; folder: string }> => {
  const folder = temporaryFolder(t);
  setDeadline(folder, undefined);
  const { environment } = commandIn(folder, [], {});
  const agent = ['sh', '-c', 'echo . >begun; exec sleep 60'];
  const args = [...options, shim, folder, 'TERM', '1', ...agent];
  const argument = JSON.stringify([program, args, folder, environment, said]);
  const starter = spawn(process.execPath, ['-e', starterScript, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => starter.kill('SIGKILL'));
  const [line] = await once(starter.stdout, 'data');
  const pid = Number(line);
  t.after(() => deliver(-pid, 'SIGKILL'));
  const identity = identityOf(pid) ?? assert.fail('the shim cannot be seen');
  return { starter: starter.pid ?? assert.fail('no starter'), identity, folder };
};
