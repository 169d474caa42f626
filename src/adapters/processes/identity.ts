import { hostname } from 'node:os';
import { Failure } from '../../core/failure.ts';
import type { Identity } from '../../core/run.ts';
import { once } from '../../lib/once.ts';
import { fs } from '../builtins.ts';
import { isTrouble, within } from '../disk-failure.ts';
import { ask, processTable } from './table.ts';

/** What can be said of a process; `unknown` is never taken for dead. */
export type Liveness = 'alive' | 'dead' | 'unknown';

/** Who this process is. */
export const selfIdentity = (): Identity => {
  const self = identityOf(process.pid);
  if (self !== undefined) return self;
  throw new Failure('unavailable', 'cannot see this very process in the process table', {
    hint: isLinux ? 'mount a /proc that belongs to this pid namespace' : 'check that ps works',
  });
};

/** Who has this pid now; undefined for nobody, a zombie, or one that cannot be seen. */
export const identityOf = (pid: number): Identity | undefined => {
  const entry = canSee() ? processTable().find([pid]).get(pid) : undefined;
  if (entry === undefined || entry.ended) return undefined;
  return { ...machine(), pid, startTime: entry.startTime };
};

/** Whether a process that was seen once still runs. */
export const livenessOf = (identity: Identity): Liveness =>
  livenessOfAll([identity])[0] ?? 'unknown';

/** The same for many, with one look at the process table. */
export const livenessOfAll = (identities: readonly Identity[]): Liveness[] => {
  const here = identities.filter((identity) => placeOf(identity) === 'here');
  const seen = canSee()
    ? processTable().find(here.map(({ pid }) => pid))
    : new Map<number, undefined>();
  return identities.map((identity) => {
    const place = placeOf(identity);
    if (place !== 'here') return place === 'past' ? 'dead' : 'unknown';
    const entry = seen.get(identity.pid);
    if (entry === undefined) return isNumberTaken(identity.pid) ? 'unknown' : 'dead';
    return entry.ended || entry.startTime !== identity.startTime ? 'dead' : 'alive';
  });
};

/**
 * Where an identity belongs: to what this process can see, to an earlier boot of this machine,
 * or somewhere else. Namespaces are compared within one boot only: their numbers start anew.
 */
export const placeOf = (identity: Identity): 'here' | 'past' | 'elsewhere' => {
  const own = machine();
  if (identity.host !== own.host) return 'elsewhere';
  if (identity.bootId !== own.bootId) {
    return identity.bootId === '' || own.bootId === '' ? 'elsewhere' : 'past';
  }
  return identity.pidNamespace === own.pidNamespace ? 'here' : 'elsewhere';
};

/** Which boot of the machine this is; empty where the machine does not tell. */
export const bootId = (): string => machine().bootId;

/** False in a container: there a restarted machine cannot be told from one that vanished. */
export const inInitialPidNamespace = (): boolean =>
  !isLinux || machine().pidNamespace === 'pid:[4026531836]';

const isLinux = process.platform === 'linux';

const machine = once(() => ({
  host: hostname(),
  pidNamespace: isLinux ? attempt('/proc/self/ns/pid', fs.readlinkSync) : '',
  bootId: isLinux
    ? attempt('/proc/sys/kernel/random/boot_id', readLine)
    : attempt('kern.bootsessionuuid', askSystem),
}));

const askSystem = (name: string): string => ask('sysctl', ['-n', name]).trim();

const readLine = (path: string): string => fs.readFileSync(path, 'utf8').trim();

const attempt = (path: string, read: (path: string) => string): string => {
  try {
    return within(path, () => read(path), 'read');
  } catch (error) {
    // It is remembered for good: what cannot be read only now must not be taken for missing.
    if (isTrouble(error)) throw error;
    return '';
  }
};

// A sandbox may share the /proc of the outer namespace, where our numbers mean other processes.
const canSee = once(
  () => !isLinux || attempt('/proc/self', fs.readlinkSync) === String(process.pid),
);

// A process of another user may be hidden from the table, yet its number answers.
const isNumberTaken = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};
