import { durationOf } from '../../core/words.ts';
import type { Infer } from '../../lib/schema.ts';
import { subjectOf } from '../../operations/controlled.ts';
import { drain, pause as operation, type PauseOutput } from '../../operations/pause.ts';
import { printJson } from '../print/json.ts';
import { exitOfResults, tellResults } from '../print/results.ts';
import { type Command, exits, type Stage } from '../stage.ts';

type Input = Infer<typeof operation.input>;

/** `orchestra pause [ID…]` */
export const pause: Command = {
  ...operation,
  ends: {
    0: 'It is paused; with --wait, nothing of it runs any more.',
    1: 'What was asked for was refused.',
    [exits.timeout]: 'The time of --timeout was up; it is paused, and what runs goes on.',
    [exits.interrupted]: 'Interrupted while waiting; it is paused, and what runs goes on.',
  },
  async run(stage: Stage, input: Input) {
    const { context, terminal, json } = stage;
    if (input.wait) {
      const heard = stage.listenForInterruption();
      heard.addEventListener('abort', () => context.wake.nudge(), { once: true });
    }
    const isTold = !json && input.wait && input.tasks.length === 0;
    if (isTold) return tellWhileWaiting(stage, input);
    const answer = await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else tellNow(stage, answer);
    return exitOf(answer);
  },
};

/** A person reads at once that it is paused, and what is waited for. */
async function tellWhileWaiting(stage: Stage, input: Input): Promise<number> {
  const { context, terminal } = stage;
  const { wait: _, timeout, ...now } = input;
  const timeoutMs = timeout === undefined ? undefined : durationOf('timeout', timeout);
  const answer = await operation.run(context, now);
  tellNow(stage, answer);
  if (answer.results.some(({ ok }) => ok === 'no')) return exits.failed;
  const is = await drain(context, await subjectOf(context, input), timeoutMs);
  if (is === 'drained') terminal.out('nothing of it runs any more\n');
  if (is === 'timeout') terminal.err('gave up waiting; it is paused, and what runs goes on\n');
  return exitOf({ ...answer, is });
}

function tellNow({ terminal }: Stage, { results, running }: PauseOutput): void {
  tellResults(terminal, results);
  if (running.length === 0) return;
  const ids = running.slice(0, namedMax).map(({ id }) => id);
  const more = running.length > namedMax ? ` and ${running.length - namedMax} more` : '';
  terminal.err(`still running: ${ids.join(', ')}${more}\n`);
}

const namedMax = 10;

function exitOf({ results, is }: Pick<PauseOutput, 'results' | 'is'>): number {
  if (is === 'timeout') return exits.timeout;
  return is === 'interrupted' ? exits.interrupted : exitOfResults(results);
}
