import type { Disk, PatientDisk } from '../../core/ports.ts';

/** The patient side of a disk; one that has none does at once what it is asked for. */
export const patienceOf = (disk: Disk): PatientDisk =>
  disk.patient ?? {
    create: async (path, text, options) => disk.create(path, text, options),
    replace: async (path, text, options) => disk.replace(path, text, options),
    makeFolder: async (path, options) => disk.makeFolder(path, options),
  };
