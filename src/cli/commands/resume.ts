import { resume as operation } from '../../operations/resume.ts';
import { commandOf } from '../command.ts';
import { pausedNote } from '../print/controls.ts';
import { exitOfResults, tellResults } from '../print/results.ts';

/** `orchestra resume [ID…]` */
export const resume = commandOf(
  operation,
  ({ results, paused }, { terminal }) => {
    tellResults(terminal, results);
    for (const one of paused) terminal.err(`${pausedNote(one)}\n`);
  },
  ({ results }) => exitOfResults(results),
);
