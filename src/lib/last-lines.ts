const newline = 10; // A byte of its own in UTF-8: no letter holds it.
const chunkBytes = 64 * 1024;

/**
 * Where the last `count` lines of the first `size` bytes of a file begin. Read backwards and no
 * further than needed; what no newline ends yet is a line as well.
 */
export function lastLinesAt(
  size: number,
  count: number,
  readAt: (offset: number, bytesMax: number) => Uint8Array,
): number {
  if (count === 0) return size;
  let left = count;
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - chunkBytes);
    const chunk = readAt(start, end - start);
    // The very last one ends a line, and does not begin another.
    let from = end === size ? size - start - 2 : chunk.length - 1;
    for (; from >= 0; from -= 1) {
      from = chunk.lastIndexOf(newline, from);
      if (from < 0) break;
      left -= 1;
      if (left === 0) return start + from + 1;
    }
    end = start;
  }
  return 0;
}
