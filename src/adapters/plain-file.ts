import { Failure } from '../core/failure.ts';
import { fs } from './builtins.ts';
import { codeOf, within } from './disk-failure.ts';

/** No config and no prompt is larger: whoever hands us a device must not fill the memory. */
export const textBytesMax = 16 * 1024 * 1024;

/**
 * The text of a file that a person wrote or named, without a byte order mark; undefined where
 * there is none. A pipe or a device could keep us waiting for ever. Throws a Failure.
 */
export function readPlainFile(path: string): string | undefined {
  try {
    return within(path, () => readBounded(path), 'read');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Bytes as text. Throws a Failure for what is none: half of it would reach an agent mangled. */
export function decode(bytes: Uint8Array, from: string): string {
  refuseLarger(bytes.length, from);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('invalid', `${from} is no UTF-8 text`, {
      hint: 'convert it, as with iconv -t utf-8; or name the file in the prompt',
      cause,
    });
  }
}

/** Throws a Failure when a text has more bytes than any should have. */
export function refuseLarger(bytes: number, from: string): void {
  if (bytes <= textBytesMax) return;
  throw new Failure('invalid', `${from} is larger than ${textBytesMax / 1024 / 1024} MiB`, {
    hint: 'have the agent read the file: name it in the prompt',
  });
}

function readBounded(path: string): string {
  const { O_RDONLY, O_NONBLOCK } = fs.constants;
  const file = fs.openSync(path, O_RDONLY | O_NONBLOCK); // Without a writer, a FIFO would not open.
  try {
    const facts = fs.fstatSync(file);
    if (!facts.isFile() && !facts.isDirectory())
      // Of a folder, the system refuses to read.
      throw new Failure('invalid', `${path} is no regular file`, {
        hint: 'use a file; a prompt can also be piped: … | orchestra start AGENT -',
      });
    refuseLarger(facts.size, path);
    return decode(fs.readFileSync(file), path);
  } finally {
    fs.closeSync(file);
  }
}
