import { Failure } from '../../core/failure.ts';
import { durationOf } from '../../core/words.ts';
import { boolean, integer, object, oneOf, optional, string } from '../../lib/schema.ts';
import { StandingOutput } from '../../operations/standing.ts';
import { conductHere, Stopped } from '../daemon/conduct.ts';
import { LogLine, showLog } from '../daemon/log.ts';
import { restartDaemon, Started, startDaemon } from '../daemon/start.ts';
import { showDaemon } from '../daemon/status.ts';
import { stopDaemon } from '../daemon/stop.ts';
import { type Command, exits, type Stage } from '../stage.ts';

const actions = ['start', 'stop', 'status', 'restart', 'logs', 'run'] as const;
type Action = (typeof actions)[number];

interface Flags {
  readonly leave?: boolean;
  readonly drain?: boolean;
  readonly now?: boolean;
  readonly timeout?: string;
  readonly lines?: number;
  readonly follow?: boolean;
  readonly background?: boolean;
  readonly idle?: boolean;
}

const flagsOf: Readonly<Record<Action, readonly (keyof Flags)[]>> = {
  start: [],
  stop: ['leave', 'drain', 'now', 'timeout'],
  status: [],
  restart: [],
  logs: ['lines', 'follow'],
  run: ['background', 'idle'],
};

/** `orchestra daemon [start|stop|status|restart|logs]`; bare, it conducts until it is told to leave. */
export const daemon: Command = {
  summary: 'Conduct the queue for good: in the background, or bare, right here',
  examples: [
    'orchestra daemon start',
    'orchestra daemon stop --drain --timeout 10m',
    'orchestra daemon logs -n 20 -f',
  ],
  positionals: ['action'],
  short: { n: 'lines', f: 'follow' },
  forms: {
    start: 'Conduct in the background until told to stop.',
    stop: 'Have who conducts in the background leave; agents that run go on, unless told else.',
    status: 'Tell who conducts, what runs, and what is due next.',
    restart: 'Have another one take over; agents that run go on.',
    logs: 'Show what conductors have done.',
  },
  ends: { 1: '`daemon status`: nobody conducts.', [exits.interrupted]: 'Interrupted.' },
  writes: true,
  input: object({
    action: oneOf(actions, 'What to do.', { default: 'run' }),
    leave: optional(
      boolean('Of stop: leave at once; agents that run go on. So it is unless told.'),
    ),
    drain: optional(boolean('Of stop: start nothing new, and leave when what runs has ended.')),
    now: optional(boolean('Of stop: cancel what runs, then leave.')),
    timeout: optional(string('Of stop --drain: leave after this long, whatever still runs.')),
    lines: optional(integer('Of logs: only this many of the last lines.', { minimum: 0 })),
    follow: optional(boolean('Of logs: go on until Ctrl-C.')),
    background: optional(boolean('Say nothing; how start and daemon start call it.')),
    idle: optional(boolean('Leave when the queue has been empty for a while (idleExit).')),
  }),
  prints: {
    start: { schema: Started },
    stop: { schema: Stopped },
    status: { schema: StandingOutput },
    restart: { schema: Started },
    logs: { schema: LogLine, isLines: true },
    '': { schema: Stopped },
  },
  async run(stage: Stage, { action, ...flags }: Flags & { readonly action: Action }) {
    refuseStrays(action, flags);
    switch (action) {
      case 'start':
        return startDaemon(stage);
      case 'stop':
        return stopDaemon(stage, howToStop(flags));
      case 'status':
        return showDaemon(stage);
      case 'restart':
        return restartDaemon(stage);
      case 'logs':
        return showLog(stage, flags);
      case 'run':
        return conductHere(stage, flags);
    }
  },
};

/** A flag that is not of this action would do nothing, which nobody would see. */
function refuseStrays(action: Action, flags: Flags): void {
  const stray = (Object.keys(flags) as (keyof Flags)[]).find(
    (flag) => flags[flag] !== undefined && !flagsOf[action].includes(flag),
  );
  if (stray === undefined) return;
  const own = actions.find((one) => flagsOf[one].includes(stray));
  throw new Failure('usage', `--${stray} goes with daemon ${own === 'run' ? 'alone' : own}`, {
    hint: 'orchestra daemon --help',
  });
}

function howToStop({ leave, drain, now, timeout }: Flags) {
  const named = [leave && '--leave', drain && '--drain', now && '--now'].filter(Boolean);
  if (named.length > 1)
    throw new Failure('usage', `${named.join(' and ')} do not go together`, {
      hint: 'orchestra daemon stop --help',
    });
  if (timeout !== undefined && !drain)
    throw new Failure('usage', '--timeout says how long --drain may take', {
      hint: 'orchestra daemon stop --drain --timeout 10m',
    });
  const withinMs = timeout === undefined ? undefined : durationOf('timeout', timeout);
  return { how: now ? 'now' : drain ? 'drain' : 'leave', withinMs } as const;
}
