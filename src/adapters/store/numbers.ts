import type { Disk } from '../../core/ports.ts';
import { isNoFile, replaceAnything } from './records.ts';

/**
 * A file with a number: none up to it is free. It never sinks; damaged, it is as high as the
 * highest that is `inUse`, and the next time it rises it is whole again.
 */
export const createFloor = (disk: Disk, path: string, inUse: () => readonly number[]) => {
  const stored = (): number | undefined => {
    const text = readOrDamage(disk, path);
    if (text === undefined) return 0;
    return /^\d{1,10}\n?$/.test(text) ? Number(text) : undefined;
  };
  const floor = (): number => stored() ?? inUse().reduce((top, number) => Math.max(top, number), 0);
  const raiseFloor = (number: number): void => {
    const now = stored();
    if (now === undefined || number > now)
      replaceAnything(disk, path, `${Math.max(number, floor())}\n`);
  };
  /** Before a number is used: a damaged floor would rise with it, and seem to forbid it. */
  const mendFloor = (): void => {
    if (stored() === undefined) replaceAnything(disk, path, `${floor()}\n`);
  };
  return { floor, raiseFloor, mendFloor };
};

/** What is no file is damage like any other; a refusal of the machine says nothing. */
function readOrDamage(disk: Disk, path: string): string | undefined {
  try {
    return disk.read(path);
  } catch (error) {
    if (isNoFile(error)) return 'damaged';
    throw error;
  }
}

/**
 * A free number above `above`, found without listing: numbers are dense but for a few holes, so
 * doubling steps and then halving ones find an end in a few looks. It may lie in a hole, which
 * is free as well.
 */
export function firstFree(above: number, isTaken: (number: number) => boolean): number {
  let low = above; // Taken, or the floor.
  let step = 1;
  while (isTaken(low + step)) {
    low += step;
    step *= 2;
  }
  let high = low + step; // Free.
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (isTaken(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** The numbers in those names that have this form. */
export const numbersLike = (form: RegExp, names: readonly string[]): number[] =>
  names.flatMap((name) => form.exec(name)?.[1] ?? []).map(Number);
