import type { Terminal } from '../core/ports.ts';
import { alignColumns } from '../lib/columns.ts';

/**
 * Asks a person for one of several, by its number; Enter takes the first. Resolves to undefined
 * when they would rather leave.
 */
export function askForOne(
  { err, onKey }: Terminal,
  question: string,
  options: readonly { readonly name: string; readonly note: string }[],
): Promise<string | undefined> {
  const rows = options.map(({ name, note }, at) => [`  ${at + 1}`, name, note]);
  const names = options.map(({ name }) => name);
  err(`${question}\n${alignColumns(rows).join('\n')}\n`);
  return new Promise((resolve) => {
    const stop = onKey((typed) => {
      const read = readChoice(typed, names);
      if (!read) return;
      stop();
      err(`${read.chosen ?? ''}\n\n`);
      resolve(read.chosen);
    });
    // Only now: from here on no key is lost.
    err(`1–${names.length}, or Enter for ${names[0]}: `);
  });
}

/** What typed keys mean: `chosen` is undefined for who leaves; nothing, while no key counted. */
export function readChoice(
  typed: string,
  names: readonly string[],
): { readonly chosen: string | undefined } | undefined {
  if (typed === '\u001b') return { chosen: undefined };
  if (typed.startsWith('\u001b')) return undefined; // An arrow, or such.
  for (const key of typed) {
    if (leavingKeys.includes(key)) return { chosen: undefined };
    const chosen = enterKeys.includes(key) ? names[0] : names[Number(key) - 1];
    if (chosen !== undefined) return { chosen };
  }
  return undefined;
}

const leavingKeys: readonly string[] = ['\u0003', '\u0004', 'q'];
const enterKeys: readonly string[] = ['\r', '\n'];
