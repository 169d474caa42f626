import { join } from 'node:path';
import { Controls, noControls } from '../../core/controls.ts';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { ControlFile } from '../../core/store.ts';
import { putAside } from './quarantine.ts';
import { readRecord, textOf } from './records.ts';

/** `controls.json`: what people have paused or limited. */
export function createControlFile(disk: Disk, root: string): ControlFile {
  const path = join(root, layout.controls);
  return {
    read: () => readRecord(disk, path, Controls) ?? noControls,
    replace: (controls) => disk.replace(path, textOf(controls)),
    quarantine: () => putAside(disk, root, layout.controls, layout.controls),
  };
}
