import { closeSync, openSync } from 'node:fs';
import { Failure } from '../../core/failure.ts';
import { codeOf, explanations } from '../disk-failure.ts';

/** Its three files, both ends of its gate, a pipe of Node's own for the spawn, and a look at it. */
const forOneStart = 8;
/** The papers of a run are written meanwhile. */
const forItsPapers = 4;

/**
 * Holds as many descriptors as a start takes, until the returned function is called: a run that is
 * named and then cannot be spawned would be one of the few launches that a task has.
 */
export function reserveDescriptors(): () => void {
  const held: number[] = [];
  const giveBack = (least: number): void => {
    while (held.length > least) closeSync(held.pop() ?? -1);
  };
  try {
    while (held.length < forOneStart + forItsPapers) held.push(openSync('/dev/null', 'r'));
  } catch (cause) {
    giveBack(0);
    const [what = (cause as Error).message, hint] = explanations[codeOf(cause)] ?? [];
    throw new Failure('unavailable', `nothing new is started for now: ${what}`, { hint, cause });
  }
  giveBack(forOneStart);
  return () => giveBack(0);
}
