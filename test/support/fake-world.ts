import assert from 'node:assert/strict';
import {
  type Failpoints,
  launcherWithFailpoints,
  withFailpoints,
} from '../../src/adapters/failpoints.ts';
import { createOutbox } from '../../src/adapters/outbox.ts';
import { createStore, storeFolders } from '../../src/adapters/store/index.ts';
import type { AgentSettings } from '../../src/core/agent.ts';
import { emptyHead } from '../../src/core/head.ts';
import { type Intent, intentOrder } from '../../src/core/intent.ts';
import { orderOf } from '../../src/core/layout.ts';
import type { Policy } from '../../src/core/observation.ts';
import type { Agents, Launcher } from '../../src/core/ports.ts';
import type { Courier, LazyPost, Outbox } from '../../src/core/post.ts';
import { resolveAgent } from '../../src/core/resolve-agent.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { Store } from '../../src/core/store.ts';
import { type NewTask, newRecord, type TaskRecord } from '../../src/core/task.ts';
import { closeBooks } from '../../src/engine/conductor.ts';
import { freshPost } from '../../src/engine/deliver.ts';
import { openBooks } from '../../src/engine/discover.ts';
import { tick } from '../../src/engine/tick.ts';
import { emptyState, type State, type World } from '../../src/engine/world.ts';
import { createFakeLauncher, type FakeLauncher, type FakeRun } from './fake-launcher.ts';
import {
  createFakeClock,
  createFakeProcesses,
  type FakeClock,
  type FakeProcesses,
} from './fake-machine.ts';
import { createFakeSchedules, type FakeSchedules } from './fake-schedules.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { policyOf, settingsOf } from './seen.ts';

/** A conductor under one lease, driven pass by pass. */
export interface FakeConductor {
  readonly world: World;
  readonly state: State;
  tick(policy?: Partial<Policy>): Promise<boolean>;
  /** It is killed: its gates shut, and nothing of it happens any more. */
  die(): void;
  /** It leaves in good order, its books written. */
  leave(): void;
}

export interface FakeWorld {
  readonly disk: MemoryDisk;
  readonly root: string;
  readonly clock: FakeClock;
  readonly processes: FakeProcesses;
  readonly launcher: FakeLauncher;
  /** The store as a command sees it, which never conducts. */
  readonly store: Store;
  readonly schedules: FakeSchedules;
  readonly settings: { -readonly [K in keyof Settings]: Settings[K] };
  readonly log: string[];
  /** Who carries what callbacks are told; nobody is told anything without. */
  courier: Courier | undefined;
  /** Takes the lock and opens the books; every effect of it passes the failpoints. */
  conductor(failpoints?: Failpoints): FakeConductor;
  /** The world of another process, which has not taken the lock yet. */
  worldOf(pid: number, failpoints?: Failpoints): World;
  /** Accepts a task as `orchestra start` does. */
  start(wanted?: Partial<NewTask>): TaskRecord;
  /** Leaves a wish; answers with its name. */
  wish(intent: WishOf<Intent>): string;
  record(number: number): TaskRecord;
  /** Ticks, time passing, until the task is settled. */
  settle(conductor: FakeConductor, number: number): Promise<TaskRecord>;
  /** Kills every gated run, as the death of its conductor does. */
  shutGates(): void;
}

type WishOf<I> = I extends Intent ? Omit<I, 'version' | 'at'> : never;

interface Options {
  readonly agents?: Readonly<Record<string, AgentSettings>>;
  readonly onOpen?: (run: FakeRun, launcher: FakeLauncher) => void;
}

const plain: AgentSettings = {
  command: 'agent',
  args: [],
  prompt: 'stdin',
  grace: '1s',
  linger: '1s',
};
const passesMax = 200;

