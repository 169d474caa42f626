import { StringDecoder } from 'node:string_decoder';
import { Failure } from '../core/failure.ts';
import { taskIdOf } from '../core/task.ts';
import { lastLinesAt } from '../lib/last-lines.ts';
import { harmless } from '../lib/text.ts';
import type { LogChoice } from './follow.ts';
import type { Stage } from './stage.ts';

const chunkBytes = 256 * 1024;

/** The log that came with a task of an older tool, which ran there and never here. */
export function showOlderLog(
  { context: { store }, terminal, json }: Stage,
  number: number,
  older: string,
  { stream, raw, last }: LogChoice,
): void {
  const { log } = store.tasks.papers(number);
  if (log === undefined || stream === 'stderr')
    throw new Failure(
      'not_found',
      log === undefined
        ? `${taskIdOf(number)} ran elsewhere, as ${older}, and left no log`
        : `the log of ${taskIdOf(number)}, which ran elsewhere as ${older}, holds both streams`,
      { hint: log === undefined ? `orchestra show ${number}` : `orchestra logs ${number}` },
    );
  const size = store.tasks.logSize(number);
  const readAt = (at: number, bytesMax: number) => store.tasks.logFrom(number, at, bytesMax);
  const show = (line: string) => {
    const text = terminal.isTerminal ? harmless(line) : line;
    terminal.out(`${json ? JSON.stringify({ stream, text: line }) : text}\n`);
  };
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for (let at = last === undefined ? 0 : lastLinesAt(size, last, readAt); at < size; ) {
    const bytes = readAt(at, Math.min(chunkBytes, size - at));
    if (bytes.length === 0) break; // It was cut meanwhile.
    at += bytes.length;
    if (raw) {
      terminal.out(bytes);
      continue;
    }
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(show);
  }
  if (rest !== '') show(rest);
}
