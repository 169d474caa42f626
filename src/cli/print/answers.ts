import { harmless } from '../../lib/text.ts';
import type { Answers } from '../../operations/decide.ts';
import { exits, type Stage } from '../stage.ts';

/** What was done is data; what was refused is told, with what to do. */
export function tellAnswers({ results }: Answers, { terminal }: Pick<Stage, 'terminal'>): void {
  for (const { ok, message, hint } of results) {
    if (ok === 'yes') terminal.out(`${harmless(message)}\n`);
    else terminal.err(`error: ${harmless(message)}\n`);
    if (hint !== undefined) terminal.err(`hint: ${harmless(hint)}\n`);
  }
}

/** Fails where something was refused. */
export const exitOfAnswers = ({ results }: Answers): number =>
  results.every(({ ok }) => ok === 'yes') ? exits.ok : exits.failed;
