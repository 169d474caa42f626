import { StringDecoder } from 'node:string_decoder';
import { type ConductorLog, type LogPart, readStamped } from '../../core/conductor-log.ts';
import { timestamp } from '../../core/instant.ts';
import { lastLinesAt } from '../../lib/last-lines.ts';
import { object, optional, string } from '../../lib/schema.ts';
import { harmless } from '../../lib/text.ts';
import { exits, type Stage } from '../stage.ts';

const chunkBytes = 256 * 1024;
const pollMs = 500;
const nothing = new Uint8Array();

/** What `daemon logs --json` prints, a line for each. */
export const LogLine = object({
  at: optional(timestamp('When it was said; absent for what was not said by a conductor itself.')),
  text: string('What was said.'),
});

/** `orchestra daemon logs [-n N] [-f]` */
export async function showLog(
  stage: Stage,
  { lines, follow }: { readonly lines?: number; readonly follow?: boolean },
): Promise<number> {
  const { context, terminal } = stage;
  const log = await stage.conductorLog();
  const printer = createPrinter(stage);
  const readOn = createReader(log, lines);
  readOn(printer.print);
  if (!follow) {
    printer.end();
    if (log.size('older') + log.size('newest') === 0)
      terminal.err('no conductor in the background, and no daemon, has said anything yet\n');
    return exits.ok;
  }
  const interrupted = stage.listenForInterruption();
  context.wake.watch([context.store.root]);
  while (!interrupted.aborted) {
    await context.wake.sleep(pollMs);
    readOn(printer.print);
  }
  return exits.interrupted;
}

/** Hands on what is new since the last time; a log that was put aside meanwhile first, to its end. */
function createReader(log: ConductorLog, last: number | undefined) {
  const offsets = beginning(log, last);
  const readOn = (part: LogPart, print: (bytes: Uint8Array) => void): void => {
    for (;;) {
      const bytes = log.readAt(part, offsets[part], chunkBytes);
      if (bytes.length === 0) return;
      offsets[part] += bytes.length;
      print(bytes);
    }
  };
  return (print: (bytes: Uint8Array) => void): void => {
    if (log.size('newest') < offsets.newest) {
      offsets.older = offsets.newest;
      offsets.newest = 0;
    }
    readOn('older', print);
    readOn('newest', print);
  };
}

/** Where the last lines begin, of both parts as if they were one. */
function beginning(log: ConductorLog, last: number | undefined): Record<LogPart, number> {
  if (last === undefined) return { older: 0, newest: 0 };
  const olderBytes = log.size('older');
  const at = lastLinesAt(olderBytes + log.size('newest'), last, (offset, most) => {
    const left = Math.max(0, Math.min(most, olderBytes - offset));
    return Buffer.concat([
      left > 0 ? log.readAt('older', offset, left) : nothing,
      most > left ? log.readAt('newest', Math.max(0, offset - olderBytes), most - left) : nothing,
    ]);
  });
  return { older: Math.min(at, olderBytes), newest: Math.max(0, at - olderBytes) };
}

/** Prints whole lines; what no newline ends yet waits for the rest of it, or the end. */
function createPrinter({ terminal, json }: Stage) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const printLine = (line: string): void => {
    if (json) terminal.out(`${JSON.stringify(readStamped(line))}\n`);
    else terminal.out(`${terminal.isTerminal ? harmless(line) : line}\n`);
  };
  return {
    print(bytes: Uint8Array): void {
      const lines = (rest + decoder.write(bytes)).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(printLine);
    },
    end(): void {
      if (rest !== '') printLine(rest);
    },
  };
}
