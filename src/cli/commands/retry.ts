import { retry as operation } from '../../operations/retry.ts';
import { commandOf } from '../command.ts';
import { exits } from '../stage.ts';

/** `orchestra retry ID… | --all-failed` */
export const retry = commandOf(
  operation,
  ({ results }, { terminal }) => {
    if (results.length === 0) terminal.out('nothing failed\n');
    for (const { ok, message } of results)
      if (ok === 'yes') terminal.out(`${message}\n`);
      else terminal.err(`error: ${message}\n`);
  },
  ({ results }) => (results.every(({ ok }) => ok === 'yes') ? exits.ok : exits.failed),
);
