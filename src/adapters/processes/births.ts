import type { Handle } from '../../core/run.ts';
import { listPids, type ProcessEntry, processTable, readProcFile } from './table.ts';

/** What a machine counts of all its processes and threads. */
export interface Census {
  /** How many it has ever begun. */
  readonly begun: number;
  /** How many there are. */
  readonly living: number;
  /** Numbers are given out from below up to this one, and then again from below. */
  readonly numbers: number;
}

/** What this machine counts now; undefined where it does not tell. */
export const takeCensus = (platform: NodeJS.Platform = process.platform): Census | undefined => {
  if (platform !== 'linux') return undefined;
  const begun = /^processes (\d+)$/m.exec(readProcFile('/proc/stat') ?? '')?.[1];
  const living = /^\S+ \S+ \S+ \d+\/(\d+) /.exec(readProcFile('/proc/loadavg') ?? '')?.[1];
  const numbers = readProcFile('/proc/sys/kernel/pid_max');
  if (!begun || !living || !numbers) return undefined;
  return { begun: Number(begun), living: Number(living), numbers: Number(numbers) };
};

/** By the very object that names it: a handle that was read back from the disk tells nothing. */
const before = new WeakMap<Handle, Census>();

/** Remembers what was counted just before a run was born, so that `bornSince` need not search. */
export const noteBirth = (handle: Handle, census: Census | undefined): void => {
  if (census) before.set(handle, census);
};

/**
 * All processes that may have been born since the first of these runs, and some older ones. Of the
 * others, thousands on a large machine, nothing is read: their numbers are out of reach.
 */
export const bornSince = (handles: readonly Handle[]): ProcessEntry[] => {
  const now = takeCensus();
  const reaches = handles.map((handle) => reachOf(handle.identity.pid, before.get(handle), now));
  const pids = listPids().filter((pid) => reaches.some((isInReach) => isInReach(pid)));
  return [...processTable().find(pids).values()];
};

/** Numbers up to this one are given out once, and not again. */
const reserved = 300;

/**
 * The numbers that may have been given out since one was. Each birth takes the next number that is
 * free; in use is, of whoever was there before, its own, that of its group and that of its session.
 */
export const reachOf = (
  first: number,
  then: Census | undefined,
  now: Census | undefined,
): ((pid: number) => boolean) => {
  // Who counts its births has counted this one.
  if (!then || !now || now.begun <= then.begun || now.numbers !== then.numbers) return () => true;
  const { numbers } = now;
  const steps = now.begun - then.begun + 3 * then.living + reserved;
  return (pid) => (pid - first + numbers) % numbers <= steps;
};
