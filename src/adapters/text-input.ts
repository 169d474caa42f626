import { Failure } from '../core/failure.ts';
import { fs } from './builtins.ts';

/** More than this is no prompt and no batch, but a mistake such as /dev/zero. */
export const inputBytesMax = 64 * 1024 * 1024;

/** The text of a file, which may be a pipe. Throws a Failure. */
export function readTextFile(path: string): string {
  try {
    const input = gather(path);
    for (const chunk of chunksOf(path)) input.add(chunk);
    return input.text();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT' ? `there is no file ${path}` : `cannot read ${path}: ${message}`;
    throw new Failure('invalid', problem, { cause });
  }
}

/** The text that a stream holds until its end. Throws a Failure. */
export async function readTextStream(name: string, stream: AsyncIterable<Buffer>): Promise<string> {
  const input = gather(name);
  for await (const chunk of stream) input.add(chunk);
  return input.text();
}

function* chunksOf(path: string): Generator<Buffer> {
  const file = fs.openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(256 * 1024);
      const length = fs.readSync(file, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    fs.closeSync(file);
  }
}

function gather(name: string) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    add(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > inputBytesMax) throw tooLong(name);
      chunks.push(chunk);
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

const tooLong = (name: string): Failure =>
  new Failure('invalid', `${name} holds more than ${inputBytesMax / 1024 / 1024} MiB`, {
    hint: 'name a big file in the prompt, and let the agent read it; split a batch',
  });
