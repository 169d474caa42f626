import type { Infer } from '../../lib/schema.ts';
import { timeout as operation } from '../../operations/timeout.ts';
import { printJson } from '../print/json.ts';
import { tellResults } from '../print/results.ts';
import { printTimings } from '../print/timeout.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

type Input = Infer<typeof operation.input>;

/** `orchestra timeout [set|extend|check]` */
export const timeout: Command = {
  ...operation,
  forms: {
    'set ID DURATION':
      'Let it run so long in all, now and in later attempts; none: without a limit.',
    'extend ID DURATION':
      'Give the run that runs now so much more; later attempts keep their limit.',
    'check [ID…]': 'Show the time that running tasks have used and have left; changes nothing.',
  },
  ends: { 1: '`timeout check`: a task is overdue; else: what was asked for was refused.' },
  async run(stage: Stage, input: Input) {
    const { context, terminal, json } = stage;
    const answer = await operation.run(context, withDuration(input));
    const { results, tasks } = answer;
    if (json) printJson(terminal, answer);
    else if (input.action === 'check') {
      if (tasks.length > 0)
        terminal.out(printTimings(tasks, painter(terminal.color), terminal.columns()));
      else terminal.err('nothing runs\n');
    } else tellResults(terminal, results);
    const isBad =
      input.action === 'check'
        ? tasks.some(({ is }) => is === 'overdue')
        : results.some(({ ok }) => ok === 'no');
    return isBad ? exits.failed : exits.ok;
  },
};

/** As it is typed, the last word is the duration. */
function withDuration(input: Input): Input {
  const { action, tasks, duration } = input;
  if (action === 'check' || duration !== undefined || tasks.length < 2) return input;
  return { action, tasks: tasks.slice(0, -1), duration: tasks.at(-1) ?? '' };
}
