import { Failure } from '../../core/failure.ts';
import { parseTaskNumber } from '../../core/task.ts';
import { type Infer, object, oneOf, optional } from '../../lib/schema.ts';
import { type DepsOutput, deps as operation } from '../../operations/deps.ts';
import { withExtra } from '../command.ts';
import { printNeighbours, printProblems, printTree } from '../print/deps.ts';
import { printDot, printMermaid } from '../print/graph.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({
  format: optional(oneOf(['tree', 'dot', 'mermaid'], 'How `deps graph` draws; else as a tree.')),
});

type Input = Infer<typeof operation.input> & Infer<typeof extra>;

/** `orchestra deps [show|graph|check] [ID]` */
export const deps: Command = {
  ...withExtra(operation, extra),
  positionals: ['action', 'task'],
  forms: {
    'show ID': 'What it waits for, and what waits for it.',
    'graph [ID]': 'All that wait and are waited for, or those around one task; the default.',
    'check [ID]': 'Tell which tasks wait in vain, for what can no longer happen or for each other.',
  },
  ends: { 1: '`deps check`: some task waits in vain.' },
  async run(stage: Stage, { format, ...input }: Input) {
    if (format !== undefined && input.action !== 'graph')
      throw new Failure('usage', '--format is for deps graph', {
        hint: `orchestra deps graph --format ${format}`,
      });
    const answer = await operation.run(stage.context, input);
    if (stage.json) printJson(stage.terminal, answer);
    else tell(stage, answer, input, format ?? 'tree');
    return input.action === 'check' && answer.problems.length > 0 ? exits.failed : exits.ok;
  },
};

function tell(
  { terminal }: Stage,
  answer: DepsOutput,
  { action, task }: Input,
  format: 'tree' | 'dot' | 'mermaid',
): void {
  const paint = painter(terminal.color);
  const columns = terminal.columns();
  if (action === 'check') {
    if (answer.problems.length > 0) terminal.out(printProblems(answer, paint, columns));
    else terminal.err('no task waits in vain\n');
  } else if (action === 'show')
    terminal.out(printNeighbours(answer, parseTaskNumber(task ?? '') ?? 0, paint, columns));
  else if (format === 'dot') terminal.out(printDot(answer));
  else if (format === 'mermaid') terminal.out(printMermaid(answer));
  else if (answer.tasks.length > 0) terminal.out(printTree(answer, paint, columns));
  else terminal.err('no task waits for another one\n');
}
