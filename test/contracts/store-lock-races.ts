import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Disk } from '../../src/core/ports.ts';
import type { Lease } from '../../src/core/store.ts';
import { type MakeStore, opener, type StoreStage } from './store-stage.ts';

/**
 * The promises of the lock when one process is parked before any of its uses of the disk while
 * others act; and when a second one is parked in the middle of that, and a third one acts. Every
 * such interleaving is played, in order, without a clock or dice.
 */
export const lockRacesContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: the lock, interleaved`, () => {
    for (const [before, prepare] of Object.entries(situations)) {
      it(`has one holder when others take it while one is parked in taking it, and ${before}`, (t) => {
        for (const act of Object.values(others))
          everywhere((use) => {
            const crowd = gather(open(t), prepare);
            const parked = parkIn(crowd.stage.disk);
            parked.at(use, () => act(crowd));
            crowd.take(2, parked.disk);
            return parked.leave() && crowd.check();
          });
      });

      it(`has one holder when two are parked in taking it, and ${before}`, (t) => {
        const places = everywhere((use) => {
          const between = everywhere((otherUse) => {
            const crowd = gather(open(t), prepare);
            const [first, second] = [parkIn(crowd.stage.disk), parkIn(crowd.stage.disk)];
            first.at(use, () => crowd.take(3, second.disk));
            second.at(otherUse, () => crowd.take(4));
            crowd.take(2, first.disk);
            return first.leave() && second.leave() && crowd.check();
          });
          return between > 0;
        });
        assert.ok(places > 3);
      });

      it(`shows who held it while one looked, and ${before}`, (t) => {
        for (const act of Object.values(others))
          everywhere((use) => {
            const crowd = gather(open(t), prepare);
            const parked = parkIn(crowd.stage.disk);
            const earlier = crowd.stage.storeOf(9).lock.look();
            parked.at(use, () => act(crowd));
            const seen = crowd.stage.storeOf(9, parked.disk).lock.look();
            const possible = [earlier?.record.epoch, ...crowd.epochs()];
            assert.ok(possible.includes(seen?.record.epoch), `saw ${seen?.record.epoch}`);
            return parked.leave() && crowd.check();
          });
      });
    }

    it('is free for others when its holder has left, wherever that one was parked', (t) => {
      for (const act of Object.values(others))
        everywhere((use) => {
          const crowd = gather(open(t));
          const parked = parkIn(crowd.stage.disk);
          crowd.take(1, parked.disk);
          parked.at(use, () => act(crowd));
          crowd.leave(1);
          return parked.leave() && crowd.check();
        });
    });

    for (const what of ['isMine', 'beat', 'release'] as const)
      it(`stays with who followed, wherever the other one was parked in ${what}`, (t) => {
        everywhere((use) => {
          const crowd = gather(open(t));
          const parked = parkIn(crowd.stage.disk);
          const lease = crowd.take(1, parked.disk);
          parked.at(use, () => {
            crowd.giveUp(1);
            crowd.take(3);
          });
          lease?.[what]();
          if (!parked.leave()) return false;
          assert.equal(lease?.isMine(), false);
          return crowd.check();
        });
      });
  });
};

type Prepare = (crowd: Crowd) => void;

const situations: Readonly<Record<string, Prepare>> = {
  'nobody ever held it': () => undefined,
  'its holder has left': (crowd) => {
    crowd.take(1);
    crowd.leave(1);
  },
  'its holder died': (crowd) => {
    crowd.take(1);
    crowd.die(1);
  },
  'its holder died before it had pruned': (crowd) => {
    crowd.take(1);
    crowd.leave(1);
    const [left, marker] = ['lock/1', 'lock/1.released'].map((path) => [path, crowd.text(path)]);
    crowd.take(5);
    crowd.die(5);
    for (const [path = '', text = ''] of [left ?? [], marker ?? []]) crowd.stage.put(path, text);
  },
  'it was damaged, and a person has said that it is free': ({ stage }) => {
    stage.put('lock/3', '{"ver');
    stage.put('lock/3.released', '');
  },
  'its record has another number than its name': (crowd) => {
    crowd.take(1);
    crowd.leave(1);
    crowd.stage.put('lock/7', crowd.text('lock/1'));
    crowd.stage.put('lock/7.released', '');
  },
};

/** What happens while one is parked: the last of them leaves everything else to the next check. */
const others: Readonly<Record<string, Prepare>> = {
  'another takes it': (crowd) => void crowd.take(6),
  'another takes it and leaves': (crowd) => {
    crowd.take(6);
    crowd.leave(6);
  },
  'another takes it and dies': (crowd) => {
    crowd.take(6);
    crowd.die(6);
  },
  'three pass, and a fourth stays': (crowd) => {
    for (const pid of [5, 6, 7]) {
      crowd.take(pid);
      crowd.leave(pid);
    }
    crowd.take(8);
  },
};

/** Processes that take the lock, and what must be true of all of them together. */
interface Crowd {
  readonly stage: StoreStage;
  /** Takes it, over another disk if that is given; undefined when it was refused. */
  take(pid: number, disk?: Disk): Lease | undefined;
  leave(pid: number): void;
  die(pid: number): void;
  /** A person says that it is gone, though it lives. */
  giveUp(pid: number): void;
  /** The text of a file below the root. */
  text(path: string): string;
  /** All that were ever given. */
  epochs(): number[];
  /** Throws when two hold, or one was robbed, or nobody can ever hold again. */
  check(): true;
}

function gather(stage: StoreStage, prepare: Prepare = () => undefined): Crowd {
  const given: number[] = [];
  const holders = new Map<number, Lease>();
  const crowd: Crowd = {
    stage,
    take(pid, disk) {
      const got = stage.storeOf(pid, disk).lock.take('run');
      if (!got.taken) return undefined;
      given.push(got.lease.epoch);
      holders.set(pid, got.lease);
      return got.lease;
    },
    leave(pid) {
      const lease = holders.get(pid);
      holders.delete(pid); // While it leaves, another one may have followed.
      lease?.release();
    },
    die(pid) {
      holders.delete(pid);
      stage.processes.die(pid);
    },
    giveUp(pid) {
      const lease = holders.get(pid) ?? assert.fail(`${pid} does not hold`);
      holders.delete(pid);
      stage.put(`lock/${lease.epoch}.released`, '');
    },
    text: (path) => stage.disk.read(`${stage.root}/${path}`) ?? '',
    epochs: () => given,
    check() {
      const told = `epochs ${given.join(' ')}`;
      assert.ok(holders.size <= 1, `${[...holders.keys()].join(' and ')} hold at once: ${told}`);
      assert.equal(new Set(given).size, given.length, `an epoch was given twice: ${told}`);
      for (const [pid, lease] of holders) assert.ok(lease.isMine(), `${pid} was robbed: ${told}`);
      // Nobody is locked out for good.
      for (const pid of [...holders.keys()]) crowd.leave(pid);
      const highest = Math.max(0, ...given);
      const next = crowd.take(10) ?? assert.fail(`nobody can take it any more: ${told}`);
      assert.ok(next.epoch > highest, `epoch ${next.epoch} comes after ${told}`);
      assert.deepEqual(stage.disk.list(`${stage.root}/lock`), [String(next.epoch)]);
      return true;
    },
  };
  prepare(crowd);
  return crowd;
}

interface Parking {
  readonly disk: Disk;
  /** From now on: before the n-th use of the disk, others act. */
  at(use: number, act: () => void): void;
  /** Nobody is parked any more; whether somebody was. */
  leave(): boolean;
}

function parkIn(disk: Disk): Parking {
  let left = 0;
  let meanwhile: (() => void) | undefined;
  const parked = (call: (...words: unknown[]) => unknown) => {
    return (...words: unknown[]) => {
      left -= 1;
      const act = left === 0 ? meanwhile : undefined;
      if (act) {
        meanwhile = undefined;
        act();
      }
      return call(...words);
    };
  };
  const calls = Object.entries(disk).map(([name, call]) => [name, parked(call)]);
  return {
    disk: Object.fromEntries(calls) as Disk,
    at(use, act) {
      left = use;
      meanwhile = act;
    },
    leave() {
      const wasParked = meanwhile === undefined;
      meanwhile = undefined;
      return wasParked;
    },
  };
}

/**
 * Plays with somebody parked before the first use of the disk, the second, and so on, until the
 * play says that it never came to that. Answers with how many places there were.
 */
function everywhere(play: (use: number) => boolean): number {
  for (let use = 1; ; use += 1)
    try {
      if (!play(use)) return use - 1;
    } catch (error) {
      (error as Error).message = `parked before use ${use}: ${(error as Error).message}`;
      throw error;
    }
}
