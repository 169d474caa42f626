import { parallel as operation } from '../../operations/parallel.ts';
import { commandOf } from '../command.ts';
import { printControls } from '../print/controls.ts';
import { exitOfResults, tellResults } from '../print/results.ts';
import { painter } from '../style.ts';

/** `orchestra parallel [N|default]` */
export const parallel = {
  ...commandOf(
    operation,
    ({ result, limits }, { terminal, context }) => {
      if (result) return tellResults(terminal, [result]);
      const nowMs = Date.parse(context.clock.now().at);
      terminal.out(printControls(limits, painter(terminal.color), terminal.columns(), nowMs));
    },
    ({ result }) => exitOfResults(result ? [result] : []),
  ),
  usages: ['', 'N', 'default'],
};
