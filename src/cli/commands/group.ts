import { group as operation } from '../../operations/group.ts';
import { commandOf } from '../command.ts';
import { printControls } from '../print/controls.ts';
import { exitOfResults, tellResults } from '../print/results.ts';
import { painter } from '../style.ts';

/** `orchestra group [list|add|remove]` */
export const group = {
  ...commandOf(
    operation,
    ({ result, groups }, { terminal, context }) => {
      if (result) return tellResults(terminal, [result]);
      const nowMs = Date.parse(context.clock.now().at);
      if (groups.length === 0) terminal.err('there is no group yet: orchestra group add NAME\n');
      else terminal.out(printControls(groups, painter(terminal.color), terminal.columns(), nowMs));
    },
    ({ result }) => exitOfResults(result ? [result] : []),
  ),
  forms: {
    'list [NAME]': 'Show each group: its limit, how many of it run, and how many wait.',
    'add NAME': 'Make a group; one that is there stays, with another limit if --parallel says so.',
    'remove NAME': 'Remove a group that no task is in; one of the config is taken out there.',
  },
  ends: { 1: 'What was asked for was refused.' },
};
