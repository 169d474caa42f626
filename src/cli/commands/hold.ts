import { hold as operation } from '../../operations/hold.ts';
import { commandOf } from '../command.ts';
import { exitOfResults, tellResults } from '../print/results.ts';

/** `orchestra hold ID…` */
export const hold = commandOf(
  operation,
  ({ results }, { terminal }) => tellResults(terminal, results),
  ({ results }) => exitOfResults(results),
);
