import { workspaces as operation } from '../../operations/workspaces.ts';
import { commandOf } from '../command.ts';
import { printWorkspaces } from '../print/workspaces.ts';
import { painter } from '../style.ts';

/** `orchestra workspaces [list|forget]` */
export const workspaces = {
  ...commandOf(operation, ({ workspaces: known, forgotten }, { terminal }) => {
    for (const root of forgotten)
      terminal.out(`forgot ${root}; whoever conducts there next makes it known again\n`);
    if (forgotten.length > 0) return;
    if (known.length === 0)
      terminal.err('no workspace is known yet: it is when its queue first runs\n');
    else terminal.out(printWorkspaces(known, painter(terminal.color), terminal.columns()));
  }),
  forms: {
    list: 'Show each: who conducts there, and how many tasks it has.',
    'forget FOLDER…': 'Take them off this list; nothing in their folders is touched.',
  },
};
