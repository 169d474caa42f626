import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { exitIn } from '../../core/exit.ts';
import type { Look, Watched } from '../../core/ports.ts';
import type { Handle } from '../../core/run.ts';
import { codeOf } from '../disk-failure.ts';
import { bornSince } from '../processes/births.ts';
import { livenessOfAll, placeOf } from '../processes/identity.ts';
import { bearersOf, type ProcessRef } from '../processes/sweep.ts';
import type { ProcessEntry } from '../processes/table.ts';

/** One look at all runs. The machine is searched only for those whose shim is dead. */
export const lookAtRuns = async (runs: readonly Watched[]): Promise<Look[]> => {
  const shims = livenessOfAll(runs.map(({ handle }) => handle.identity));
  const ended = runs.filter((_, index) => shims[index] === 'dead');
  const remains = await findRemains(ended.map(({ handle }) => handle));
  return runs.map(({ handle, folder }, index) => {
    if (shims[index] === 'alive') return { is: 'alive' };
    // Read after its writer was found dead, or a run that ends right now would count as gone.
    const exit = readExit(folder);
    const count = remains.get(handle.token)?.size ?? 0;
    if (typeof exit === 'number') return { is: 'ended', exit, strays: count };
    if (shims[index] === 'unknown' || exit === 'unreadable') return { is: 'unknown' };
    return { is: count > 0 ? 'alive' : 'gone' };
  });
};

/** In reach of the agent: whatever else it has become counts as none, so that the run is judged. */
const readExit = (folder: string): number | 'absent' | 'unreadable' => {
  let file: number | undefined;
  try {
    file = openSync(join(folder, 'exit'), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!fstatSync(file).isFile()) return 'absent';
    const bytes = Buffer.alloc(longerThanAnyExit);
    return exitIn(bytes.toString('latin1', 0, readSync(file, bytes))) ?? 'absent';
  } catch (error) {
    return notAFile.includes(codeOf(error)) ? 'absent' : 'unreadable';
  } finally {
    if (file !== undefined) closeSync(file);
  }
};

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
const longerThanAnyExit = 8;

/** Nothing, no folder to hold it, a link, a socket. */
const notAFile = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'ENXIO', 'EOPNOTSUPP'];

type Remains = ReadonlyMap<string, ReadonlySet<number>>;

/** Between looks at a dying group: mere turns at first, for a slot is empty meanwhile. */
const pausesMs = [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16];

/**
 * What is left of these runs, by token. A group is killed as one but its members die one by
 * one: those found in a group are looked for again, so that the dying are not counted.
 */
const findRemains = async (handles: readonly Handle[]): Promise<Remains> => {
  const ours = handles.filter(({ identity }) => placeOf(identity) === 'here');
  for (const pauseMs of pausesMs) {
    const { remains, inGroup } = scan(ours);
    if (!inGroup) return remains;
    await (pauseMs === 0 ? turn() : wait(pauseMs));
  }
  return scan(ours).remains;
};

const scan = (handles: readonly Handle[]): { remains: Remains; inGroup: boolean } => {
  if (handles.length === 0) return { remains: new Map(), inGroup: false };
  const processes = bornSince(handles);
  const tokens = new Set(handles.map(({ token }) => token));
  const bearers = bearersOf(tokens, process.platform, bornWith(handles, processes));
  let inGroup = false;
  const remains = handles.map(({ identity, token }) => {
    const members = membersOf(identity.pid, processes);
    const all = [...members, ...(bearers.get(token) ?? [])];
    inGroup ||= all.some(({ pgid }) => pgid === identity.pid);
    return [token, new Set(all.map(({ pid }) => pid))] as const;
  });
  return { remains: new Map(remains), inGroup };
};

/**
 * A token is inherited, so nobody who is older than its run carries it. Ticks since boot on Linux;
 * where they are no numbers, nobody is left out.
 */
const bornWith = (handles: readonly Handle[], processes: readonly ProcessEntry[]) => {
  const first = Math.min(...handles.map(({ identity }) => Number(identity.startTime)));
  return processes.filter(({ startTime, ended }) => !ended && !(Number(startTime) < first));
};

// Of a group whose leader, the shim, is dead. A number is not given away while a group has it:
// somebody alive under it means that ours is empty and the members are theirs.
const membersOf = (pgid: number, processes: readonly ProcessEntry[]): readonly ProcessRef[] => {
  const living = processes.filter((entry) => entry.pgid === pgid && !entry.ended);
  if (living.some(({ pid }) => pid === pgid)) return [];
  return living.filter(({ session = pgid, pid }) => session === pgid && pid !== process.pid);
};
