import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { layout } from '../../core/layout.ts';
import { type Holder, type HolderKind, LockRecord, standingOf } from '../../core/lock.ts';
import type { Clock, Disk, Processes } from '../../core/ports.ts';
import type { Lease, Lock } from '../../core/store.ts';
import { protocolVersion } from '../../core/task.ts';
import { readRecord, textOf } from './records.ts';

const heartbeatMs = 5_000;

/**
 * `lock/`: numbered epochs, each created by link, so that of all who reach for one exactly one
 * gets it. Nothing is ever stolen by deleting: taking over is creating the next epoch.
 */
export function createLock(disk: Disk, root: string, clock: Clock, processes: Processes): Lock {
  const at = (path: string) => join(root, path);
  let forsaken: number | undefined;

  return {
    // Who only looks writes nothing, and takes our own clock for that of the file server.
    look: () => see(() => Date.parse(clock.now().at)).holder,

    take(kind) {
      for (;;) {
        const { epoch, holder } = see(fileServerMs);
        if (holder && standingOf(holder) === 'held') return { taken: false, holder };
        const lease = link(kind, epoch + 1, holder);
        if (lease) return { taken: true, lease };
      }
    },
  };

  function highest(): number {
    return disk
      .list(at(layout.lock))
      .filter((name) => /^[1-9]\d{0,14}$/.test(name))
      .reduce((top, name) => Math.max(top, Number(name)), 0);
  }

  /** The highest epoch, and its holder; the next one is taken only after what was seen here. */
  function see(nowMs: () => number | undefined): { epoch: number; holder: Holder | undefined } {
    for (;;) {
      const epoch = highest();
      const holder = epoch === 0 ? undefined : holderOf(epoch, nowMs);
      // Pruned between the two looks: somebody holds a higher one.
      if (holder || highest() <= epoch) return { epoch, holder };
    }
  }

  function holderOf(epoch: number, nowMs: () => number | undefined): Holder | undefined {
    const released = disk.exists(at(layout.released(epoch)));
    const record = readEpoch(epoch, released);
    if (!record) return undefined;
    if (released) return { record, released, liveness: 'dead', beatAgeMs: undefined };
    const liveness = epoch === forsaken ? 'dead' : processes.livenessOf(record.holder);
    const beatAgeMs =
      liveness === 'unknown' && record.heartbeatMs ? ageOfBeat(epoch, nowMs()) : undefined;
    return { record, released, liveness, beatAgeMs };
  }

  function readEpoch(epoch: number, released: boolean): LockRecord | undefined {
    try {
      return readRecord(disk, at(layout.epoch(epoch)), LockRecord);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
      if (released) return undefined;
      throw new Failure(
        'conflict',
        `${at(layout.epoch(epoch))} is damaged; who conducts is unknown`,
        {
          hint: `if no orchestra runs here: touch ${at(layout.released(epoch))}`,
        },
      );
    }
  }

  function ageOfBeat(epoch: number, nowMs: number | undefined): number | undefined {
    const beat = disk.changedAt(at(layout.beat(epoch))) ?? disk.changedAt(at(layout.epoch(epoch)));
    return beat === undefined || nowMs === undefined ? undefined : Math.max(0, nowMs - beat);
  }

  /** Heartbeats are stamped by the file server, whose clock may differ from ours. */
  function fileServerMs(): number | undefined {
    const probe = at(layout.clock);
    disk.replace(probe, '', { durable: false });
    return disk.changedAt(probe);
  }

  /** Undefined when another was faster; then the next look finds out who. */
  function link(kind: HolderKind, epoch: number, before: Holder | undefined): Lease | undefined {
    const record: LockRecord = {
      version: protocolVersion,
      epoch,
      kind,
      holder: processes.self(),
      since: clock.now().at,
      ...(processes.isHidden() && { heartbeatMs }),
    };
    const text = textOf(record);
    if (!disk.create(at(layout.epoch(epoch)), text)) return undefined;
    if (highest() !== epoch) {
      // We were parked before our link, and the epoch had long passed and been pruned.
      disk.remove(at(layout.epoch(epoch)));
      return undefined;
    }
    prune(epoch);
    return leaseOf(record, text, before);
  }

  function leaseOf(record: LockRecord, text: string, before: Holder | undefined): Lease {
    const { epoch, holder } = record;
    // Where `.orchestra/` was removed and made anew, the numbers are given out again.
    const isOurs = () => highest() === epoch && disk.read(at(layout.epoch(epoch))) === text;
    return {
      epoch,
      isTakeover: standingOf(before) === 'abandoned',
      isOtherBoot: before !== undefined && before.record.holder.bootId !== holder.bootId,
      heartbeatMs: record.heartbeatMs,
      isMine: () => isOurs() && !disk.exists(at(layout.released(epoch))),
      beat: () => disk.replace(at(layout.beat(epoch)), '', { durable: false }),
      forsake: () => {
        forsaken = epoch;
      },
      release: () => (isOurs() ? disk.mark(at(layout.released(epoch))) : undefined),
    };
  }

  /** Only below the highest: it alone says which number comes next. */
  function prune(epoch: number): void {
    for (const name of disk.list(at(layout.lock))) {
      const number = Number.parseInt(name, 10);
      if (number < epoch) disk.remove(at(`${layout.lock}/${name}`));
    }
  }
}
