/**
 * The shortest list found that still fails: chunks are left out, large ones first, as long as
 * something can be (delta debugging). Ends early when `isOver` says that it took long enough.
 */
export async function shrink<T>(
  all: readonly T[],
  stillFails: (some: readonly T[]) => Promise<boolean>,
  isOver: () => boolean,
): Promise<readonly T[]> {
  let left = all;
  for (let size = Math.ceil(left.length / 2); size >= 1 && !isOver(); ) {
    const before = left.length;
    for (let at = 0; at < left.length && !isOver(); ) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)];
      if (await stillFails(fewer)) left = fewer;
      else at += size;
    }
    // What was needed for something that is gone now may go as well.
    if (size > 1 || left.length === before) size = Math.floor(size / 2);
  }
  return left;
}
