import type { Terminal } from '../core/ports.ts';
import { once } from '../lib/once.ts';
import { fs } from './builtins.ts';

/** Only looked at when needed: a stream takes longer to make than most commands take to run. */
interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * The terminal of a process. Colour only where a person sees it, or FORCE_COLOR asks for it.
 * What cannot be written any more is dropped, and told once with the exit code that it deserves.
 */
export function createTerminal(
  streams: Streams,
  environment: Readonly<Record<string, string>>,
  leave: (exitCode: number) => void,
): Terminal {
  const stdout = once(() => streams.stdout.on('error', close));
  const stderr = once(() => streams.stderr.on('error', () => undefined));
  const err = writer(2, stderr);
  const isTTY = fs.fstatSync(1).isCharacterDevice() && stdout().isTTY === true;
  const write = isTTY ? (text: string | Uint8Array) => stdout().write(text) : writer(1, stdout);
  let isClosed = false;
  return {
    out: (text) => void (isClosed || write(text)),
    err,
    isTerminal: isTTY && environment['TERM'] !== 'dumb',
    get isInteractive() {
      return this.isTerminal && streams.stdin.isTTY === true;
    },
    color: wantsColor(isTTY, environment),
    columns: () => stdout().columns || 80,
    rows: () => stdout().rows || 24,
    onKey(listen) {
      const { stdin } = streams;
      if (!stdin.isTTY) return () => undefined;
      const hear = (bytes: Buffer) => listen(bytes.toString('utf8'));
      stdin.setRawMode(true).resume().on('data', hear);
      return () => void stdin.off('data', hear).setRawMode(false).pause();
    },
    onResize(listen) {
      stdout().on('resize', listen);
      return () => void stdout().off('resize', listen);
    },
  };

  /** `| head` has seen enough, which is no failure of ours; a full disk behind `>` is one. */
  function close(error: NodeJS.ErrnoException): void {
    if (isClosed) return;
    isClosed = true;
    const isFailure = error.code !== 'EPIPE';
    if (isFailure) err(`error: cannot write the output: ${error.message}\n`);
    leave(isFailure ? 1 : 0);
  }
}

/** Writes to a descriptor at once. What it refuses or cannot take yet is the stream's to handle. */
function writer(file: number, stream: () => NodeJS.WriteStream) {
  let isRefused = false;
  return (text: string | Uint8Array): void => {
    let rest = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      while (!isRefused && rest.length > 0) rest = rest.subarray(fs.writeSync(file, rest));
    } catch {
      isRefused = true; // From here on in order, through the stream alone.
    }
    if (rest.length > 0) stream().write(rest);
  };
}

function wantsColor(isTTY: boolean, environment: Readonly<Record<string, string>>): boolean {
  const forced = environment['FORCE_COLOR'];
  if (environment['NO_COLOR']) return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY && environment['TERM'] !== 'dumb';
}
