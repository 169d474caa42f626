import { gunzipSync, gzipSync } from 'node:zlib';
import { Failure } from '../../core/failure.ts';

/** Reads bytes of a file from an offset on. */
export type ReadAt = (offset: number, bytesMax: number) => Buffer;

/** So much is packed in one piece, and unpacked to read a byte of it. */
export const pieceBytes = 256 * 1024;

const fixedBytes = 10;
const extraBytes = 12;
const headBytes = fixedBytes + 2 + extraBytes;
const flagExtra = 4;

/**
 * One piece of a packed file: a gzip member of its own, so that `zcat` reads the whole, with both
 * its lengths in the header's field for extras, so that a reader hops to what it wants.
 */
export function packPiece(plain: Uint8Array): Buffer {
  const member = gzipSync(plain);
  const extra = Buffer.alloc(2 + extraBytes);
  extra.writeUInt16LE(extraBytes, 0);
  extra.write('OR', 2, 'latin1');
  extra.writeUInt16LE(extraBytes - 4, 4);
  extra.writeUInt32LE(member.length + extra.length, 6);
  extra.writeUInt32LE(plain.length, 10);
  const fixed = Buffer.from(member.subarray(0, fixedBytes));
  fixed.writeUInt8(flagExtra, 3);
  return Buffer.concat([fixed, extra, member.subarray(fixedBytes)]);
}

interface Piece {
  readonly at: number;
  readonly bytes: number;
  readonly plainAt: number;
  readonly plainBytes: number;
}

/** A packed file, read as if it were not; `path` is for who must be told that it is damaged. */
export interface Packed {
  size(): number;
  read(offset: number, bytesMax: number): Buffer;
}

/** Remembers where it was, for those who read on. */
export function openPacked(path: string, readAt: ReadAt): Packed {
  let last: { piece: Piece; plain: Buffer } | undefined;

  const plainOf = (piece: Piece): Buffer => {
    if (last?.piece.at === piece.at) return last.plain;
    const plain = unpack(path, readAt(piece.at, piece.bytes));
    last = { piece, plain };
    return plain;
  };

  return {
    size() {
      let size = 0;
      for (const piece of piecesFrom(path, readAt, start)) size = endOf(piece).plainAt;
      return size;
    },
    read(offset, bytesMax) {
      const from = last && last.piece.plainAt <= offset ? last.piece : start;
      const parts: Buffer[] = [];
      let wanted = bytesMax;
      for (const piece of piecesFrom(path, readAt, from)) {
        const skipped = Math.max(0, offset - piece.plainAt);
        if (skipped >= piece.plainBytes) continue;
        const part = plainOf(piece).subarray(skipped, skipped + wanted);
        parts.push(part);
        wanted -= part.length;
        if (wanted <= 0) break;
      }
      return Buffer.concat(parts);
    },
  };
}

const start = { at: 0, plainAt: 0 };

const endOf = ({ at, bytes, plainAt, plainBytes }: Piece) => ({
  at: at + bytes,
  plainAt: plainAt + plainBytes,
});

function* piecesFrom(
  path: string,
  readAt: ReadAt,
  from: Pick<Piece, 'at' | 'plainAt'>,
): Generator<Piece> {
  for (let here = from; ; ) {
    const head = readAt(here.at, headBytes);
    if (head.length === 0) return;
    const isOurs =
      head.length === headBytes &&
      head.readUInt8(3) === flagExtra &&
      head.toString('latin1', fixedBytes + 2, fixedBytes + 4) === 'OR';
    const bytes = isOurs ? head.readUInt32LE(fixedBytes + 6) : 0;
    if (bytes <= headBytes) throw damaged(path);
    const piece = { ...here, bytes, plainBytes: head.readUInt32LE(fixedBytes + 10) };
    yield piece;
    here = endOf(piece);
  }
}

function unpack(path: string, member: Buffer): Buffer {
  try {
    return gunzipSync(member);
  } catch {
    throw damaged(path);
  }
}

const damaged = (path: string): Failure =>
  new Failure('invalid', `${path} is damaged: what was said cannot be unpacked`, {
    hint: 'zcat may still read a part of it',
  });
