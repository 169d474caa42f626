import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Store } from '../../src/core/store.ts';
import { at, type MakeStore, now, opener } from './store-stage.ts';

const day = at.slice(0, 10);
const stop = { version: 1, status: 'cancelled', reason: 'user', by: 'x' } as const;
const breathe = async (): Promise<void> => undefined;

/** More than one piece, and nothing in it twice. */
const long = Array.from({ length: 60_000 }, (_, line) => `line ${line} ü\n`).join('');

/** Reads all of it, piece by piece, as who follows does. */
function readAll({ runs }: Store, run: number, bytesMax: number): string {
  const parts: Buffer[] = [];
  for (let offset = 0; ; ) {
    const bytes = runs.output(run, 'stdout', offset, bytesMax);
    if (bytes.length === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(bytes);
    offset += bytes.length;
  }
}

/** The promises of `Store` for what is put away. */
export const archiveContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: the archive`, () => {
    it('what is told of a run is the same in the archive', async (t) => {
      const { store, put, disk, root } = open(t);
      const { runs } = store;
      const run = await runs.allocate(0);
      runs.writeStop(run, { ...stop, since: now });
      put(`runs/${run}/stdout`, 'said');
      put(`runs/${run}/exit`, '0\n');
      put(`runs/${run}/classic/done`, '');
      const told = () => [
        runs.stop(run)?.reason,
        runs.exit(run),
        runs.endedAtMs(run),
        runs.size(run, 'stdout'),
        runs.output(run, 'stdout', 1, 2).toString(),
        runs.putAside(run),
        runs.spec(run),
        runs.hasStarted(run),
      ];
      const before = told();
      runs.raiseFloor(run);
      for (let twice = 0; twice < 2; twice += 1) {
        runs.archive([run]);
        assert.deepEqual(told(), before);
      }
      assert.equal(runs.folder(run), `${root}/archive/runs/0/${run}`);
      assert.equal(runs.next(0), run + 1, 'its number stays taken');
      assert.equal(runs.writeStop(run, { ...stop, since: now }), false, 'it has one');
      assert.ok(!disk.exists(`${root}/runs/${run}`), 'nobody makes its folder again');
      assert.ok(runs.erase(run) > 0);
      assert.equal(runs.size(run, 'stdout'), 0);
      assert.deepEqual(disk.list(`${root}/archive/runs/0`), []);
    });

    it('what was said is read piece by piece, packed or not, here and there', async (t) => {
      const { store, put, disk, root } = open(t);
      const { runs } = store;
      const run = await runs.allocate(0);
      put(`runs/${run}/stdout`, long);
      put(`runs/${run}/stderr`, 'short');
      const size = Buffer.byteLength(long);
      assert.equal(await runs.pack(run, breathe), size);
      assert.equal(await runs.pack(run, breathe), 0, 'twice is once');
      const packed = disk.size(`${root}/runs/${run}/stdout.gz`);
      assert.ok(packed > 0 && packed < size / 3, `${packed} of ${size}`);
      assert.ok(!disk.exists(`${root}/runs/${run}/stdout`));
      assert.ok(disk.exists(`${root}/runs/${run}/stderr`), 'what is short stays as it is');
      for (const place of ['runs', 'archive']) {
        assert.equal(runs.size(run, 'stdout'), size, place);
        assert.equal(readAll(store, run, 100_000), long, place);
        const end = runs.output(run, 'stdout', size - 14, 1_000).toString('utf8');
        assert.equal(end, 'line 59999 ü\n', place);
        assert.equal(runs.output(run, 'stdout', size, 9).length, 0, place);
        runs.archive([run]);
      }
    });

    it('a packed file that is damaged is told of', async (t) => {
      const { store, put } = open(t);
      put('runs/1/stdout.gz', 'no such thing');
      assert.throws(() => store.runs.output(1, 'stdout', 0, 9), /stdout\.gz is damaged/);
      assert.throws(() => store.runs.size(1, 'stdout'), /stdout\.gz is damaged/);
    });

    it('finished entries are listed in one place, brought back, and forgotten', (t) => {
      const { store, disk, root } = open(t);
      const { queue } = store;
      const entry = (number: number) => ({ day, number, status: 'failed' as const });
      for (const number of [1, 2, 3]) queue.finish(undefined, '', day, number, 'failed');
      for (let twice = 0; twice < 2; twice += 1) queue.archive([entry(1), entry(2)]);
      const shown = () =>
        [queue.finishedOn(day), queue.archivedOn(day)].map((all) =>
          all.map(({ number }) => number).sort(),
        );
      assert.deepEqual(shown(), [[3], [1, 2]]);
      assert.deepEqual(queue.archivedDays(), [day]);
      queue.archive([entry(3)]);
      assert.deepEqual([queue.days(), shown()], [[], [[], [1, 2, 3]]]);
      queue.revive(day, 2, 'failed', 'pending', '0999-0000000002-2');
      assert.deepEqual(shown(), [[], [1, 3]]);
      assert.deepEqual(
        queue.live('pending').map(({ number }) => number),
        [2],
      );
      queue.forget([entry(1), entry(3)]);
      assert.deepEqual([queue.archivedDays(), disk.list(`${root}/archive/finished`)], [[], []]);
    });
  });
};
