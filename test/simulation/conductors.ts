import { createStore } from '../../src/adapters/store/index.ts';
import { Failure } from '../../src/core/failure.ts';
import { type HolderKind, standingOf } from '../../src/core/lock.ts';
import type { Agents, Processes, Wake } from '../../src/core/ports.ts';
import type { Schedules } from '../../src/core/scheduled.ts';
import type { ConductOptions } from '../../src/engine/conductor.ts';
import { hold, onePass } from '../../src/engine/session.ts';
import type { World } from '../../src/engine/world.ts';
import { Killed } from '../support/deaths.ts';
import type { Condition, Fate, Hand } from './fate.ts';
import type { Being, Machine, Place } from './machine.ts';
import type { Mutant } from './mutants.ts';
import type { Runs } from './runs.ts';

/** What a process is for: a conductor of some kind, or `orchestra unlock --force`. */
export type Purpose = HolderKind | 'force';

/** A process that conducts: the real session of the engine, one slice at a time. */
export interface Conductor {
  readonly name: string;
  readonly being: Being;
  readonly hand: Hand;
  readonly purpose: Purpose;
  /** Why it is no more; undefined while it lives. */
  end: { readonly as: 'left' | 'killed' | 'failed'; readonly message?: string } | undefined;
  /** Goes on until it waits for something; with `pauses` also for every call of its launcher. */
  go(fate: Fate | undefined, pauses: boolean): Promise<void>;
  /** It is told to leave, as by SIGINT. */
  abort(): void;
  /** It is told to wind up, as by SIGTERM. */
  drain(): void;
  /** It is gone at once, wherever it was. */
  kill(): void;
}

interface Parts {
  readonly machine: Machine;
  readonly root: string;
  readonly runs: Runs;
  readonly agents: Agents;
  readonly schedules: Schedules;
  readonly mutant: Mutant;
  readonly condition: () => Condition;
  readonly handFor: (being: Being, onKilled: () => void) => Hand;
  readonly kill: (victim: Being) => void;
  readonly log: (line: string) => void;
  /** Somebody goes on. */
  readonly onTurn: () => void;
  /** It gave up: who relied on it may need another push. */
  readonly onGivenUp: () => void;
  /** An error that is no Failure: a bug, whatever else. */
  readonly onBug: (error: unknown) => void;
}

/** Bears a process that will conduct once it gets its first turn. */
export function createConductor(
  parts: Parts,
  name: string,
  place: Place,
  purpose: Purpose,
  reusesPid: boolean,
): Conductor {
  const being = parts.machine.bear(name, place, reusesPid);
  const abort = new AbortController();
  const drain = new AbortController();
  let pauses = false;
  /** Its tasks do not wait for each other: it may wait in several places. */
  const parked: (() => void)[] = [];

  const over = (end: NonNullable<Conductor['end']>): void => {
    if (conductor.end) return;
    conductor.end = end;
    hand.isDead = true;
    // Who is told to leave does not wait for those who came in that very moment.
    if (abort.signal.aborted || drain.signal.aborted) parts.onGivenUp();
    parts.machine.bury(being);
    parts.runs.shutGatesOf(name);
  };
  const hand = parts.handFor(being, () => over({ as: 'killed' }));
  const park = (): Promise<void> =>
    new Promise((goOn) => {
      parked.push(goOn);
    });
  const wake: Wake = {
    watch: () => {},
    nudge: () => {},
    breathe: park,
    sleep: park,
    close: () => {},
  };
  const {
    disk = same,
    launcher: launching = same,
    processes: seeing = same,
    world: mutated = same,
  } = parts.mutant;
  const processes = seeing(parts.machine.processesFor(being, parts.kill));
  const launcher = launching(
    parts.runs.launcherOf(being, hand, async () => {
      if (pauses) await park();
    }),
  );
  const world: World = mutated({
    store: createStore(disk(hand.disk), parts.root, parts.machine.clockAt(place), processes),
    launchers: () => launcher,
    clock: parts.machine.clockAt(place),
    agents: parts.agents,
    schedules: parts.schedules,
    wake,
    log: () => {},
    warn: parts.log,
  });

  const begin = (): void => {
    live(world, processes, purpose, { signal: abort.signal, drain: drain.signal }).then(
      () => {
        over({ as: 'left' });
      },
      (error: unknown) => {
        if (error instanceof Failure) {
          over({ as: 'failed', message: error.message });
          parts.onGivenUp();
        }
        if (!(error instanceof Failure || error instanceof Killed)) parts.onBug(error);
        over({ as: 'killed' });
      },
    );
  };

  const conductor: Conductor = {
    name,
    being,
    hand,
    purpose,
    end: undefined,
    async go(fate, doesPause) {
      if (conductor.end) return;
      parts.onTurn();
      hand.done = [];
      hand.fate = fate;
      pauses = doesPause;
      const goOn = parked.shift() ?? begin;
      goOn();
      await atRest();
      hand.fate = undefined;
    },
    abort: () => abort.abort(),
    drain: () => drain.abort(),
    kill: () => over({ as: 'killed' }),
  };
  return conductor;
}

/** When it waits wherever it is: all that a turn does happens without the machine. */
const atRest = (): Promise<void> => new Promise((rest) => setImmediate(rest));

const same = <T>(one: T): T => one;

const idleExitMs: Record<HolderKind, number | undefined> = {
  run: 0,
  once: 0,
  background: 2_000,
  daemon: undefined,
};

async function live(
  world: World,
  processes: Processes,
  purpose: Purpose,
  told: Pick<ConductOptions, 'signal' | 'drain'>,
): Promise<void> {
  if (purpose === 'force' && !(await clearTheWay(world, processes))) return;
  const isPassing = purpose === 'once' || purpose === 'force';
  await hold(world, isPassing ? onePass('once') : optionsOf(purpose, told));
}

const optionsOf = (
  kind: HolderKind,
  told: Pick<ConductOptions, 'signal' | 'drain'>,
): ConductOptions => ({
  kind,
  idleExitMs: idleExitMs[kind],
  maxParallel: undefined,
  launches: true,
  only: undefined,
  isDone: () => false,
  ...told,
});

/** As `orchestra unlock --force`: kills who holds, unless nobody can tell whether it lives. */
async function clearTheWay({ store }: World, processes: Processes): Promise<boolean> {
  const holder = store.lock.look();
  if (!holder || standingOf(holder) !== 'held') return true;
  if (holder.liveness !== 'alive') return false;
  await processes.kill(holder.record.holder);
  return true;
}
