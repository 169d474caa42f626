import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Disk } from '../../src/core/ports.ts';
import type { Lease, Store } from '../../src/core/store.ts';
import { at, failure, type MakeStore, opener } from './store-stage.ts';

/** The promises of `Store` for the lock. */
export const lockContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: the lock`, () => {
    it('is held by one, and free again after its marker', (t) => {
      const { storeOf } = open(t);
      assert.equal(storeOf(1).lock.look(), undefined);
      const lease = taken(storeOf(1), 'run');
      assert.equal(lease.epoch, 1);
      assert.equal(lease.isTakeover, false);
      assert.equal(lease.isMine(), true);
      const refused = storeOf(2).lock.take('run');
      assert.ok(!refused.taken);
      assert.equal(refused.holder.record.holder.pid, 1);
      lease.release();
      assert.equal(lease.isMine(), false);
      const next = taken(storeOf(2), 'daemon');
      assert.deepEqual([next.epoch, next.isTakeover], [2, false]);
    });

    it('is lost with its folder, though the next holder is given the same number', (t) => {
      const { storeOf, disk, root } = open(t);
      const old = taken(storeOf(1), 'run');
      disk.remove(`${root}/lock/1`);
      assert.equal(old.isMine(), false);
      old.release();
      assert.deepEqual(disk.list(`${root}/lock`), []);
      const next = taken(storeOf(2), 'run');
      assert.deepEqual([next.epoch, next.isMine(), old.isMine()], [1, true, false]);
      old.release();
      assert.equal(next.isMine(), true);
      next.release();
      assert.equal(next.isMine(), false);
    });

    it('is taken over only from the dead, and the dead may do nothing more', (t) => {
      const { storeOf, processes } = open(t);
      const lease = taken(storeOf(1), 'run');
      processes.die(1);
      assert.equal(storeOf(2).lock.look()?.liveness, 'dead');
      const next = taken(storeOf(2), 'run');
      assert.deepEqual([next.epoch, next.isTakeover], [2, true]);
      assert.deepEqual([lease.isMine(), next.isMine()], [false, true]);
    });

    for (const elsewhere of [{ pidNamespace: 'pid:[7]' }, { host: 'other' }])
      it(`finding 5: is not taken from a holder of another ${Object.keys(elsewhere)}`, (t) => {
        const { storeOf, put, processes } = open(t);
        put('lock/1', lockText(1, { ...processes.identity(9), ...elsewhere }));
        processes.die(9);
        const refused = storeOf(2).lock.take('run');
        assert.ok(!refused.taken);
        assert.equal(refused.holder.liveness, 'unknown');
      });

    it('finding 5: is taken from an unseen holder that stopped its heartbeat, not before', (t) => {
      const { storeOf, put, disk, root, processes } = open(t);
      const heartbeatMs = 1;
      const elsewhere = { ...processes.identity(9), host: 'other' };
      put('lock/1', lockText(1, elsewhere, { heartbeatMs: 3_600_000 }));
      put('lock/1.beat', '');
      assert.equal(storeOf(2).lock.take('run').taken, false);
      put('lock/1', lockText(1, elsewhere, { heartbeatMs }));
      const beatMs = disk.changedAt(`${root}/lock/1.beat`) ?? 0;
      for (let writes = 0; (disk.changedAt(`${root}/later`) ?? 0) - beatMs < 50; writes += 1) {
        assert.ok(writes < 100_000, 'time does not pass');
        put('later', '');
      }
      assert.equal(taken(storeOf(2), 'run').epoch, 2);
    });

    it('finding 18: forgets the epochs below the one that holds', (t) => {
      const { storeOf, disk, root } = open(t);
      for (let epoch = 1; epoch <= 5; epoch += 1) taken(storeOf(epoch), 'once').release();
      assert.deepEqual(disk.list(`${root}/lock`).sort(), ['5', '5.released']);
      assert.equal(taken(storeOf(9), 'once').epoch, 6);
    });

    it('finding 18: who was parked before its link steps back when others have passed', (t) => {
      const { storeOf, disk, root } = open(t);
      taken(storeOf(1), 'once').release();
      let isParked = true;
      const create: Disk['create'] = (...file) => {
        if (isParked) {
          isParked = false;
          for (const pid of [3, 4]) taken(storeOf(pid), 'once').release();
          taken(storeOf(5), 'daemon');
        }
        return disk.create(...file);
      };
      const refused = storeOf(2, { ...disk, create }).lock.take('run');
      assert.ok(!refused.taken);
      assert.equal(refused.holder.record.holder.pid, 5);
      assert.deepEqual(disk.list(`${root}/lock`).sort(), ['4']);
    });

    it('says that it does not know who holds a damaged lock, until a person does', (t) => {
      const { storeOf, put } = open(t);
      put('lock/3', '{"ver');
      assert.throws(() => storeOf(1).lock.take('run'), failure('conflict', /who conducts/));
      put('lock/3.released', '');
      assert.equal(taken(storeOf(1), 'run').epoch, 4);
    });
  });
};

function taken(store: Store, kind: 'run' | 'once' | 'daemon'): Lease {
  const got = store.lock.take(kind);
  assert.ok(got.taken, 'the lock is held');
  return got.lease;
}

const lockText = (epoch: number, holder: object, more: object = {}): string =>
  JSON.stringify({ version: 1, epoch, kind: 'daemon', holder, since: at, ...more });