/** The real engine over a disk, a clock, processes and a launcher that only a test moves. */
export const createFakeWorld = ({ agents = {}, onOpen = () => {} }: Options = {}): FakeWorld => {
  const root = '/fake/.orchestra';
  const clock = createFakeClock();
  const disk = createMemoryDisk(() => Date.parse(clock.now().at));
  for (const folder of storeFolders) disk.grow(`${root}/${folder}`);
  const processes = createFakeProcesses();
  const schedules = createFakeSchedules();
  const launcher = createFakeLauncher({ onOpen });
  const settings = settingsOf();
  const log: string[] = [];
  const known = agentsOf({ coder: plain, ...agents }, settings);
  const store = createStore(disk, root, clock, processes.as(1));
  let pids = 100;
  let wishes = 0;

  /** As the shim does: who leaves its gate without *go* says so first. */
  const witnessed: Launcher = {
    ...launcher,
    async start(command, folder) {
      const gate = await launcher.start(command, folder);
      const abandon = () => {
        disk.put(`${folder}/never`, '');
        gate.abandon();
      };
      return { ...gate, abandon };
    },
  };

  const worldOf = (pid: number, failpoints?: Failpoints): World => {
    const door = failpoints ? withFailpoints(disk, root, failpoints) : disk;
    const runs = failpoints ? launcherWithFailpoints(witnessed, failpoints) : witnessed;
    return {
      store: createStore(door, root, clock, processes.as(pid)),
      launchers: () => runs,
      clock,
      agents: known,
      ...(fake.courier && { post: postOf(createOutbox(door, root), fake.courier) }),
      schedules,
      wake: {
        watch: () => {},
        nudge: () => {},
        breathe: async () => {},
        sleep: async (ms) => clock.pass(Math.min(ms, 60_000)),
        close: () => {},
      },
      log: (line) => log.push(line),
      warn: (line) => log.push(line),
    };
  };

  const shutGates = (): void => {
    for (const { opened, folder, command } of launcher.runs) {
      if (opened || disk.exists(`${folder}/never`)) continue;
      disk.put(`${folder}/never`, '');
      launcher.vanish(command.token);
    }
  };

  const fake: FakeWorld = {
    disk,
    root,
    clock,
    processes,
    launcher,
    store,
    schedules,
    settings,
    log,
    courier: undefined,
    worldOf,
    shutGates,
    conductor(failpoints) {
      pids += 1;
      const pid = pids;
      const world = worldOf(pid, failpoints);
      const die = (): void => {
        processes.die(pid);
        shutGates();
      };
      const state = orDie(die, () => {
        const taken = world.store.lock.take('run');
        assert.ok(taken.taken, 'somebody conducts already');
        const opened = emptyState(taken.lease, emptyHead);
        const post = world.post?.loaded();
        if (post) opened.post = freshPost(world, post);
        openBooks(world, opened, taken.lease.isTakeover || taken.lease.isOtherBoot);
        return opened;
      });
      return {
        world,
        state,
        async tick(policy = {}) {
          const { maxParallel, maxAwaiting } = settings;
          const limits = { maxParallel, maxAwaiting };
          const nowMs = Date.parse(clock.now().at);
          const { didSomething } = await tick(
            world,
            state,
            policyOf({ nowMs, ...limits, ...policy }),
          );
          return didSomething;
        },
        die,
        leave() {
          closeBooks(world, state);
          state.lease.release();
          processes.die(pid);
        },
      };
    },
    start(wanted = {}) {
      const { at } = clock.now();
      const task = { agent: 'coder', prompt: 'work', cwd: '/fake', priority: 0, ...wanted };
      const hint = store.queue.storedHead()?.highest ?? 0;
      const record = store.tasks.create((number) => newRecord(number, task, at), hint);
      store.queue.enter('pending', orderOf(record));
      return record;
    },
    wish(intent) {
      const { at } = clock.now();
      wishes += 1;
      const order = intentOrder(Date.parse(at), wishes.toString(16).padStart(8, '0'));
      store.intents.leave(order, { version: 1, at, ...intent } as Intent);
      return order;
    },
    record: (number) => store.tasks.read(number) ?? assert.fail(`there is no task ${number}`),
    async settle(conductor, number) {
      for (let passes = 0; passes < passesMax; passes += 1) {
        await conductor.tick();
        const record = fake.record(number);
        if (record.settled) return record;
        clock.pass(1_000);
      }
      return assert.fail(`task ${number} is not settled: ${JSON.stringify(fake.record(number))}`);
    },
  };
  return fake;
};

function postOf(outbox: Outbox, courier: Courier): LazyPost {
  const post = { outbox, courier };
  return { load: async () => post, loaded: () => post };
}

const agentsOf = (entries: Readonly<Record<string, AgentSettings>>, settings: Settings): Agents => {
  const sources = { configs: [{ agents: entries }], places: [], profiles: {} };
  return {
    resolve: (name) => resolveAgent(name, sources, () => undefined),
    settings: () => settings,
    sources: () => sources,
    templateAt: () => undefined,
    locate: (command) => `/bin/${command}`,
    readerOf: () => () => [],
    environment: () => ({ PATH: '/bin' }),
  };
};

function orDie<T>(die: () => void, act: () => T): T {
  try {
    return act();
  } catch (error) {
    die();
    throw error;
  }
}
