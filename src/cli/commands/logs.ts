import { Failure } from '../../core/failure.ts';
import { boolean, integer, object, optional, string } from '../../lib/schema.ts';
import { taskNamed } from '../../operations/words.ts';
import { createTail, followTask } from '../follow.ts';
import { type Command, exits, type Stage } from '../stage.ts';

interface Input {
  readonly task: string;
  readonly follow?: boolean;
  readonly stderr?: boolean;
  readonly raw?: boolean;
  readonly attempt?: number;
}

/** `orchestra logs ID`: what the agent said. A stream, so no operation. */
export const logs: Command = {
  summary: 'Show what the agent of a task says',
  examples: [
    'orchestra logs 12 -f',
    'orchestra logs 12 --attempt 1',
    'orchestra logs 12 --raw > out.jsonl',
  ],
  positionals: ['task'],
  short: { f: 'follow' },
  writes: false,
  input: object({
    task: string('Its number or id.'),
    follow: optional(boolean('Go on until it is finished.')),
    stderr: optional(boolean('What it said on stderr instead.')),
    raw: optional(boolean('Every byte as it was, uninterpreted.')),
    attempt: optional(integer('Of this attempt; else of the last.', { minimum: 1 })),
  }),
  async run(stage: Stage, { task: word, follow, stderr, raw, attempt }: Input) {
    const task = taskNamed(stage.context, word);
    const choice = { stream: stderr ? 'stderr' : 'stdout', raw: raw ?? false } as const;
    if (follow && attempt === undefined) {
      await followTask(stage, task.number, choice);
      return stage.context.isInterrupted() ? exits.interrupted : exits.ok;
    }
    const run = (
      attempt === undefined ? task.runs : task.runs.filter((one) => one.attempt === attempt)
    ).at(-1);
    if (!run)
      throw new Failure(
        'not_found',
        attempt === undefined ? `${word} has not run yet` : `${word} has no attempt ${attempt}`,
        {
          hint: `orchestra show ${word}`,
        },
      );
    const read = await createTail(stage, run.run, choice);
    while (read());
    return exits.ok;
  },
};
