import { listPids, type ProcessEntry, parsePs, processTable, readProc, runPs } from './table.ts';

/** Enough of a process to signal it later without hitting a stranger. */
export type ProcessRef = Pick<ProcessEntry, 'pid' | 'startTime' | 'pgid'>;

/**
 * The living processes that carry these tokens as `ORCHESTRA_RUN`: one scan for all. Never this
 * process; those whose environment cannot be read are left out. Who has just read the process
 * table says `among` whom to look.
 */
export const bearersOf = (
  tokens: ReadonlySet<string>,
  platform: NodeJS.Platform = process.platform,
  among?: readonly ProcessEntry[],
): Map<string, ProcessRef[]> => {
  const bearers = new Map<string, ProcessRef[]>();
  if (tokens.size === 0) return bearers;
  for (const { entry, carried } of sightings(tokens, platform, among)) {
    if (entry.ended || entry.pid === process.pid) continue;
    const { pid, startTime, pgid } = entry;
    for (const token of new Set(carried)) {
      if (!tokens.has(token)) continue;
      bearers.set(token, [...(bearers.get(token) ?? []), { pid, startTime, pgid }]);
    }
  }
  return bearers;
};

const scansMax = 100;

/**
 * Kills every process that carries a token. Children are born while a scan runs: only two empty
 * ones in a row mean that none is left.
 */
export const killBearers = async (token: string): Promise<void> => {
  const { setTimeout: wait } = await import('node:timers/promises');
  const tokens = new Set([token]);
  for (let empty = 0, scans = 0; empty < 2 && scans < scansMax; scans += 1) {
    const left = bearersOf(tokens).get(token) ?? [];
    empty = left.length === 0 ? empty + 1 : 0;
    for (const bearer of left) signalAgain(bearer, 'SIGKILL');
    if (left.length > 0) await wait(10);
  }
};

/** Signals every process that carries a token; some are born while a scan runs, so until all have got it. */
export const signalBearers = (token: string, signal: NodeJS.Signals): void => {
  const tokens = new Set([token]);
  const reached = new Set<string>();
  for (let scans = 0; scans < scansMax; scans += 1) {
    const found = (bearersOf(tokens).get(token) ?? []).map((ref) => ({
      ref,
      key: `${ref.pid} ${ref.startTime}`,
    }));
    const fresh = found.filter(({ key }) => !reached.has(key));
    if (fresh.length === 0) return;
    for (const { ref, key } of fresh) {
      signalAgain(ref, signal);
      reached.add(key);
    }
  }
};

interface Sighting {
  readonly entry: ProcessEntry;
  /** Every value its environment has for ORCHESTRA_RUN. */
  readonly carried: readonly string[];
}

const sightings = (
  tokens: ReadonlySet<string>,
  platform: NodeJS.Platform,
  among: readonly ProcessEntry[] | undefined,
): Sighting[] => {
  if (platform !== 'linux') return scanPs(platform);
  return among
    ? among.map((entry) => ({ entry, carried: carriedBy(entry.pid) }))
    : scanProc(tokens);
};

const carriedBy = (pid: number): string[] => tokensIn((readProc(pid, 'environ') ?? '').split('\0'));

const scanProc = (tokens: ReadonlySet<string>): Sighting[] =>
  listPids().flatMap((pid) => {
    const carried = carriedBy(pid);
    // Most processes carry none: only then is a second file read.
    const entry = carried.some((token) => tokens.has(token))
      ? processTable('linux').find([pid]).get(pid)
      : undefined;
    return entry === undefined ? [] : { entry, carried };
  });

// `ps` shows the environment behind the command, in one line, to its own user only.
const scanPs = (platform: NodeJS.Platform): Sighting[] =>
  parsePs(runPs([platform === 'darwin' ? '-AEww' : 'axeww'], ',command=')).map((entry) => ({
    entry,
    carried: tokensIn(entry.rest.split(' ')),
  }));

const variable = 'ORCHESTRA_RUN=';

const tokensIn = (entries: readonly string[]): string[] =>
  entries.flatMap((entry) => (entry.startsWith(variable) ? entry.slice(variable.length) : []));

/** Signals it if it is still the same process. False when nothing was sent. */
export const signalAgain = (ref: ProcessRef, signal: NodeJS.Signals): boolean => {
  if (ref.pid === process.pid) return false;
  const entry = processTable().find([ref.pid]).get(ref.pid);
  if (entry === undefined || entry.ended || entry.startTime !== ref.startTime) return false;
  return deliver(ref.pid, signal);
};

/** Signals a process, or a group by its negative number. False when nobody could be reached. */
export const deliver = (target: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(target, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
};
