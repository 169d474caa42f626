import { join } from 'node:path';
import { Delivery, isDeliveryId, Mark } from '../core/delivery.ts';
import { layout } from '../core/layout.ts';
import type { Disk } from '../core/ports.ts';
import type { Outbox } from '../core/post.ts';
import { protocolVersion } from '../core/task.ts';
import { putAside } from './store/quarantine.ts';
import { readRecord, textOf } from './store/records.ts';
import { createWays } from './store/ways.ts';

/**
 * `callbacks/` over any disk. Its folders are made with the first that is written. What is to be told
 * is durable once it is left; what became of it need not be: told twice is better than never.
 */
export function createOutbox(disk: Disk, root: string): Outbox {
  const at = (path: string) => join(root, path);
  const unsafe = { mode: 0o600, durable: false } as const;
  const ids = (folder: string) =>
    disk
      .list(at(folder))
      .flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? [])
      .filter(isDeliveryId)
      .sort();
  const isOver = (id: string) => disk.exists(at(layout.deliveredOne(id)));
  const makeWay = createWays(disk, root);

  return {
    leave(delivery) {
      if (isOver(delivery.id)) return false;
      makeWay(layout.callbacks);
      return disk.create(at(layout.delivery(delivery.id)), textOf(delivery), { mode: 0o600 });
    },
    open: () => ids(layout.callbacks),
    read: (id) => readRecord(disk, at(layout.delivery(id)), Delivery),
    keep(delivery) {
      const open = at(layout.delivery(delivery.id));
      if (!delivery.outcome) return disk.replace(open, textOf(delivery), unsafe);
      makeWay(layout.delivered);
      disk.replace(at(layout.deliveredOne(delivery.id)), textOf(delivery), unsafe);
      disk.remove(open);
    },
    isOpen: (id) => disk.exists(at(layout.delivery(id))),
    isOver,
    over: () => ids(layout.delivered),
    readOver: (id) => readRecord(disk, at(layout.deliveredOne(id)), Delivery),
    reopen(delivery) {
      disk.create(at(layout.delivery(delivery.id)), textOf(delivery), { mode: 0o600 });
      disk.remove(at(layout.deliveredOne(delivery.id)));
    },
    forget: (id) => disk.remove(at(layout.deliveredOne(id))),
    close: (id) => disk.remove(at(layout.delivery(id))),
    quarantine: (id) => putAside(disk, root, layout.delivery(id), `delivery-${id}.json`),
    mark(name, since) {
      if (disk.exists(at(layout.mark(name)))) return;
      makeWay(layout.marks);
      disk.create(at(layout.mark(name)), textOf({ version: protocolVersion, since }));
    },
    marks: () =>
      disk
        .list(at(layout.marks))
        .flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
        .filter((name) => /^(?:idle|group\.[A-Za-z0-9_.-]+)$/.test(name)),
    readMark: (name) => readRecord(disk, at(layout.mark(name)), Mark)?.since,
    unmark: (name) => disk.remove(at(layout.mark(name))),
  };
}
