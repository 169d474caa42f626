import type { Terminal } from '../core/ports.ts';
import { once } from '../lib/once.ts';
import { withAsciiSigns } from '../lib/signs.ts';
import { fs } from './builtins.ts';
import { codeOf, explanations } from './disk-failure.ts';
import { keyListener, screenTaker } from './terminal-screen.ts';

type Environment = Readonly<Record<string, string>>;

/**
 * The terminal of a process; its streams are only looked at when needed, for one takes longer to
 * make than most commands take to run. What cannot be written any more is dropped, and told once
 * with the exit code that it deserves.
 */
export function createTerminal(
  process: NodeJS.Process,
  environment: Environment,
  leave: (exitCode: number) => void,
): Terminal {
  const stdout = once(() => process.stdout.on('error', close));
  const stderr = once(() => process.stderr.on('error', () => undefined));
  const isTerminal = fs.fstatSync(1).isCharacterDevice() && stdout().isTTY === true;
  const hasScreen = isTerminal && environment['TERM'] !== 'dumb';
  const isLegible = speaksUnicode(environment);
  const write = isTerminal
    ? (text: string | Uint8Array) => stdout().write(text)
    : writer(1, stdout);
  const writeError = writer(2, stderr);
  const err = (text: string): void => writeError(isLegible ? text : withAsciiSigns(text));
  let isClosed = false;
  return {
    out(text) {
      if (isClosed) return;
      // For programs it stays UTF-8, whatever the locale.
      const isOdd = isTerminal && !isLegible && typeof text === 'string';
      write(isOdd ? withAsciiSigns(text) : text);
    },
    err,
    isTerminal,
    hasScreen,
    get isInteractive() {
      return hasScreen && process.stdin.isTTY === true;
    },
    color: wantsColor(hasScreen, environment),
    columns: () =>
      isTerminal ? stdout().columns || sizeIn(environment['COLUMNS']) || 80 : undefined,
    rows: () => stdout().rows || sizeIn(environment['LINES']) || 24,
    onKey: keyListener(process),
    takeScreen: screenTaker(process),
  };

  /** `| head` has seen enough, which is no failure of ours; a full disk behind `>` is one. */
  function close(error: NodeJS.ErrnoException): void {
    if (isClosed) return;
    isClosed = true;
    const isFailure = error.code !== 'EPIPE';
    const [what = error.message] = explanations[codeOf(error)] ?? [];
    if (isFailure) err(`error: cannot write the output: ${what}\n`);
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

/** Who forces colour is obeyed first, as Node itself does; then who wants none. */
function wantsColor(hasScreen: boolean, environment: Environment): boolean {
  const { FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE } = environment;
  if (FORCE_COLOR !== undefined) return ['', '1', '2', '3', 'true'].includes(FORCE_COLOR);
  if (NO_COLOR) return false;
  return hasScreen || (CLICOLOR_FORCE !== undefined && !['', '0'].includes(CLICOLOR_FORCE));
}

/**
 * False only where the locale says so: C, POSIX, or another encoding. Containers and schedulers
 * mostly say nothing, and show UTF-8 well.
 */
function speaksUnicode({ LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  const encoding = /\.([^@]*)/.exec(locale)?.[1];
  if (encoding === undefined) return locale !== 'C' && locale !== 'POSIX';
  return /^utf-?8$/i.test(encoding);
}

const sizeIn = (text = ''): number => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0);
