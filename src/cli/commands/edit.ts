import { Failure } from '../../core/failure.ts';
import type { Infer } from '../../lib/schema.ts';
import { quoteForShell } from '../../lib/shell-quote.ts';
import { editAs, edit as operation } from '../../operations/edit.ts';
import { taskText } from '../../operations/task-text.ts';
import { taskNamed } from '../../operations/words.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

type Input = Infer<typeof operation.input>;

/** `orchestra edit ID`: with options what they say, without any in an editor. */
export const edit: Command = {
  ...operation,
  usages: ['ID', 'ID --prompt … --priority N …'],
  short: { g: 'group' },
  async run(stage: Stage, input: Input) {
    const { context, terminal, json } = stage;
    const isSaid = Object.keys(input).length > 1;
    const answer = isSaid ? await operation.run(context, input) : await inEditor(stage, input.task);
    if (json) printJson(terminal, answer);
    else if (answer.changed) terminal.out(`${answer.message}\n`);
    else terminal.err(`${answer.message}\n`);
    return exits.ok;
  },
};

/** What was typed is never lost: a text that is refused is kept, and told where. */
async function inEditor({ context, edit: editText }: Stage, word: string) {
  const task = taskNamed(context, word);
  if (task.settled)
    throw new Failure('conflict', `task_${task.number} is already ${task.settled.status}`, {
      hint: `to run it again: orchestra retry ${task.number} --prompt "…"`,
    });
  const before = taskText(task, Date.parse(context.clock.now().at));
  const { text, path, discard } = await editText(`task_${task.number}.txt`, before);
  try {
    const answer = await editAs(context, task, text, before);
    discard();
    return answer;
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    if (text.trim() === '') discard();
    const again = quoteForShell(['orchestra', 'edit', String(task.number), '--file', path]);
    const hint = `${again} takes the text from where it is kept`;
    throw text.trim() === '' ? cause : new Failure(cause.code, cause.message, { hint, cause });
  }
}
