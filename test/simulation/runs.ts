import { basename } from 'node:path';
import { exitIn } from '../../src/core/exit.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Command, Launcher, Look } from '../../src/core/ports.ts';
import type { Handle } from '../../src/core/run.ts';
import type { Hand } from './fate.ts';
import type { Being, Machine, Place } from './machine.ts';

/** A shim, the agent under it, and what that started. */
export interface SimulatedRun {
  readonly token: string;
  readonly run: number;
  readonly task: number;
  readonly attempt: number;
  readonly folder: string;
  readonly place: Place;
  readonly shim: Being;
  readonly command: Command;
  /** Whose pipe is its gate. */
  readonly owner: string;
  pipe: 'open' | 'go' | 'closed';
  /** When it was spawned, by a clock that nobody sets. */
  readonly spawnedMs: number;
  /** When it was let go, on the monotonic clock of its host. */
  goneMs: number | undefined;
  stage: 'gated' | 'running' | 'ending' | 'sweeping' | 'over';
  agent: 'unborn' | 'alive' | 'dead';
  /** Other processes in its group, and those that left it but bear its token. */
  helpers: number;
  escaped: number;
  /** What it does when it is asked to end. */
  mood: 'dies' | 'deaf' | 'exits 0';
  /** How the agent ended, if a shim was there to see it. */
  exit: number | undefined;
  /** What the agent did: its words in the outbox, its asks, its output. */
  said: { done: boolean; error: boolean; asks: number; output: string };
  /** Signals of a stop that conductors have sent. */
  stops: number;
  /** When its own watchdog began to end it. */
  overdueMs: number | undefined;
  /** Everything in its group stands still, its shim and its watchdog as well. */
  isStopped: boolean;
  /** Whether it ended through no doing of the agent: the power, a stranger's kill. */
  isHurt: boolean;
}

interface Surroundings {
  readonly machine: Machine;
  read(path: string): string | undefined;
  /** False where the disk refuses. */
  write(path: string, text: string): boolean;
  onGo(run: SimulatedRun): void;
  /** A signal that ends a run which has not ended by itself. */
  onStop(run: SimulatedRun): void;
  /** Its time is over. */
  onOverdue(run: SimulatedRun): void;
}

const numbers: Record<string, number> = { HUP: 1, INT: 2, QUIT: 3, TERM: 15 };

/** True while anything of it can still act: its gate was opened, and something lives. */
export const isAlive = (run: SimulatedRun): boolean =>
  run.pipe === 'go' && (run.shim.isAlive || run.agent === 'alive' || run.helpers + run.escaped > 0);

/**
 * The same as far as another place can know: there the exit file is all that is seen of its end,
 * and its shim may still be sweeping.
 */
export const isAliveFrom = (place: Place, run: SimulatedRun): boolean =>
  isAlive(run) && (run.place === place || (run.stage !== 'sweeping' && run.stage !== 'over'));

