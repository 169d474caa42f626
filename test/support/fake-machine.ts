import type { Clock, Processes } from '../../src/core/ports.ts';
import type { Identity } from '../../src/core/run.ts';

export const bootId = 'boot-1';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  pass(ms: number): void;
  /** Somebody sets the clock on the wall. */
  step(ms: number): void;
}

export const createFakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let passedMs = 1_000_000;
  let steppedMs = 0;
  let dice = 0;
  return {
    now: () => ({
      bootId,
      monotonicMs: passedMs,
      at: new Date(startMs + passedMs + steppedMs).toISOString(),
    }),
    random(bytes) {
      dice += 1;
      return dice.toString(16).padStart(bytes * 2, '0');
    },
    pass(ms) {
      passedMs += ms;
    },
    step(ms) {
      steppedMs += ms;
    },
  };
};

/** Processes that live until they are said to be dead. */
export interface FakeProcesses {
  /** The machine as the process with this pid sees it. */
  as(pid: number): Processes;
  identity(pid: number): Identity;
  die(pid: number): void;
  /** Everybody dies, and the machine comes up again. */
  reboot(): void;
}

export const createFakeProcesses = (): FakeProcesses => {
  const dead = new Set<number>();
  let boots = 1;
  const identity = (pid: number): Identity => ({
    host: 'fake',
    pidNamespace: '',
    bootId: `boot-${boots}`,
    pid,
    startTime: String(pid),
  });
  return {
    identity,
    die: (pid) => void dead.add(pid),
    reboot: () => {
      boots += 1;
    },
    as: (pid) => ({
      self: () => identity(pid),
      livenessOf: (one) =>
        one.host !== 'fake' || one.pidNamespace !== ''
          ? 'unknown'
          : dead.has(one.pid) || one.bootId !== `boot-${boots}`
            ? 'dead'
            : 'alive',
      isHidden: () => false,
      async kill(one) {
        dead.add(one.pid);
      },
      signal: async () => false,
      memoryOf: () => undefined,
    }),
  };
};
