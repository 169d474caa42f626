import { join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';

/**
 * Moves what is at `path`, below `root`, into quarantine/, where it is called `as`, and when it was
 * changed. Never over what is there already: what was put aside is somebody's last copy.
 */
export function putAside(disk: Disk, root: string, path: string, as: string): void {
  const at = (name: string) => join(root, layout.quarantine, name);
  const stamped = `${as}.${Math.round(disk.changedAt(join(root, path)) ?? 0)}`;
  let name = stamped;
  for (let copy = 2; disk.exists(at(name)); copy += 1) name = `${stamped}.${copy}`;
  disk.makeFolder(join(root, layout.quarantine), { durable: false });
  disk.move(join(root, path), at(name), { durable: true });
}
