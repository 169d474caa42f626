import { join } from 'node:path';
import { layout, type RunFile, type Stream } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { RunFiles } from '../../core/store.ts';
import { openPacked, type Packed, packPiece, pieceBytes } from './packed.ts';

/** What is shorter stays as it is. */
const packedBytesMin = 4 * 1024;
/** What is longer, too: it is packed in memory. */
const packedBytesMax = 1024 * 1024 * 1024;
/** So much is packed before others have their turn. */
const turnBytes = 16 * pieceBytes;

type Transcripts = Pick<RunFiles, 'size' | 'output' | 'pack'>;

/**
 * What the agents of runs have said, wherever it is: in runs/ or in the archive, as it was written
 * or packed. Each is looked for twice, since it may be on its way from one place to the next.
 */
export function createTranscripts(disk: Disk, root: string): Transcripts {
  const at = (path: string) => join(root, path);
  /** The last that was unpacked: readers go on where they were. */
  let open: { readonly path: string; readonly stamp: string; readonly packed: Packed } | undefined;

  const packedAt = (path: string): Packed => {
    const stamp = `${disk.size(path)} ${disk.changedAt(path)}`;
    if (open?.path !== path || open.stamp !== stamp) {
      const readAt = (offset: number, bytesMax: number) => disk.readFrom(path, offset, bytesMax);
      open = { path, stamp, packed: openPacked(path, readAt) };
    }
    return open.packed;
  };

  const find = <T>(run: number, stream: Stream, of: (path: string, isPacked: boolean) => T) => {
    const files: RunFile[] = [stream, `${stream}.gz`];
    const places = [layout.run(run), layout.archivedRun(run)];
    for (let look = 0; look < 2; look += 1)
      for (const place of places)
        for (const file of files) {
          const path = at(`${place}/${file}`);
          if (!disk.exists(path)) continue;
          const found = of(path, file !== stream);
          if (disk.exists(path)) return found;
        }
    return undefined;
  };

  return {
    size: (run, stream) =>
      find(run, stream, (path, isPacked) => (isPacked ? packedAt(path).size() : disk.size(path))) ??
      0,
    output: (run, stream, offset, bytesMax) =>
      find(run, stream, (path, isPacked) =>
        isPacked ? packedAt(path).read(offset, bytesMax) : disk.readFrom(path, offset, bytesMax),
      ) ?? Buffer.alloc(0),

    async pack(run, breathe) {
      let packed = 0;
      for (const stream of ['stdout', 'stderr'] as const) {
        const path = at(layout.inRun(run, stream));
        const size = disk.size(path);
        if (size < packedBytesMin || size > packedBytesMax) continue;
        const pieces: Buffer[] = [];
        for (let offset = 0; offset < size; offset += pieceBytes) {
          if (offset > 0 && offset % turnBytes === 0) await breathe();
          const piece = disk.readFrom(path, offset, Math.min(pieceBytes, size - offset));
          if (piece.length > 0) pieces.push(packPiece(piece));
        }
        // Somebody may still write who could not be seen, or it is no file: then it stays as it is.
        const content = Buffer.concat(pieces);
        const plainBytes = openPacked(path, (from, max) =>
          content.subarray(from, from + max),
        ).size();
        if (plainBytes !== disk.size(path)) continue;
        disk.replace(at(layout.inRun(run, `${stream}.gz`)), content);
        disk.remove(path);
        packed += size;
      }
      return packed;
    },
  };
}
