import { createConducting } from '../../src/adapters/conducting.ts';
import { createStore, storeFolders } from '../../src/adapters/store/index.ts';
import type { AgentSettings } from '../../src/core/agent.ts';
import type { Agents, Conducting } from '../../src/core/ports.ts';
import { resolveAgent } from '../../src/core/resolve-agent.ts';
import type { Store } from '../../src/core/store.ts';
import { createFakeSchedules, type FakeSchedules } from '../support/fake-schedules.ts';
import { settingsOf } from '../support/seen.ts';
import { type Conductor, createConductor, type Purpose } from './conductors.ts';
import { createDice } from './dice.ts';
import { createSimulatedDisk, type SimulatedDisk } from './disk.ts';
import { type Condition, createHand, type Fate, type Hand, refusalOf } from './fate.ts';
import { createMachine, type Machine, type Place } from './machine.ts';
import { createModel, type Model } from './model.ts';
import type { Mutant } from './mutants.ts';
import { createRuns, type Runs } from './runs.ts';

/** A command that somebody types: it acts at once, and is gone. */
export interface Command {
  readonly name: string;
  readonly hand: Hand;
  readonly store: Store;
  readonly conducting: Conducting;
  readonly now: () => string;
}

/** Everything outside of the engine, and the engine in it. */
export interface SimulatedWorld {
  readonly root: string;
  readonly machine: Machine;
  readonly disk: SimulatedDisk;
  readonly runs: Runs;
  /** What people have written, as everybody sees it. */
  readonly schedules: FakeSchedules;
  readonly model: Model;
  /** The store as nobody has it: no fate, no effects of its own. */
  readonly store: Store;
  readonly conductors: ReadonlyMap<string, Conductor>;
  /** Conductors that have not ended. */
  living(): readonly Conductor[];
  condition: Condition;
  /** How many processes have met their fate. */
  readonly deaths: number;
  /** What else happens in the middle of what one process does; set before its turn. */
  othersFirst: () => void;
  /** Things that excuse a conductor from what it promised to those who relied on it. */
  hurt(): void;
  conductor(name: string, place: Place, purpose: Purpose, reusesPid?: boolean): Conductor;
  command(name: string, place: Place, fate: Fate | undefined, act: (one: Command) => void): void;
  powerCut(): void;
}

const root = '/w/.orchestra';

const plain: AgentSettings = {
  command: 'agent',
  args: [],
  prompt: 'stdin',
  grace: '1s',
  linger: '1s',
};
const entries: Record<string, AgentSettings> = {
  coder: plain,
  classic: { ...plain, classicNames: true },
  strict: { ...plain, completion: 'sentinel' },
};
const settings = settingsOf();

/** An empty workspace. A mutant is a deliberate bug around what conductors and commands have. */
export function createWorld(seed: number, mutant: Mutant = { name: 'none' }): SimulatedWorld {
  const dice = createDice(seed);
  const machine = createMachine();
  const model = createModel(root, machine);
  const disk = createSimulatedDisk(machine.stampMs, (effect) => model.saw(effect));
  const conductors = new Map<string, Conductor>();
  const alive = new Set<Conductor>();
  const schedules = createFakeSchedules();
  let deaths = 0;
  for (const folder of storeFolders) disk.grow(`${root}/${folder}`);

  const world: SimulatedWorld = {
    root,
    machine,
    disk,
    model,
    schedules,
    runs: createRuns({
      machine,
      read: disk.read,
      write(path, text) {
        if (refusalOf(world.condition, 'replace', path, root) || !disk.exists(parentOf(path)))
          return false;
        disk.write(path, text);
        return true;
      },
      onGo: (run) => model.letGo(run),
      onStop: (run) => model.signalled(run),
      onOverdue: (run) => model.overdue(run),
    }),
    store: createStore(
      disk.as('nobody'),
      root,
      machine.clockAt('here'),
      machine.processesFor(machine.bear('nobody', 'here', false), () => {}),
    ),
    conductors,
    living: () => {
      for (const one of alive) if (one.end) alive.delete(one);
      return [...alive];
    },
    condition: 'fine',
    get deaths() {
      return deaths;
    },
    othersFirst: () => {},
    hurt: () => model.promises.hurt(),
    conductor(name, place, purpose, reusesPid = false) {
      const made = createConductor(parts, name, place, purpose, reusesPid);
      conductors.set(name, made);
      alive.add(made);
      return made;
    },
    command(name, place, fate, act) {
      const being = machine.bear(name, place, false);
      const hand = handFor(name, () => machine.bury(being));
      hand.fate = fate;
      const store = createStore(
        mutant.disk?.(hand.disk) ?? hand.disk,
        root,
        machine.clockAt(place),
        machine.processesFor(being, () => {}),
      );
      const clock = machine.clockAt(place);
      const conducting = createConducting({
        lock: store.lock,
        clock,
        isInsideRun: false,
        spawn: async () => void world.conductor(`${name} background`, place, 'background'),
        passOnce: async () => ({ held: false }),
      });
      try {
        act({ name, hand, store, conducting, now: () => clock.now().at });
      } finally {
        hand.isDead = true;
        machine.bury(being);
      }
    },
    powerCut() {
      for (const one of world.living()) one.kill();
      world.runs.powerCut();
      machine.reboot();
      disk.powerCut(dice);
      world.condition = 'fine';
      model.powerCut();
    },
  };

  const handFor = (actor: string, onKilled: () => void): Hand =>
    createHand({
      disk,
      root,
      actor,
      condition: () => world.condition,
      onKilled() {
        deaths += 1;
        onKilled();
      },
      onPowerFailure() {
        deaths += 1;
        world.powerCut();
      },
      onOthersFirst: () => world.othersFirst(),
      onDoubt: (effect) => model.doubts(effect),
    });
  const agents = createAgents();
  const parts = {
    machine,
    root,
    runs: world.runs,
    agents,
    schedules,
    mutant,
    condition: () => world.condition,
    handFor: (being: { name: string }, onKilled: () => void) =>
      handFor(being.name, () => {
        model.promises.hurt();
        onKilled();
      }),
    kill: (victim: { name: string }) => {
      model.promises.hurt();
      conductors.get(victim.name)?.kill();
    },
    log: () => {},
    onTurn: () => model.promises.beginTurn(),
    onGivenUp: () => model.promises.hurt(),
    onBug: (error: unknown) => model.bug(error),
  };
  model.begin(world);
  return world;
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

function createAgents(): Agents {
  const sources = { configs: [{ agents: entries }], places: [], profiles: {} };
  const resolved = new Map(
    Object.keys(entries).map((name) => [name, resolveAgent(name, sources, () => undefined)]),
  );
  return {
    resolve: (name) => resolved.get(name) ?? resolveAgent(name, sources, () => undefined),
    settings: () => settings,
    sources: () => sources,
    templateAt: () => undefined,
    locate: (command) => `/bin/${command}`,
    readerOf: () => () => [],
    environment: () => ({ PATH: '/bin' }),
  };
}
