import { Failure } from '../../core/failure.ts';
import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { retry as operation } from '../../operations/retry.ts';
import { taskNamed } from '../../operations/words.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { exitOfResults, tellResults } from '../print/results.ts';
import type { Command, Stage } from '../stage.ts';

const extra = object({
  edit: optional(boolean('Edit the prompt of the one task first, in $VISUAL or $EDITOR.')),
});
type Input = Infer<typeof operation.input> & Infer<typeof extra>;

/** `orchestra retry ID… | --all-failed` */
export const retry: Command = {
  ...withExtra(operation, extra),
  async run(stage: Stage, { edit, ...input }: Input) {
    const { context, terminal, json } = stage;
    const answer = edit ? await edited(stage, input) : await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else {
      if (answer.results.length === 0) terminal.out('nothing failed\n');
      tellResults(terminal, answer.results);
    }
    return exitOfResults(answer.results);
  },
};

/** What was typed is never lost: a prompt that is refused is kept, and told where. */
async function edited({ context, edit }: Stage, input: Infer<typeof operation.input>) {
  const [word, ...others] = input.tasks ?? [];
  if (word === undefined || others.length > 0 || input.prompt !== undefined)
    throw new Failure('usage', '--edit is for the prompt of one task', {
      hint: 'orchestra retry ID --edit',
    });
  const task = taskNamed(context, word);
  const { text, path, discard } = await edit(`task_${task.number}.md`, task.prompt);
  try {
    const prompt = text === task.prompt ? {} : { prompt: text };
    const answer = await operation.run(context, { ...input, ...prompt });
    discard();
    return answer;
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    throw new Failure(cause.code, cause.message, { hint: `the prompt is kept in ${path}`, cause });
  }
}
