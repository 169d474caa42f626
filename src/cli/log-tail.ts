import { lastLinesAt } from '../lib/last-lines.ts';

/** A stream of a run as far as it has been written. */
export interface Written {
  readonly size: number;
  /** Whether more can come: then a line that no newline ends is not shown yet. */
  readonly isOver: boolean;
  readAt(offset: number, bytesMax: number): Buffer;
}

/** Where to begin, and how many lines of what is shown from there to leave out. */
export interface Beginning {
  readonly offset: number;
  readonly skipped: number;
}

const chunkBytes = 256 * 1024;

/** Where the last lines begin, byte for byte. */
export const lastRaw = ({ size, readAt }: Written, count: number): Beginning => ({
  offset: lastLinesAt(size, count, readAt),
  skipped: 0,
});

/**
 * Where the last lines that are shown begin. A line of events may be shown as none or as many, so
 * it is looked further and further back until there are enough.
 */
export function lastShown(
  written: Written,
  count: number,
  render: (line: string) => string,
): Beginning {
  const { size, isOver, readAt } = written;
  const end = isOver ? size : endOfLines(written);
  if (count === 0) return { offset: end, skipped: 0 };
  for (let lines = count; ; lines *= 4) {
    const offset = lastLinesAt(end, lines, readAt);
    const shown = linesShown(written, offset, end, render);
    if (offset === 0 || shown >= count) return { offset, skipped: Math.max(0, shown - count) };
  }
}

/** Behind the last newline. */
function endOfLines({ size, readAt }: Written): number {
  const isWhole = size === 0 || readAt(size - 1, 1)[0] === 10;
  return isWhole ? size : lastLinesAt(size, 1, readAt);
}

function linesShown(
  { readAt }: Written,
  offset: number,
  end: number,
  render: (line: string) => string,
): number {
  let shown = 0;
  let rest: Buffer[] = [];
  const tell = (line: Buffer) => {
    shown += render(Buffer.concat([...rest, line]).toString('utf8')).split('\n').length - 1;
    rest = [];
  };
  for (let at = offset; at < end; ) {
    const chunk = readAt(at, Math.min(chunkBytes, end - at));
    if (chunk.length === 0) break; // It was cut meanwhile.
    at += chunk.length;
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      tell(chunk.subarray(from, to));
      from = to + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) tell(Buffer.alloc(0));
  return shown;
}
