import type { Terminal } from '../core/ports.ts';

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The terminal of a process. Colour only where a person sees it, or FORCE_COLOR asks for it. */
export function createTerminal(
  { stdin, stdout, stderr }: Streams,
  environment: Readonly<Record<string, string>>,
): Terminal {
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stdout.isTTY === true && environment['TERM'] !== 'dumb',
    color: wantsColor(stdout.isTTY === true, environment),
    columns: () => stdout.columns || 80,
    rows: () => stdout.rows || 24,
    onKey(listen) {
      if (!stdin.isTTY) return () => undefined;
      const hear = (bytes: Buffer) => listen(bytes.toString('utf8'));
      stdin.setRawMode(true).resume().on('data', hear);
      return () => void stdin.off('data', hear).setRawMode(false).pause();
    },
    onResize(listen) {
      stdout.on('resize', listen);
      return () => void stdout.off('resize', listen);
    },
  };
}

function wantsColor(isTTY: boolean, environment: Readonly<Record<string, string>>): boolean {
  const forced = environment['FORCE_COLOR'];
  if (environment['NO_COLOR']) return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY && environment['TERM'] !== 'dumb';
}
