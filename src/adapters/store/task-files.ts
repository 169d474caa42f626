import { dirname, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { classicKinds, layout, taskNumberOfFile } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { TaskFiles } from '../../core/store.ts';
import { TaskRecord } from '../../core/task.ts';
import { createMoveAway, folderOfRun } from './archive-folders.ts';
import { createFloor, firstFree } from './numbers.ts';
import { isOlderTask } from './older-task.ts';
import { patienceOf } from './patience.ts';
import { putAside } from './quarantine.ts';
import { readRecord, textOf } from './records.ts';

/** `tasks/`: a record for each task, and the floor below which no number is free. */
export function createTaskFiles(
  disk: Disk,
  root: string,
  moveAway = createMoveAway(disk, root),
): TaskFiles {
  const at = (path: string) => join(root, path);
  const patient = patienceOf(disk);
  const { floor, raiseFloor, mendFloor } = createFloor(disk, at(layout.floor), () =>
    numbersIn(disk.list(at(layout.tasks))),
  );
  const isTaken = (number: number) => disk.exists(at(layout.task(number)));
  const link = (record: TaskRecord) =>
    disk.create(at(layout.task(record.number)), textOf(record), { mode: 0o600 });

  /** An older tool's file may have a number that is fit for ours: it is neither ours nor damaged. */
  const readOwn = (number: number): TaskRecord | undefined => {
    const path = at(layout.task(number));
    try {
      return readRecord(disk, path, TaskRecord);
    } catch (error) {
      if (error instanceof Failure && error.code === 'invalid' && isOlderTask(disk, root, number))
        return undefined;
      throw error;
    }
  };

  return {
    create(make, hint) {
      mendFloor();
      for (let above = Math.max(floor(), hint); ; ) {
        const record = make(firstFree(above, isTaken));
        if (!link(record)) {
          above = record.number;
          continue;
        }
        // Numbers may have been reserved, or used and cleaned away, while we were parked.
        const low = floor();
        if (record.number > low) return record;
        disk.remove(at(layout.task(record.number)));
        above = low;
      }
    },
    createNumbered: link,
    read: (number) =>
      readOwn(number) ??
      readRecord(disk, at(layout.archivedTask(number)), TaskRecord) ??
      // It may have been archived between the two looks.
      readOwn(number),
    replace: (record) => disk.replace(at(layout.task(record.number)), textOf(record)),
    replaceSoon: (record) => patient.replace(at(layout.task(record.number)), textOf(record)),
    numbers: () => numbersIn(disk.list(at(layout.tasks))),
    isTaken,
    highest: (hint) => firstFree(Math.max(floor(), hint), isTaken) - 1,
    floor,
    raiseFloor,
    classics: (number) =>
      classicKinds.filter((kind) => disk.exists(at(layout.classic(number, kind)))),
    readClassic: (number, kind) => disk.readReport(at(layout.classic(number, kind))),
    mark: (number, kind) => disk.mark(at(layout.classic(number, kind))),
    consume: (number, kind) => disk.remove(at(layout.classic(number, kind))),
    putAside(number, kind, run) {
      // Its last run may have been put away before it was asked for another one.
      const folder = folderOfRun(disk, root, run);
      const aside = `${folder}/classic`;
      // Or removed, as by a clean that was refused halfway.
      if (!disk.exists(at(folder))) disk.makeFolder(at(folder), { durable: false });
      disk.makeFolder(at(aside), { durable: false });
      disk.move(at(layout.classic(number, kind)), at(`${aside}/${kind}`));
    },
    quarantine(number) {
      raiseFloor(number); // Or the number would be free again.
      const path = isTaken(number) ? layout.task(number) : layout.archivedTask(number);
      putAside(disk, root, path, `task_${number}.json`);
    },
    archive: (numbers) =>
      moveAway(numbers.map((number) => [layout.task(number), layout.archivedTask(number)])),
    unarchive: (number) => disk.remove(at(layout.archivedTask(number))),
    papers(number) {
      const plan = at(layout.classicPlan(number));
      const log = at(layout.classicLog(number));
      return { ...(disk.exists(plan) && { plan }), ...(disk.exists(log) && { log }) };
    },
    logSize: (number) => disk.size(at(layout.classicLog(number))),
    logFrom: (number, offset, bytesMax) =>
      disk.readFrom(at(layout.classicLog(number)), offset, bytesMax),
    eraseReports: (number) =>
      [
        ...classicKinds.map((kind) => layout.classic(number, kind)),
        layout.classicPlan(number),
        layout.classicLog(number),
      ]
        .filter((path) => disk.exists(at(path)))
        .reduce((bytes, path) => bytes + disk.erase(at(path)), 0),
    forget(numbers) {
      // One that is gone already may not have reached the disk: the fsync is for it as well.
      const archived = numbers
        .map(layout.archivedTask)
        .filter((path) => disk.exists(at(dirname(path))));
      const lasts = new Map(archived.map((path) => [dirname(path), path]));
      for (const path of archived)
        disk.erase(at(path), { durable: path === lasts.get(dirname(path)) });
      for (const number of numbers)
        disk.erase(at(layout.task(number)), { durable: number === numbers.at(-1) });
    },
  };
}

const numbersIn = (names: readonly string[]): number[] =>
  names.flatMap((name) => taskNumberOfFile(name) ?? []);
