import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPlaces } from '../../src/adapters/places.ts';
import { freePlaces, type Places } from '../../src/core/places.ts';
import type { Disk } from '../../src/core/ports.ts';
import type { Identity } from '../../src/core/run.ts';
import { createFakeClock, createFakeProcesses } from '../support/fake-machine.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';
import { instant } from '../support/seen.ts';

const state = '/state';
const folder = `${state}/places/fake`;

/** A machine with a disk, on which conductors with these pids look after the workspaces /1, /2, … */
const machineOf = () => {
  const clock = createFakeClock();
  const disk = createMemoryDisk(() => Date.parse(clock.now().at));
  disk.grow(state);
  const processes = createFakeProcesses();
  const warnings: string[] = [];
  const pathOf = (pid: number, run: number) => `/${pid}/.orchestra/runs/${run}`;
  const write = (path: string, value: unknown) => disk.put(path, JSON.stringify(value));
  return {
    clock,
    disk,
    processes,
    warnings,
    of: (pid: number, door: Disk = disk): Places =>
      createPlaces({
        state,
        disk: door,
        workspace: `/${pid}/.orchestra`,
        processes: processes.as(pid),
        clock,
        nameOf: (workspace) => workspace.slice(0, 2),
        warn: (line) => warnings.push(line),
        prepare: (folders) => {
          for (const one of folders) disk.grow(`${state}/${one}`);
        },
      }),
    /** As its conductor does it: the folder first. */
    allocate(pid: number, run = 1) {
      disk.grow(pathOf(pid, run));
      return { run, task: run };
    },
    begin(pid: number, shim: Identity, run = 1) {
      const handle = { launcher: 'local', identity: shim, token: 'x'.repeat(32) };
      write(`${pathOf(pid, run)}/started`, { version: 1, handle, since: instant(1) });
    },
    end: (pid: number, run = 1) => disk.put(`${pathOf(pid, run)}/verdict.json`, '{}'),
    clean: (pid: number, run = 1) => disk.erase(pathOf(pid, run)),
  };
};

type Machine = ReturnType<typeof machineOf>;

/** Who has the only place, in the end: conductor 1 took it for its run 1. */
const fates: readonly [what: string, happens: (machine: Machine) => void, isFree: boolean][] = [
  ['its conductor lives', () => {}, false],
  ['it has a verdict', ({ end }) => end(1), true],
  ['it was cleaned away', ({ clean }) => clean(1), true],
  ['its conductor died, and it never began', ({ processes }) => processes.die(1), true],
  [
    'its conductor died, and it goes on',
    ({ processes, begin }) => {
      begin(1, processes.identity(50));
      processes.die(1);
    },
    false,
  ],
  [
    'it died after its conductor',
    ({ processes, begin }) => {
      begin(1, processes.identity(50));
      processes.die(1);
      processes.die(50);
    },
    true,
  ],
  [
    'it died, and its conductor has yet to look after what it left',
    ({ processes, begin }) => {
      begin(1, processes.identity(50));
      processes.die(50);
    },
    false,
  ],
  [
    'its conductor died, and it cannot be seen',
    ({ processes, begin }) => {
      begin(1, { ...processes.identity(50), pidNamespace: 'another' });
      processes.die(1);
    },
    false,
  ],
  [
    'its conductor died, and nobody can read who it is',
    ({ processes, disk }) => {
      disk.put('/1/.orchestra/runs/1/started', 'torn');
      processes.die(1);
    },
    false,
  ],
  ['a power cut left nothing in its file', ({ disk }) => disk.put(`${folder}/1.1`, ''), true],
  [
    'another version wrote it',
    ({ disk }) => disk.put(`${folder}/1.1`, '{"version": 2, "place": 1}'),
    false,
  ],
];

