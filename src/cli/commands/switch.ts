import { switchTasks as operation } from '../../operations/switch.ts';
import { commandOf } from '../command.ts';
import { exitOfResults, tellResults } from '../print/results.ts';

/** `orchestra switch TASK OTHER` */
export const switchTasks = commandOf(
  operation,
  ({ results }, { terminal }) => tellResults(terminal, results),
  ({ results }) => exitOfResults(results),
);
