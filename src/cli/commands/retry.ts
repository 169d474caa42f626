import { retry as operation } from '../../operations/retry.ts';
import { commandOf } from '../command.ts';

/** `orchestra retry ID` */
export const retry = commandOf(operation, ({ task }, { terminal }) =>
  terminal.out(`${task.id} is queued again\n`),
);