/** All runs there ever were, and how they live under a shim that outlives its starter. */
export function createRuns(around: Surroundings) {
  const { machine } = around;
  const runs = new Map<string, SimulatedRun>();
  const byNumber = new Map<number, SimulatedRun>();
  const byTask = new Map<number, SimulatedRun[]>();
  const active = new Set<SimulatedRun>();

  const bury = (run: SimulatedRun): void => {
    machine.bury(run.shim);
    run.stage = 'over';
  };
  const endAgent = (run: SimulatedRun, exit: number): void => {
    if (run.agent !== 'alive') return;
    run.agent = 'dead';
    if (!run.shim.isAlive) return;
    run.exit = exit;
    run.stage = 'ending';
  };
  const killAll = (run: SimulatedRun): void => {
    run.agent = 'dead';
    run.helpers = 0;
    bury(run);
  };
  const ask = (run: SimulatedRun, signal: string): void => {
    // Before its first line is read a shim has no traps.
    if (run.stage === 'gated') bury(run);
    if (run.mood === 'deaf' || run.agent !== 'alive') return;
    run.helpers = 0;
    endAgent(run, run.mood === 'exits 0' ? 0 : 128 + (numbers[signal] ?? 15));
  };

  return {
    all: () => runs.values(),
    /** Those with a living process. */
    active(): SimulatedRun[] {
      for (const run of active) if (!run.shim.isAlive && !isAlive(run)) active.delete(run);
      return [...active];
    },
    of: (run: number) => byNumber.get(run),
    ofTask: (task: number): readonly SimulatedRun[] => byTask.get(task) ?? [],
    endAgent,

    /** The shim goes one step further, if there is one to go. */
    move(run: SimulatedRun): boolean {
      if (!run.shim.isAlive || run.isStopped) return false;
      switch (run.stage) {
        case 'gated':
          if (run.pipe === 'open') return false;
          if (run.pipe === 'go') {
            run.stage = 'running';
            run.agent = 'alive';
          } else {
            around.write(`${run.folder}/never`, '');
            bury(run);
          }
          return true;
        case 'ending':
          // On a full disk it tries again.
          if (around.write(`${run.folder}/exit`, `${run.exit}\n`)) run.stage = 'sweeping';
          return run.stage === 'sweeping';
        case 'sweeping':
          run.escaped = 0;
          killAll(run);
          return true;
        default:
          return watch(run);
      }
    },

    /** Only the shim is killed, as by the kernel for want of memory; or everything is. */
    lose(run: SimulatedRun, what: 'shim' | 'all'): void {
      run.isHurt = true;
      machine.bury(run.shim);
      if (run.stage === 'gated') run.stage = 'over';
      if (what === 'shim') return;
      killAll(run);
      run.escaped = 0;
    },

    /** The end of a process shuts the gates it holds. */
    shutGatesOf(owner: string): void {
      for (const run of active) if (run.owner === owner && run.pipe === 'open') run.pipe = 'closed';
    },

    powerCut(): void {
      for (const run of active) {
        run.isHurt = true;
        killAll(run);
        run.escaped = 0;
        if (run.pipe === 'open') run.pipe = 'closed';
      }
    },

    /** The launcher as one process has it. */
    launcherOf: (being: Being, hand: Hand, pause: () => Promise<void>): Launcher => ({
      async start(command, folder) {
        const run = hand.act('spawn', () => spawn(being, command, folder));
        await pause();
        return {
          handle: { launcher: 'local', identity: run.shim.identity, token: command.token },
          open() {
            hand.act('go', () => {
              if (run.pipe !== 'open') return;
              run.pipe = 'go';
              run.goneMs = machine.monotonicMs(run.place);
              around.onGo(run);
            });
          },
          abandon() {
            if (!hand.isDead && run.pipe === 'open') run.pipe = 'closed';
          },
          ended: new Promise<void>(() => {}),
        };
      },
      async look(watched) {
        const looks = watched.map(({ handle, folder }) => look(being.place, handle, folder, hand));
        await pause();
        return looks;
      },
      async signal({ handle }, signal) {
        hand.act(`signal ${signal}`, () => deliver(being.place, handle, signal));
        await pause();
      },
    }),
  };

  function spawn(owner: Being, command: Command, folder: string): SimulatedRun {
    const { environment, token } = command;
    const run: SimulatedRun = {
      token,
      run: Number(basename(folder)),
      task: Number(environment['ORCHESTRA_TASK_NUMBER']),
      attempt: Number(environment['ORCHESTRA_ATTEMPT']),
      folder,
      place: owner.place,
      shim: machine.bear(`shim ${basename(folder)}`, owner.place, true),
      command,
      owner: owner.name,
      pipe: 'open',
      spawnedMs: machine.stampMs(),
      goneMs: undefined,
      stage: 'gated',
      agent: 'unborn',
      helpers: 0,
      escaped: 0,
      mood: 'dies',
      exit: undefined,
      said: { done: false, error: false, asks: 0, output: '' },
      stops: 0,
      overdueMs: undefined,
      isStopped: false,
      isHurt: false,
    };
    runs.set(token, run);
    byNumber.set(run.run, run);
    byTask.set(run.task, [...(byTask.get(run.task) ?? []), run]);
    active.add(run);
    return run;
  }

  /** As the look of the local launcher, in the same order. */
  function look(from: Place, handle: Handle, folder: string, hand: Hand): Look {
    const run = runs.get(handle.token);
    const shim = machine.livenessFrom(from, handle.identity);
    if (shim === 'alive') return { is: 'alive' };
    const exit = readExit(folder, hand);
    const isHere = machine.sees(from, handle.identity) && run?.place === from;
    const strays = run && isHere ? remains(run) : 0;
    if (typeof exit === 'number') return { is: 'ended', exit, strays };
    if (shim === 'unknown' || exit === 'unreadable') return { is: 'unknown' };
    return { is: strays > 0 ? 'alive' : 'gone' };
  }

  function deliver(from: Place, handle: Handle, signal: string): void {
    const run = runs.get(handle.token);
    if (!run || run.place !== from || !machine.sees(from, handle.identity)) return;
    if (signal === 'STOP' || signal === 'CONT') {
      run.isStopped = signal === 'STOP';
      return;
    }
    const isOurs = machine.livenessFrom(from, handle.identity) === 'alive' || remains(run) > 0;
    // What outlived its end is swept, and that is no reason for how it ended.
    if (around.read(`${run.folder}/exit`) === undefined) {
      run.stops += 1;
      around.onStop(run);
    }
    if (signal === 'KILL') {
      if (isOurs) killAll(run);
      run.escaped = 0;
      return;
    }
    run.isStopped = false; // It would not hear it.
    if (isOurs) ask(run, signal);
  }

  /** The watchdog: a deadline in whole seconds since go, then the signals of a stop. */
  function watch(run: SimulatedRun): boolean {
    const nowMs = machine.monotonicMs(run.place);
    const { goneMs, command } = run;
    if (run.overdueMs !== undefined) {
      if (nowMs - run.overdueMs < 2 * command.graceMs || run.agent !== 'alive') return false;
      run.escaped = 0;
      killAll(run);
      return true;
    }
    const allowed = around.read(`${run.folder}/deadline`)?.trim();
    if (goneMs === undefined || !allowed || nowMs - goneMs < Number(allowed) * 1000) return false;
    around.onOverdue(run);
    around.write(`${run.folder}/overdue`, 'overdue\n');
    run.overdueMs = nowMs;
    ask(run, command.stopSignal);
    return true;
  }
}

export type Runs = ReturnType<typeof createRuns>;

const remains = (run: SimulatedRun): number =>
  (run.agent === 'alive' ? 1 : 0) + run.helpers + run.escaped;

function readExit(folder: string, hand: Hand): number | 'absent' | 'unreadable' {
  try {
    return exitIn(hand.disk.readReport(`${folder}/exit`)?.text ?? '') ?? 'absent';
  } catch (error) {
    if (error instanceof Failure) return 'unreadable';
    throw error;
  }
}
