import type { Clock, Processes } from '../../src/core/ports.ts';
import type { Identity } from '../../src/core/run.ts';

/** From where one looks: this machine, a container on it, and a container on another host. */
export const places = ['here', 'box', 'there'] as const;
export type Place = (typeof places)[number];

const hostOf = { here: 'here', box: 'here', there: 'there' } as const;
type Host = (typeof hostOf)[Place];

/** A process with a pid. */
export interface Being {
  readonly name: string;
  readonly place: Place;
  readonly identity: Identity;
  isAlive: boolean;
}

const yearMs = Date.UTC(2026, 0, 1);

/** Hosts with their clocks and processes. Time passes when somebody says so. */
export function createMachine() {
  const hosts: Record<Host, { boots: number; bootedMs: number; steppedMs: number }> = {
    here: { boots: 1, bootedMs: -1_000_000, steppedMs: 0 },
    there: { boots: 1, bootedMs: -5_000_000, steppedMs: 3_000 },
  };
  const beings = new Map<string, Being>();
  const freed: Record<Place, number[]> = { here: [], box: [], there: [] };
  let passedMs = 0;
  let pids = 100;
  let rolls = 0;

  const bootOf = (host: Host) => `${host}-boot-${hosts[host].boots}`;
  const keyOf = ({ host, pidNamespace, pid }: Identity) => `${host}/${pidNamespace}/${pid}`;
  const monotonicMs = (place: Place) => passedMs - hosts[hostOf[place]].bootedMs;
  const wallMs = (place: Place) => yearMs + passedMs + hosts[hostOf[place]].steppedMs;

  const livenessFrom = (place: Place, one: Identity): 'alive' | 'dead' | 'unknown' => {
    const host = hostOf[place];
    if (one.host !== host) return 'unknown';
    if (one.bootId !== bootOf(host)) return 'dead';
    if (one.pidNamespace !== namespaceOf(place)) return 'unknown';
    const being = beings.get(keyOf(one));
    return being?.isAlive && being.identity.startTime === one.startTime ? 'alive' : 'dead';
  };

  return {
    monotonicMs,
    /** The clock of the file server, which nobody sets. */
    stampMs: () => yearMs + passedMs - 1_500,
    pass(ms: number): void {
      passedMs += ms;
    },
    /** Somebody sets the clock on the wall. */
    step(place: Place, ms: number): void {
      hosts[hostOf[place]].steppedMs += ms;
    },
    /** A lid is closed and opened: the wall clock went on, the monotonic one did not. */
    suspend(place: Place, ms: number): void {
      hosts[hostOf[place]].steppedMs += ms;
    },
    bear(name: string, place: Place, reusesPid: boolean): Being {
      const pid = (reusesPid ? freed[place].pop() : undefined) ?? ++pids;
      const host = hostOf[place];
      rolls += 1;
      const identity = {
        host,
        pidNamespace: namespaceOf(place),
        bootId: bootOf(host),
        pid,
        startTime: String(rolls),
      };
      const being = { name, place, identity, isAlive: true };
      beings.set(keyOf(identity), being);
      return being;
    },
    bury(being: Being): void {
      if (being.isAlive) freed[being.place].push(being.identity.pid);
      being.isAlive = false;
    },
    /** Nobody survives, and every boot is another one. */
    reboot(): void {
      for (const being of beings.values()) being.isAlive = false;
      for (const host of Object.values(hosts)) {
        host.boots += 1;
        host.bootedMs = passedMs - 10_000;
      }
    },
    sees: (place: Place, one: Identity) => livenessFrom(place, one) !== 'unknown',
    livenessFrom,
    clockAt: (place: Place): Clock => ({
      now: () => ({
        bootId: bootOf(hostOf[place]),
        monotonicMs: monotonicMs(place),
        at: new Date(wallMs(place)).toISOString(),
      }),
      random(bytes) {
        rolls += 1;
        return rolls.toString(16).padStart(bytes * 2, '0');
      },
    }),
    processesFor: (being: Being, kill: (victim: Being) => void): Processes => ({
      self: () => being.identity,
      livenessOf: (one) => livenessFrom(being.place, one),
      isHidden: () => being.place !== 'here',
      async kill(one) {
        const victim = beings.get(keyOf(one));
        if (victim && livenessFrom(being.place, one) === 'alive') kill(victim);
      },
      signal: async () => false,
      memoryOf: () => undefined,
    }),
  };
}

export type Machine = ReturnType<typeof createMachine>;

const namespaceOf = (place: Place): string => (place === 'box' ? 'pid:[box]' : `pid:[${place}]`);
