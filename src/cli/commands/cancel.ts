import { cancel as operation } from '../../operations/cancel.ts';
import { commandOf } from '../command.ts';
import { exits } from '../stage.ts';

/** `orchestra cancel ID… | --all` */
export const cancel = commandOf(
  operation,
  ({ results }, { terminal }) => {
    if (results.length === 0) terminal.out('nothing to cancel\n');
    for (const { ok, message } of results)
      if (ok === 'yes') terminal.out(`${message}\n`);
      else terminal.err(`error: ${message}\n`);
  },
  ({ results }) => (results.every(({ ok }) => ok === 'yes') ? exits.ok : exits.failed),
);
