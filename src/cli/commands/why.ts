import { harmless } from '../../lib/text.ts';
import { wrapText } from '../../lib/wrap.ts';
import { why as operation } from '../../operations/why.ts';
import { commandOf } from '../command.ts';
import { statusText } from '../print/status.ts';
import { looks, painter } from '../style.ts';

/** `orchestra why ID` */
export const why = commandOf(operation, ({ task, reasons }, { terminal }) => {
  const paint = painter(terminal.color);
  const { icon, format } = looks[task.status];
  const width = terminal.columns() ?? Number.POSITIVE_INFINITY;
  terminal.out(`${paint(format, `${icon} ${task.id}  ${statusText(task)}`)}\n`);
  for (const { says, wayOut } of reasons) {
    terminal.out(`${wrapText(harmless(says), width).join('\n')}\n`);
    if (wayOut !== undefined) terminal.out(`${paint('dim', `  ${wayOut}`)}\n`);
  }
});
