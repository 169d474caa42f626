import { queueIndex as operation } from '../../operations/queue-index.ts';
import { commandOf } from '../command.ts';
import { exitOfMended, tellMended } from '../print/mended.ts';

/** `orchestra index rebuild` */
export const queueIndex = {
  ...commandOf(operation, tellMended, exitOfMended),
  forms: { rebuild: `${operation.summary}.` },
};