describe('the places of the machine', () => {
  for (const [what, happens, isFree] of fates)
    it(`one is ${isFree ? 'free' : 'taken'} when ${what}`, () => {
      const machine = machineOf();
      assert.ok(machine.of(1).take(machine.allocate(1), 1));
      happens(machine);
      const other = machine.of(2);
      assert.equal(freePlaces(other.look(1)), isFree ? 1 : 0);
      assert.equal(other.take(machine.allocate(2), 1), isFree);
      assert.equal(machine.disk.list(folder).length, 1, 'what is past is pruned');
    });

  it('are told with those who have them', () => {
    const machine = machineOf();
    machine.of(1).take(machine.allocate(1, 7), 3);
    machine.of(2).take(machine.allocate(2, 8), 3);
    const crowd = machine.of(3).look(3);
    assert.deepEqual(crowd, {
      limit: 3,
      taken: [
        { name: '/1', task: 7 },
        { name: '/2', task: 8 },
      ],
      ahead: 0,
    });
  });

  it('are never given to two, whatever happens between two steps of one who takes one', () => {
    const points = plots.map((plot) =>
      everywhere((machine, door) => {
        // There was one before: so there is something to prune.
        assert.ok(machine.of(5).take(machine.allocate(5), 1));
        machine.end(5);
        return {
          take: () =>
            machine
              .of(
                1,
                door(() => plot(machine)),
              )
              .take(machine.allocate(1), 1),
        };
      }),
    );
    assert.ok(Math.min(...points) > 8, `only ${points} points`);
  });

  it('are not given to two who count at the same time, where there are some beyond the limit', () => {
    everywhere((machine, door) => {
      machine.of(5).keep([1, 2, 3].map((run) => machine.allocate(5, run)));
      machine.end(5, 1);
      machine.end(5, 2); // The third place is left: of two, one may be given out.
      const limit = 2;
      const other = () => ({ 2: machine.of(2).take(machine.allocate(2), limit) });
      return {
        take: () => machine.of(1, door(other)).take(machine.allocate(1), limit),
        besides: ['/5'],
        limit,
      };
    });
  });

  it('beyond the limit, nothing new gets one until there are fewer', () => {
    const machine = machineOf();
    const [first, second] = [machine.of(1), machine.of(2)];
    assert.ok(first.take(machine.allocate(1), 1));
    // Its person has answered: it goes on, whoever has the place by now.
    second.keep([machine.allocate(2)]);
    assert.equal(machine.of(3).look(1).taken.length, 2);
    machine.end(1);
    assert.ok(!machine.of(3).take(machine.allocate(3), 1));
    machine.end(2);
    assert.ok(machine.of(3).take(machine.allocate(3), 1));
  });

  it('are given up by who waits, and theirs again who goes on', () => {
    const machine = machineOf();
    const places = machine.of(1);
    const run = machine.allocate(1);
    places.take(run, 1);
    places.keep([run]);
    assert.deepEqual(machine.disk.list(folder), ['1.1']);
    places.keep([]);
    assert.equal(freePlaces(machine.of(2).look(1)), 1);
    assert.ok(machine.of(2).take(machine.allocate(2), 1));
    places.keep([run]);
    places.keep([run]);
    assert.deepEqual(
      machine
        .of(3)
        .look(1)
        .taken.map(({ name }) => name),
      ['/2', '/1'],
    );
  });

  it('go to who has waited longest, and a workspace that had one is last again', () => {
    const machine = machineOf();
    const [first, second, third] = [machine.of(1), machine.of(2), machine.of(3)];
    first.take(machine.allocate(1), 1);
    for (const one of [second, third]) {
      machine.clock.pass(10);
      one.lineUp();
    }
    machine.end(1);
    assert.equal(first.look(1).ahead, 2);
    for (const one of [first, third]) assert.ok(!one.take(machine.allocate(1, 9), 1));
    machine.clock.pass(4_000);
    third.lineUp();
    machine.clock.pass(500);
    assert.ok(second.take(machine.allocate(2), 1));
    machine.end(2);
    second.lineUp();
    assert.equal(second.look(1).ahead, 1);
    assert.ok(third.take(machine.allocate(3), 1));
  });

  for (const [what, leaves] of [
    ['dies', ({ processes }: Machine) => processes.die(2)],
    ['is silent', ({ clock }: Machine) => clock.pass(6_000)],
  ] as const)
    it(`are not kept for a workspace that ${what}`, () => {
      const machine = machineOf();
      machine.of(2).lineUp();
      assert.ok(!machine.of(1).take(machine.allocate(1), 1));
      leaves(machine);
      assert.ok(machine.of(1).take(machine.allocate(1), 1));
    });

  it('where they cannot be counted, none is given out, and that is told', () => {
    const machine = machineOf();
    machine.disk.put(`${state}/places`, 'a file');
    const places = machine.of(1);
    assert.ok(!places.take(machine.allocate(1), 1));
    assert.match(machine.warnings[0] ?? '', /^machineMaxParallel cannot be kept: /);
  });
});

/** What others do meanwhile, and which of them have a place then. */
const plots: readonly ((machine: Machine) => Record<number, boolean>)[] = [
  (machine) => ({ 2: machine.of(2).take(machine.allocate(2), 1) }),
  (machine) => {
    for (const pid of [2, 3, 4]) {
      machine.of(pid).take(machine.allocate(pid), 1);
      machine.end(pid);
    }
    return { 6: machine.of(6).take(machine.allocate(6), 1) };
  },
  (machine) => {
    machine.of(2).take(machine.allocate(2), 1);
    machine.end(2);
    return {};
  },
  (machine) => {
    machine.of(2).take(machine.allocate(2), 1);
    machine.processes.die(2);
    return { 3: machine.of(3).take(machine.allocate(3), 1) };
  },
];

interface Play {
  readonly take: () => boolean;
  /** Who has a place all the time. */
  readonly besides?: readonly string[];
  readonly limit?: number;
}

/**
 * Plays it again and again, with what others do before the first, the second, … use of the disk.
 * Whoever was told to have a place has one, and there are no more than there may be.
 */
function everywhere(
  play: (machine: Machine, door: (meanwhile: () => Record<number, boolean>) => Disk) => Play,
): number {
  for (let step = 0; ; step += 1) {
    const machine = machineOf();
    let told: Record<number, boolean> | undefined;
    const {
      take,
      besides = [],
      limit = 1,
    } = play(machine, (meanwhile) =>
      interrupted(machine.disk, step, () => {
        told = meanwhile();
      }),
    );
    const all = { 1: take(), ...told };
    const having = Object.entries(all).flatMap(([pid, has]) => (has ? [`/${pid}`] : []));
    const { taken } = machine.of(9).look(limit);
    const names = taken.map(({ name }) => name);
    assert.deepEqual(names.sort(), [...having, ...besides].sort(), `at step ${step}`);
    assert.ok(names.length <= limit, `at step ${step}: ${names}`);
    if (!told) return step;
  }
}

/** A disk on which something happens before its n-th use. */
function interrupted(disk: Disk, steps: number, happens: () => void): Disk {
  let left = steps;
  return new Proxy(disk, {
    get(target, name: keyof Disk) {
      const own = target[name];
      if (typeof own !== 'function') return own;
      return (...words: never[]) => {
        if (left === 0) happens();
        left -= 1;
        return (own as (...all: never[]) => unknown)(...words);
      };
    },
  });
}
