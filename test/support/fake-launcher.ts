import type { Failure } from '../../src/core/failure.ts';
import type { Command, Gate, Launcher, Look } from '../../src/core/ports.ts';
import type { Handle, Identity } from '../../src/core/run.ts';

type Signal = Parameters<Launcher['signal']>[1];

/** One run of the fake, open to inspection. */
export interface FakeRun {
  readonly command: Command;
  readonly folder: string;
  readonly handle: Handle;
  readonly signals: readonly Signal[];
  /** Whether it ever passed its gate. */
  readonly opened: boolean;
  readonly state: 'gated' | 'alive' | 'stopped' | 'over';
  /** Present once it ended by itself or of a polite signal. */
  readonly exit?: number;
  /** Its processes outside the group. */
  readonly strays: number;
}

/** A launcher without processes. Nothing happens in it but what a test makes happen. */
export interface FakeLauncher extends Launcher {
  /** All it ever started, oldest first. */
  readonly runs: readonly FakeRun[];
  /** Its program ends with this status. */
  end(token: string, exit: number): void;
  /** So many processes leave its group; they outlive its end, until KILL. */
  escape(token: string, count?: number): void;
  /** All its processes die without a word. */
  vanish(token: string): void;
  /** From now on it ignores every signal but KILL and STOP. */
  deafen(token: string): void;
  /** From now on it cannot be seen. */
  hide(token: string): void;
  /** The next start rejects with this. */
  refuse(failure: Failure): void;
  /** The machine loses power: every process is gone, the boot is another. */
  reboot(bootId: string): void;
}

interface Options {
  /** Called when a run passes its gate: a script for its program. */
  readonly onOpen?: (run: FakeRun, launcher: FakeLauncher) => void;
  readonly machine?: Pick<Identity, 'host' | 'pidNamespace' | 'bootId'>;
}

type Inside = { -readonly [K in keyof FakeRun]: FakeRun[K] } & {
  signals: Signal[];
  deaf: boolean;
  hidden: boolean;
  over(): void;
};

const numbers: Partial<Record<Signal, number>> = { HUP: 1, INT: 2, QUIT: 3, TERM: 15 };

/** A launcher in memory that keeps the contract of the real ones. */
export const createFakeLauncher = ({
  onOpen = () => {},
  machine = { host: 'fake', pidNamespace: '', bootId: 'boot-1' },
}: Options = {}): FakeLauncher => {
  const runs: Inside[] = [];
  let here = machine;
  let refusal: Failure | undefined;

  const find = (token: string): Inside => {
    const run = runs.find(({ command }) => command.token === token);
    if (run === undefined) throw new Error(`the fake launcher has no run ${token}`);
    return run;
  };
  const finish = (run: Inside, exit?: number): void => {
    if (run.state === 'over') return;
    run.state = 'over';
    if (exit !== undefined) run.exit = exit;
    run.over();
  };
  const isHere = ({ host, pidNamespace, bootId }: Identity): boolean =>
    host === here.host && pidNamespace === here.pidNamespace && bootId === here.bootId;

  const look = (handle: Handle): Look => {
    const run = find(handle.token);
    const { exit, hidden } = run;
    const past = handle.identity.host === here.host && handle.identity.bootId !== here.bootId;
    const seen = isHere(handle.identity) && !hidden;
    if (run.state !== 'over' && seen) return { is: 'alive' };
    if (exit !== undefined) return { is: 'ended', exit, strays: seen ? run.strays : 0 };
    if (past) return { is: 'gone' };
    if (!seen) return { is: 'unknown' };
    return { is: run.strays > 0 ? 'alive' : 'gone' };
  };

  const receive = (run: Inside, signal: Signal): void => {
    run.signals.push(signal);
    const number = numbers[signal];
    if (signal === 'KILL') {
      run.strays = 0;
      finish(run);
    } else if (run.state === 'over') {
      return;
    } else if (signal === 'STOP' || signal === 'CONT') {
      if (run.state !== 'gated') run.state = signal === 'STOP' ? 'stopped' : 'alive';
    } else if (number !== undefined && !run.deaf) {
      finish(run, run.state === 'gated' ? undefined : 128 + number);
    }
  };

  const launcher: FakeLauncher = {
    runs,
    async start(command, folder): Promise<Gate> {
      if (refusal !== undefined) {
        const failure = refusal;
        refusal = undefined;
        throw failure;
      }
      const identity = { ...here, pid: 1000 + runs.length, startTime: `${runs.length}` };
      const { promise, resolve } = promised();
      const run: Inside = {
        command,
        folder,
        handle: { launcher: 'fake', identity, token: command.token },
        signals: [],
        opened: false,
        state: 'gated',
        strays: 0,
        deaf: false,
        hidden: false,
        over: resolve,
      };
      runs.push(run);
      return {
        handle: run.handle,
        open() {
          if (run.state !== 'gated') return;
          run.opened = true;
          run.state = 'alive';
          onOpen(run, launcher);
        },
        abandon() {
          if (run.state === 'gated') finish(run);
        },
        ended: promise,
      };
    },
    look: async (watched) => watched.map(({ handle }) => look(handle)),
    async signal({ handle }, signal) {
      const run = find(handle.token);
      if (isHere(handle.identity) && !run.hidden) receive(run, signal);
    },
    end: (token, exit) => finish(find(token), exit),
    escape(token, count = 1) {
      find(token).strays += count;
    },
    vanish(token) {
      find(token).strays = 0;
      finish(find(token));
    },
    deafen(token) {
      find(token).deaf = true;
    },
    hide(token) {
      find(token).hidden = true;
    },
    refuse(failure) {
      refusal = failure;
    },
    reboot(bootId) {
      for (const { command } of runs) launcher.vanish(command.token);
      here = { ...here, bootId };
    },
  };
  return launcher;
};

const promised = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};
