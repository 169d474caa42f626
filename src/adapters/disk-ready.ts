import type { Disk } from '../core/ports.ts';

/** The same disk, which makes ready before it writes: who only errs leaves nothing behind. */
export function onFirstWrite(disk: Disk, makeReady: () => void): Disk {
  let isReady = false;
  const ready =
    <A extends readonly unknown[], R>(write: (...args: A) => R) =>
    (...args: A): R => {
      if (!isReady) makeReady();
      isReady = true;
      return write(...args);
    };
  const { patient } = disk;
  return {
    ...disk,
    ...(patient && {
      patient: {
        create: ready(patient.create),
        replace: ready(patient.replace),
        makeFolder: ready(patient.makeFolder),
      },
    }),
    create: ready(disk.create),
    replace: ready(disk.replace),
    mark: ready(disk.mark),
    append: ready(disk.append),
    makeFolder: ready(disk.makeFolder),
  };
}
