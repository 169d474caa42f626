import { show as operation } from '../../operations/show.ts';
import { commandOf } from '../command.ts';
import { printTask } from '../print/task.ts';
import { painter } from '../style.ts';

/** `orchestra show ID` */
export const show = commandOf(operation, (task, { context, terminal }) => {
  const nowMs = Date.parse(context.clock.now().at);
  terminal.out(printTask(task, painter(terminal.color), nowMs, terminal.columns()));
});
