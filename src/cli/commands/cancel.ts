import { cancel as operation } from '../../operations/cancel.ts';
import { commandOf } from '../command.ts';
import { exitOfResults, tellResults } from '../print/results.ts';

/** `orchestra cancel ID… | --all` */
export const cancel = commandOf(
  operation,
  ({ results }, { terminal }) => {
    if (results.length === 0) terminal.out('nothing to cancel\n');
    tellResults(terminal, results);
  },
  ({ results }) => exitOfResults(results),
);
