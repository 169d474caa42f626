import { type Infer, object } from '../../lib/schema.ts';
import { list as operation } from '../../operations/list.ts';
import { TaskRow } from '../../operations/show-task.ts';
import { withExtra } from '../command.ts';
import { formatOption, lineFormatOf } from '../line-format.ts';
import { printJson } from '../print/json.ts';
import { printList } from '../print/list.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({ format: formatOption('{number}\\t{title}') });

type Input = Infer<typeof operation.input> & Infer<typeof extra>;
type Output = Infer<typeof operation.output>;

/** `orchestra list` */
export const list: Command = {
  ...withExtra(operation, extra),
  examples: [
    ...(operation.examples ?? []),
    "orchestra list --format '{number}\\t{status}\\t{labels.area}'",
  ],
  async run(stage: Stage, { format, ...input }: Input) {
    const formatted = lineFormatOf(format, TaskRow, stage.json);
    const answer = await operation.run(stage.context, input);
    if (stage.json) printJson(stage.terminal, answer);
    else if (formatted) stage.terminal.out(formatted(answer.tasks));
    else tellTable(stage, answer.tasks);
    if (!stage.json) tellRest(stage, answer);
    return exits.ok;
  },
};

function tellTable({ terminal, context }: Stage, tasks: Output['tasks']): void {
  const nowMs = Date.parse(context.clock.now().at);
  if (tasks.length > 0)
    terminal.out(printList(tasks, painter(terminal.color), terminal.columns(), nowMs));
  else terminal.err('nothing to list\n');
}

function tellRest({ terminal }: Stage, { tasks, more, damaged }: Output): void {
  if (more) terminal.err(`there are more than these ${tasks.length}; --limit 0 shows all\n`);
  if (damaged.length > 0) terminal.err(`cannot be read: ${damaged.join(', ')}\n`);
}
