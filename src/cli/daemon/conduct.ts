import { configDefaults } from '../../core/agent.ts';
import { Failure } from '../../core/failure.ts';
import type { Holder } from '../../core/lock.ts';
import type { Agents } from '../../core/ports.ts';
import { formatStamp } from '../../lib/moment.ts';
import { integer, object, oneOf } from '../../lib/schema.ts';
import { harmless } from '../../lib/text.ts';
import type { Context } from '../../operations/operation.ts';
import { readQuietly } from '../../operations/read-quietly.ts';
import { printJson } from '../print/json.ts';
import { exits, type Held, type Stage } from '../stage.ts';
import { configWatch } from './config-news.ts';
import { patienceMs, stillRunning } from './holder.ts';

/** What `daemon stop` prints, and a bare `daemon` when it leaves. */
export const Stopped = object({
  is: oneOf(['absent'], 'That nobody conducts any more.'),
  running: integer('Runs that go on; the next conductor takes them over.', { minimum: 0 }),
});

/** A bare `orchestra daemon`, and what `daemon start` and every `start` spawn. */
export async function conductHere(
  stage: Stage,
  { background, idle }: { readonly background?: boolean; readonly idle?: boolean },
): Promise<number> {
  const { context, terminal, json } = stage;
  const log = await stage.conductorLog();
  const say = (text: string): void => {
    log.say(text);
    const time = formatStamp(context.clock.now().at).slice(11);
    if (!background)
      for (const line of text.split('\n')) terminal.err(`${time} ${harmless(line)}\n`);
  };
  const agents = await context.agents();
  const config = configWatch(stage, agents);
  const drainMs = () => drainMsOf(agents);
  const { leave, drain } = stage.listenForOrders({
    drainMs,
    reload: () => void config.changes().then((lines) => lines.forEach(say)),
  });
  drain.addEventListener('abort', () => say('told to leave: nothing new starts'));

  const kind = idle ? 'background' : 'daemon';
  const held = await stage.hold({
    kind,
    leaves: idle ? 'when idle' : 'never',
    signal: leave,
    drain,
    waitsFor: background && !idle ? untilSentAway(context) : undefined,
    say,
    onTaken: () => {
      log.say(`process ${context.processes.self().pid} conducts (${kind})`);
      if (!background) terminal.err('conducting; Ctrl-C leaves, agents go on\n');
    },
  });
  if (!held.held) {
    // Two that were spawned at once: one conducts, and the other may go.
    if (!background)
      throw new Failure('conflict', `${held.who} conducts already`, {
        hint: 'orchestra daemon stop has it leave; orchestra daemon status tells of it',
      });
    return exits.ok;
  }
  log.say(`process ${context.processes.self().pid} leaves: ${whyLeft(held)}`);
  if (background) return exits.ok;
  if (json) printJson(terminal, { is: 'absent', running: held.running });
  else if (held.running > 0) terminal.err(stillRunning(held.running));
  return exits.ok;
}

/**
 * `daemon start` sends away one that does not stay. Who was spawned to follow waits for that: a second
 * one, spawned afterwards, might come when the first has been stopped already, and nobody expects it.
 */
function untilSentAway({ clock }: Context): (holder: Holder) => boolean {
  const since = clock.now().monotonicMs;
  return ({ record, liveness }) =>
    record.kind === 'background' &&
    liveness === 'alive' &&
    clock.now().monotonicMs - since < patienceMs;
}

/** How long TERM lets it wind up, by the config as it is then. */
const drainMsOf = (agents: Agents): number =>
  readQuietly(() => agents.settings().drainMs) ?? configDefaults.drainMs;

const ends = {
  idle: 'nothing is to be done',
  done: 'nothing is to be done',
  aborted: 'told to',
  followed: 'another one has taken over',
} as const;

const whyLeft = ({ end, running }: Extract<Held, { held: true }>): string =>
  running > 0 ? `${ends[end]}; ${running} still running` : ends[end];
