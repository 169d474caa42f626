import { release as operation } from '../../operations/release.ts';
import { commandOf } from '../command.ts';
import { exitOfResults, tellResults } from '../print/results.ts';

/** `orchestra release ID…` */
export const release = commandOf(
  operation,
  ({ results }, { terminal }) => tellResults(terminal, results),
  ({ results }) => exitOfResults(results),
);
