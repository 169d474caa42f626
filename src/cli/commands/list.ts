import { list as operation } from '../../operations/list.ts';
import { commandOf } from '../command.ts';
import { printList } from '../print/list.ts';
import { painter } from '../style.ts';

/** `orchestra list` */
export const list = commandOf(operation, ({ tasks, more, damaged }, { context, terminal }) => {
  const nowMs = Date.parse(context.clock.now().at);
  if (tasks.length > 0)
    terminal.out(printList(tasks, painter(terminal.color), terminal.columns(), nowMs));
  else terminal.err('nothing to list\n');
  if (more) terminal.err(`there are more than these ${tasks.length}; --limit 0 shows all\n`);
  if (damaged.length > 0) terminal.err(`cannot be read: ${damaged.join(', ')}\n`);
});
