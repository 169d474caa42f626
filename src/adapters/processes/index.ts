import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../core/failure.ts';
import type { Processes } from '../../core/ports.ts';
import type { Identity } from '../../core/run.ts';
import { inInitialPidNamespace, livenessOf, selfIdentity } from './identity.ts';
import { signalAgain } from './sweep.ts';

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
      signalTo(identity, 'SIGKILL');
      for (let waitedMs = 0; livenessOf(identity) !== 'dead'; waitedMs += pollMs) {
        if (waitedMs > patienceMs)
          throw new Failure('unavailable', `process ${identity.pid} does not die of KILL`);
        await sleep(pollMs);
      }
    },
    terminate: (identity) => signalTo(identity, 'SIGTERM'),
  };
};

const signalTo = (identity: Identity, signal: NodeJS.Signals): boolean =>
  livenessOf(identity) === 'alive' &&
  signalAgain({ pid: identity.pid, startTime: identity.startTime, pgid: 0 }, signal);
