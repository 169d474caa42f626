import { stats as operation } from '../../operations/stats.ts';
import { commandOf } from '../command.ts';
import { printStats } from '../print/stats.ts';
import { painter } from '../style.ts';

/** `orchestra stats` */
export const stats = commandOf(operation, (answer, { context, terminal }) => {
  const nowMs = Date.parse(context.clock.now().at);
  if (answer.groups.length > 0)
    terminal.out(printStats(answer, painter(terminal.color), terminal.columns(), nowMs));
  else terminal.err('nothing of this kind has ended\n');
  if (answer.damaged.length > 0) terminal.err(`cannot be read: ${answer.damaged.join(', ')}\n`);
});
