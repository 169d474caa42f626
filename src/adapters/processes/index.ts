import { Failure } from '../../core/failure.ts';
import type { Processes } from '../../core/ports.ts';
import type { Identity } from '../../core/run.ts';
import { inInitialPidNamespace, livenessOf, selfIdentity } from './identity.ts';
import { memoryOf } from './memory.ts';

const patienceMs = 10_000;
const pollMs = 10;

/** The processes of this machine. */
export const createProcesses = (): Processes => {
  let self: Identity | undefined;
  return {
    self: () => (self ??= selfIdentity()),
    livenessOf,
    isHidden: () => !inInitialPidNamespace(),
    async kill(identity) {
      const { setTimeout: sleep } = await import('node:timers/promises');
      await signalTo(identity, 'SIGKILL');
      for (let waitedMs = 0; livenessOf(identity) !== 'dead'; waitedMs += pollMs) {
        if (waitedMs > patienceMs)
          throw new Failure('unavailable', `process ${identity.pid} does not die of KILL`, {
            hint: 'it hangs in the system, mostly on a disk or a network folder: see to that first',
          });
        await sleep(pollMs);
      }
    },
    signal: (identity, signal) => signalTo(identity, `SIG${signal}`),
    memoryOf: (identity) => (livenessOf(identity) === 'alive' ? memoryOf(identity.pid) : undefined),
  };
};

/** Most commands signal nobody: what that takes is loaded by who does. */
const signalTo = async (identity: Identity, signal: NodeJS.Signals): Promise<boolean> => {
  if (livenessOf(identity) !== 'alive') return false;
  const { signalAgain } = await import('./sweep.ts');
  return signalAgain({ pid: identity.pid, startTime: identity.startTime, pgid: 0 }, signal);
};
