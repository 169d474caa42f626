import type { Terminal } from '../../core/ports.ts';
import { harmless } from '../../lib/text.ts';
import { exits } from '../stage.ts';

type Results = readonly { readonly ok: 'yes' | 'no'; readonly message: string }[];

/** What was done is data; what was refused is told. */
export function tellResults({ out, err }: Terminal, results: Results): void {
  for (const { ok, message } of results)
    if (ok === 'yes') out(`${harmless(message)}\n`);
    else err(`error: ${harmless(message)}\n`);
}

/** Fails where something was refused. */
export const exitOfResults = (results: Results): number =>
  results.every(({ ok }) => ok === 'yes') ? exits.ok : exits.failed;
