import type { Disk, Launcher, Processes } from '../../src/core/ports.ts';
import type { Lease, Lock, Store } from '../../src/core/store.ts';
import type { World } from '../../src/engine/world.ts';

/** A deliberate bug, put around what the real engine has: each process gets its own. */
export interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  readonly disk?: (disk: Disk) => Disk;
  readonly launcher?: (launcher: Launcher) => Launcher;
  readonly processes?: (processes: Processes) => Processes;
  readonly world?: (world: World) => World;
}

/** The bugs that a checker of promises must find. */
export const mutants: readonly Mutant[] = [
  {
    name: 'records are not fsynced',
    disk: (disk) => ({
      ...disk,
      create: (path, text, options) => disk.create(path, text, { ...options, durable: false }),
      replace: (path, text, options) => disk.replace(path, text, { ...options, durable: false }),
    }),
  },
  {
    name: 'the verdict is linked, and its folder is not fsynced',
    disk: (disk) => ({
      ...disk,
      create: (path, text, options) =>
        disk.create(path, text, path.endsWith('/verdict.json') ? { durable: false } : options),
    }),
  },
  {
    name: 'there is no gate: a run begins when it is spawned',
    launcher: (launcher) => ({
      ...launcher,
      async start(command, folder) {
        const gate = await launcher.start(command, folder);
        gate.open();
        return gate;
      },
    }),
  },
  {
    name: 'the epoch is not checked: who was followed goes on',
    world: withLease((lease) => ({ ...lease, isMine: () => true })),
  },
  {
    name: 'a verdict is replaced by a later one',
    world: withRuns(({ runs }) => ({
      verdict: () => undefined,
      writeVerdict(verdict) {
        runs.quarantine(verdict.run, 'verdict.json');
        return runs.writeVerdict(verdict);
      },
    })),
  },
  {
    name: 'a run is let go before the record names it',
    world: withStore(({ tasks, runs, ...store }) => {
      let held: (() => void) | undefined;
      return {
        ...store,
        runs: {
          ...runs,
          exit: (run) => {
            held?.();
            return runs.exit(run);
          },
        },
        tasks: {
          ...tasks,
          async replaceSoon(record) {
            held?.();
            held = undefined;
            if (!record.runs.at(-1) || record.runs.at(-1)?.outcome)
              return tasks.replaceSoon(record);
            held = () => tasks.replace(record);
          },
        },
      };
    }),
  },
  {
    name: 'the number of a run that never began is given away again',
    world: withRuns(({ runs }) => ({
      async allocate(hint) {
        const run = await runs.allocate(0);
        return run > 1 && run > hint && !runs.hasStarted(run - 1) ? run - 1 : run;
      },
    })),
  },
  {
    name: 'a creator overwrites the record of another one',
    disk: (disk) => ({
      ...disk,
      create(path, text, options) {
        if (/\/task_\d+\.json$/.test(path)) disk.remove(path);
        return disk.create(path, text, options);
      },
    }),
  },
  {
    name: 'the index is trusted: no record is looked for that it does not name',
    world: withStore(({ queue, tasks, ...store }) => ({
      ...store,
      queue,
      tasks: { ...tasks, numbers: () => [], highest: (hint) => hint },
    })),
  },
  {
    name: 'a wish is answered before it is carried out',
    world: withStore(({ intents, ...store }) => ({
      ...store,
      intents: {
        ...intents,
        read(order) {
          const intent = intents.read(order);
          const results = [{ ok: 'yes' as const, message: 'it will be done' }];
          if (intent) intents.answer(order, { version: 1, intent, at: intent.at, results });
          return intent;
        },
      },
    })),
  },
  {
    name: 'why a run is stopped is kept in memory only',
    world: withRuns(() => ({ writeStop: () => true })),
  },
  {
    name: 'what left the group of a run is not swept',
    launcher: (launcher) => ({
      ...launcher,
      async look(watched) {
        const looks = await launcher.look(watched);
        return looks.map((one) => (one.is === 'ended' ? { ...one, strays: 0 } : one));
      },
    }),
  },
  {
    name: 'who cannot be seen is taken for dead',
    processes: (processes) => ({
      ...processes,
      livenessOf: (one) => (processes.livenessOf(one) === 'alive' ? 'alive' : 'dead'),
    }),
  },
  {
    name: 'a holder who was killed is taken for one who has left',
    world: withLease((lease) => ({ ...lease, isTakeover: false })),
  },
  {
    name: 'who leaves does not look once more',
    world: withStore(({ lock, queue, ...store }) => {
      let hasLeft = false;
      return {
        ...store,
        lock: leasing(lock, (lease) => {
          hasLeft = false;
          return {
            ...lease,
            release() {
              hasLeft = true;
              lease.release();
            },
          };
        }),
        queue: { ...queue, live: (folder) => (hasLeft ? [] : queue.live(folder)) },
        intents: { ...store.intents, open: () => (hasLeft ? [] : store.intents.open()) },
      };
    }),
  },
  {
    name: 'time is taken from the clock on the wall',
    world: (world) => ({
      ...world,
      clock: {
        ...world.clock,
        now() {
          const now = world.clock.now();
          return { ...now, monotonicMs: Math.max(0, Date.parse(now.at) - firstDayMs) };
        },
      },
    }),
  },
  {
    name: 'who takes over forgets what is paused',
    world: withStore(({ controls, ...store }) => ({
      ...store,
      controls: {
        ...controls,
        read: () => ({ ...controls.read(), queue: {}, agents: {}, groups: {} }),
      },
    })),
  },
  {
    name: 'a pause counts as running time',
    world: withStore(({ tasks, ...store }) => ({
      ...store,
      tasks: {
        ...tasks,
        replace(record) {
          for (const { pauses } of record.runs) if (pauses?.at(-1)?.until) pauses.length = 0;
          tasks.replace(record);
        },
      },
    })),
  },
  {
    name: 'nobody is stopped who is to stand still',
    launcher: (launcher) => ({
      ...launcher,
      async signal(watched, name) {
        if (name !== 'STOP') await launcher.signal(watched, name);
      },
    }),
  },
];

const firstDayMs = Date.UTC(2025, 11, 1);

function withStore(change: (store: Store) => Store): Mutant['world'] & object {
  return (world) => ({ ...world, store: change(world.store) });
}

function withRuns(change: (store: Store) => Partial<Store['runs']>): Mutant['world'] & object {
  return withStore((store) => ({ ...store, runs: { ...store.runs, ...change(store) } }));
}

function withLease(change: (lease: Lease) => Lease): Mutant['world'] & object {
  return withStore((store) => ({ ...store, lock: leasing(store.lock, change) }));
}

const leasing = (lock: Lock, change: (lease: Lease) => Lease): Lock => ({
  ...lock,
  take(kind) {
    const taken = lock.take(kind);
    return taken.taken ? { taken: true, lease: change(taken.lease) } : taken;
  },
});
