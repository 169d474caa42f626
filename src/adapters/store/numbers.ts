import type { Disk } from '../../core/ports.ts';

/** A file with a number: none up to it is free. It never sinks. */
export const createFloor = (disk: Disk, path: string) => {
  const floor = () => Number(disk.read(path) ?? 0) || 0;
  const raiseFloor = (number: number): void => {
    if (number > floor()) disk.replace(path, `${number}\n`);
  };
  return { floor, raiseFloor };
};

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
