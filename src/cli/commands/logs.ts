import { Failure } from '../../core/failure.ts';
import { olderLabel } from '../../core/older.ts';
import { taskIdOf } from '../../core/task.ts';
import { boolean, integer, object, optional, string } from '../../lib/schema.ts';
import { taskNamed } from '../../operations/words.ts';
import { createTail, followTask, type LogChoice, logLines } from '../follow.ts';
import { type Command, exits, type Stage } from '../stage.ts';

interface Input {
  readonly task: string;
  readonly follow?: boolean;
  readonly stderr?: boolean;
  readonly raw?: boolean;
  readonly attempt?: number;
  readonly lines?: number;
}

/** `orchestra logs ID`: what the agent said. A stream, so no operation. */
export const logs: Command = {
  summary: 'Show what the agent of a task says; with --json, a line for each event',
  examples: [
    'orchestra logs 12 -f',
    'orchestra logs 12 -n 20',
    'orchestra logs 12 --attempt 1',
    'orchestra logs 12 --raw > out.jsonl',
  ],
  positionals: ['task'],
  short: { f: 'follow', n: 'lines' },
  writes: false,
  input: object({
    task: string('Its number or id.'),
    follow: optional(boolean('Go on until it is finished.')),
    stderr: optional(boolean('What it said on stderr instead.')),
    raw: optional(boolean('Every byte as it was, uninterpreted.')),
    lines: optional(integer('Only this many of the last lines.', { minimum: 0 })),
    attempt: optional(integer('Of this attempt; else of the last.', { minimum: 1 })),
  }),
  prints: {
    ID: { schema: logLines.event, isLines: true },
    'ID --stderr': { schema: logLines.plain, isLines: true },
  },
  async run(stage: Stage, { task: word, follow, stderr, raw, attempt, lines }: Input) {
    const task = taskNamed(stage.context, word);
    if (raw && stage.json) throw new Failure('usage', '--raw is no JSON: leave out one of them');
    const stream = stderr ? 'stderr' : 'stdout';
    const choice: LogChoice = { stream, raw: raw ?? false, last: lines };
    const older = task.settled && task.runs.length === 0 ? task.labels?.[olderLabel] : undefined;
    if (older !== undefined && attempt === undefined) {
      const { showOlderLog } = await import('../older-log.ts');
      showOlderLog(stage, task.number, older, choice);
      return exits.ok;
    }
    if (follow && attempt === undefined) {
      await followTask(stage, task.number, choice);
      return stage.context.isInterrupted() ? exits.interrupted : exits.ok;
    }
    const id = taskIdOf(task.number);
    const last = task.runs.at(-1);
    const run = attempt === undefined ? last : task.runs.findLast((one) => one.attempt === attempt);
    if (!run)
      throw new Failure(
        'not_found',
        last === undefined
          ? `${id} has not run yet`
          : `${id} has no attempt ${attempt}; it has ${last.attempt}`,
        { hint: `orchestra show ${task.number}` },
      );
    const read = await createTail(stage, run.run, choice);
    while (read());
    return exits.ok;
  },
};
