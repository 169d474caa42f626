import { recover as operation } from '../../operations/recover.ts';
import { commandOf } from '../command.ts';
import { exitOfMended, tellMended } from '../print/mended.ts';

/** `orchestra recover [--dry-run]`, `orchestra recover --gone ID…` */
export const recover = {
  ...commandOf(operation, tellMended, exitOfMended),
  usages: ['', '--gone TASK…'],
  ends: { 0: 'All is in order now.', 1: 'Something had to be left as it is.' },
};
