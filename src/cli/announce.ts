import type { Terminal } from '../core/ports.ts';
import { titleOf } from '../core/task.ts';
import { firstLine, harmless, truncate } from '../lib/text.ts';

const titleColumns = 60;

/** Tells of a task that was just queued: one line, or its id alone. */
export function announce(
  { out }: Terminal,
  { id, agent, title }: { readonly id: string; readonly agent: string; readonly title: string },
  quiet: boolean,
): void {
  const short = truncate(harmless(firstLine(titleOf({ prompt: title }))), titleColumns);
  out(quiet ? `${id}\n` : `${id}  ${agent}  ${short}\n`);
}

/** Whoever reads a result must know when no real agent gave it. */
export function noteSimulated({ err }: Terminal, simulated: boolean): void {
  if (simulated)
    err('note: no agent is configured, so this one is simulated; see orchestra init\n');
}
