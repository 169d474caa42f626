import { join } from 'node:path';
import { layout } from '../core/layout.ts';
import type { Disk } from '../core/ports.ts';
import { bootId } from './processes/identity.ts';
import { deliver } from './processes/sweep.ts';
import { processTable } from './processes/table.ts';

/** Which processes carry deliveries: who follows a conductor that was killed ends what it left. */
export interface Carriers {
  began(id: string, pid: number): void;
  ended(id: string): void;
  endLeft(id: string): void;
}

/** Beside each delivery whose command runs, a file with its number, start time and boot. */
export function createCarriers(disk: Disk, root: string): Carriers {
  const at = (id: string) => join(root, layout.carrier(id));
  const startOf = (pid: number): string | undefined => {
    const entry = processTable().find([pid]).get(pid);
    return entry && !entry.ended ? entry.startTime : undefined;
  };
  return {
    began(id, pid) {
      const start = startOf(pid);
      if (start !== undefined)
        disk.replace(at(id), `${pid} ${start} ${bootId()}\n`, { durable: false });
    },
    ended: (id) => disk.remove(at(id)),
    endLeft(id) {
      if (!disk.exists(at(id))) return;
      const [pid = '', start, boot] = (disk.read(at(id)) ?? '').trim().split(' ');
      // It leads its group, so that while it lives no stranger can have that number.
      if (boot === bootId() && start !== undefined && startOf(Number(pid)) === start)
        deliver(-Number(pid), 'SIGKILL');
      disk.remove(at(id));
    },
  };
}
