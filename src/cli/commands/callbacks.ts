import { standingOf } from '../../core/lock.ts';
import type { Infer } from '../../lib/schema.ts';
import { type CallbacksOutput, callbacks as operation } from '../../operations/callbacks.ts';
import { printCallbacks, printDeliveries } from '../print/callbacks.ts';
import { printJson } from '../print/json.ts';
import { exitOfResults, tellResults } from '../print/results.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

type Input = Infer<typeof operation.input>;

/** `orchestra callbacks [list|test|retry|log]` */
export const callbacks: Command = {
  ...operation,
  forms: {
    'list [NAME…]': 'Show who is told what, and what they are still to be told.',
    'test [NAME…]': 'Tell them right now that somebody tries it, and wait for what comes of it.',
    'retry [NAME…]': 'Tell again what was given up: all of it, or of these callbacks, or these.',
    'log [NAME…]': 'Show what was told in the last week, the latest last.',
  },
  ends: { 1: 'One that was tried could not be told, or what was asked for was refused.' },
  async run(stage: Stage, input: Input) {
    const { context, terminal, json } = stage;
    const answer = await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else tell(stage, input, answer);
    return input.action === 'list' || input.action === 'log'
      ? exits.ok
      : exitOfResults(answer.results);
  },
};

function tell(stage: Stage, { action }: Input, { results, ...answer }: CallbacksOutput): void {
  const { terminal } = stage;
  if (action === 'test' || action === 'retry') {
    if (results.length === 0) terminal.err('nothing was given up\n');
    tellResults(terminal, results);
  } else if (action === 'list') tellAll(stage, answer);
  else if (answer.deliveries.length > 0) terminal.out(deliveriesOf(stage, answer));
  else terminal.err('nobody was told anything in the last week\n');
}

type Seen = Omit<CallbacksOutput, 'results'>;

function tellAll(stage: Stage, { callbacks: known, deliveries }: Seen): void {
  const { terminal, context } = stage;
  if (known.length === 0)
    terminal.err('nobody is told anything; orchestra help callbacks tells how\n');
  else terminal.out(printCallbacks(known, painter(terminal.color), terminal.columns()));
  if (deliveries.length === 0) return;
  terminal.out(`${known.length > 0 ? '\n' : ''}${deliveriesOf(stage, { deliveries })}`);
  const isWaiting = deliveries.some(({ is }) => is === 'waiting');
  if (isWaiting && standingOf(context.store.lock.look()) !== 'held')
    terminal.err('nobody conducts, so nobody is told for now: orchestra daemon start\n');
}

const deliveriesOf = (
  { terminal, context }: Stage,
  { deliveries }: Pick<Seen, 'deliveries'>,
): string =>
  printDeliveries(
    deliveries,
    painter(terminal.color),
    terminal.columns(),
    Date.parse(context.clock.now().at),
  );
