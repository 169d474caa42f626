import { join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import { isScheduleName } from '../../core/schedule-name.ts';
import type { TimetableFiles } from '../../core/store.ts';
import { Timetable } from '../../core/timetable.ts';
import { putAside } from './quarantine.ts';
import { readRecord, textOf } from './records.ts';

/** `timetable/`: how far each schedule has come. */
export function createTimetableFiles(disk: Disk, root: string): TimetableFiles {
  const at = (name: string) => join(root, layout.timetable(name));
  const namesIn = (folder: string) =>
    disk
      .list(join(root, folder))
      .flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
      .sort();
  return {
    scheduled: () => namesIn(layout.schedules),
    names: () => namesIn(layout.timetables).filter(isScheduleName),
    read: (name) => readRecord(disk, at(name), Timetable),
    replace: (name, timetable) => disk.replace(at(name), textOf(timetable)),
    remove: (name) => disk.remove(at(name)),
    quarantine: (name) => putAside(disk, root, layout.timetable(name), `timetable-${name}.json`),
  };
}
