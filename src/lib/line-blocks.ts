const newline = 10; // A byte of its own in UTF-8: no letter holds it.

/** Some whole lines of a text, or a piece of one that is too long to be held. */
export interface LineBlock {
  readonly text: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
}

/** How much is held at once, and how far pieces of a long line reach into each other. */
export interface BlockSizes {
  readonly chunkBytes: number;
  readonly lineBytesMax: number;
  readonly overlapBytes: number;
}

const usual: BlockSizes = {
  chunkBytes: 256 * 1024,
  lineBytesMax: 8 * 1024 * 1024,
  overlapBytes: 4 * 1024,
};

/**
 * A text of any size in blocks of whole lines, none of which ends in its newline. `readAt` answers
 * with nothing where the text ends.
 */
export function* lineBlocks(
  readAt: (offset: number, bytesMax: number) => Buffer,
  { chunkBytes, lineBytesMax, overlapBytes }: BlockSizes = usual,
): Generator<LineBlock> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let line = 1;
  const keep = (...buffers: Buffer[]) => {
    rest = buffers.filter(({ length }) => length > 0);
    restBytes = rest.reduce((sum, { length }) => sum + length, 0);
  };
  for (let offset = 0; ; ) {
    const chunk = readAt(offset, chunkBytes);
    if (chunk.length === 0) break;
    offset += chunk.length;
    const end = chunk.lastIndexOf(newline);
    if (end >= 0) {
      const text = Buffer.concat([...rest, chunk.subarray(0, end)]).toString('utf8');
      yield { text, line };
      line += newlinesIn(text) + 1;
      keep(chunk.subarray(end + 1));
    } else if (restBytes + chunk.length > lineBytesMax) {
      const piece = Buffer.concat([...rest, chunk]);
      yield { text: piece.toString('utf8'), line };
      keep(piece.subarray(Math.max(0, piece.length - overlapBytes)));
    } else keep(...rest, chunk);
  }
  if (restBytes > 0) yield { text: Buffer.concat(rest).toString('utf8'), line };
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
