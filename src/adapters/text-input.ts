import { Failure } from '../core/failure.ts';
import { fs } from './builtins.ts';
import { codeOf, within } from './disk-failure.ts';

/** More than this is no prompt, no batch and no config, but a mistake such as /dev/zero. */
export const inputBytesMax = 64 * 1024 * 1024;

/** The text of a file, which may be a pipe: `@<(git diff)`. Throws a Failure. */
export function readTextFile(path: string): string {
  const text = ifThere(path, () => {
    const input = gather(path);
    for (const chunk of chunksOf(path)) input.add(chunk);
    return input.text();
  });
  if (text !== undefined) return text;
  throw new Failure('invalid', `there is no file ${path}`, { hint: 'see how it is spelled' });
}

/** The text that a stream holds until its end. Throws a Failure. */
export async function readTextStream(name: string, stream: AsyncIterable<Buffer>): Promise<string> {
  const input = gather(name);
  for await (const chunk of stream) input.add(chunk);
  return input.text();
}

/** The text of a regular file; undefined where there is none. Throws a Failure, also for a pipe. */
export function readPlainFile(path: string): string | undefined {
  return ifThere(path, () => {
    const file = openWithoutWaiting(path);
    try {
      const facts = fs.fstatSync(file);
      if (!facts.isFile() && !facts.isDirectory())
        // Of a folder, the system refuses to read.
        throw new Failure('invalid', `${path} is no regular file`, {
          hint: 'put a file in its place',
        });
      refuseLarger(facts.size, path);
      return decode(fs.readFileSync(file), path);
    } finally {
      fs.closeSync(file);
    }
  });
}

function ifThere<T>(path: string, read: () => T): T | undefined {
  try {
    return within(path, read, 'read');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

function* chunksOf(path: string): Generator<Buffer> {
  let file = openWithoutWaiting(path);
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(256 * 1024);
      let length: number;
      try {
        length = fs.readSync(file, chunk);
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') throw error;
        // Somebody holds the other end, and will write: from now on it is worth waiting for.
        fs.closeSync(file);
        file = fs.openSync(path, 'r');
        continue;
      }
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    fs.closeSync(file);
  }
}

/** A FIFO that nobody writes to would not even open. */
const openWithoutWaiting = (path: string): number =>
  fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);

function gather(name: string) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    add(chunk: Buffer): void {
      bytes += chunk.length;
      refuseLarger(bytes, name);
      chunks.push(chunk);
    },
    text: () => decode(Buffer.concat(chunks), name),
  };
}

function refuseLarger(bytes: number, name: string): void {
  if (bytes <= inputBytesMax) return;
  throw new Failure('invalid', `${name} holds more than ${inputBytesMax / 1024 / 1024} MiB`, {
    hint: 'name a big file in the prompt, and let the agent read it; split a batch',
  });
}

/** Without a byte order mark. What is no text is refused: it would reach an agent mangled. */
function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('invalid', `${name} is no UTF-8 text`, {
      hint: 'convert it, as with iconv -t utf-8; or name the file in a prompt',
      cause,
    });
  }
}
