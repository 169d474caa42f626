import type { Launcher } from '../../core/ports.ts';
import type { Handle } from '../../core/run.ts';
import { livenessOf, placeOf } from '../processes/identity.ts';
import {
  bearersOf,
  deliver,
  killBearers,
  type ProcessRef,
  signalAgain,
  signalBearers,
} from '../processes/sweep.ts';
import { processTable } from '../processes/table.ts';

/** Signals the group of a run; KILL, STOP and CONT also those that left it, until all are found. */
export const signalRun: Launcher['signal'] = async ({ handle }, name) => {
  // Elsewhere, or before a reboot, the same numbers are other processes.
  if (placeOf(handle.identity) !== 'here') return;
  if (isGroupOurs(handle)) {
    signalGroup(handle.identity.pid, `SIG${name}`);
    // A stopped process does not hear a polite signal before it goes on.
    if (name !== 'KILL' && name !== 'STOP') signalGroup(handle.identity.pid, 'SIGCONT');
  }
  if (name === 'KILL') await killBearers(handle.token);
  if (name === 'STOP' || name === 'CONT') signalBearers(handle.token, `SIG${name}`);
};

// With the shim dead its number may be a stranger's: only the token proves that it is not.
const isGroupOurs = ({ identity, token }: Handle): boolean =>
  livenessOf(identity) === 'alive' || bearers(token).some(({ pgid }) => pgid === identity.pid);

const bearers = (token: string): ProcessRef[] => bearersOf(new Set([token])).get(token) ?? [];

const signalGroup = (pgid: number, signal: NodeJS.Signals): void => {
  const table = processTable();
  if (table.find([process.pid]).get(process.pid)?.pgid !== pgid) {
    deliver(-pgid, signal);
    return;
  }
  // We were started inside the run: everybody but us.
  for (const entry of table.all()) if (entry.pgid === pgid) signalAgain(entry, signal);
};
