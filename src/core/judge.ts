import type { Telling } from './events.ts';
import type { Completion, Stop } from './run.ts';
import { type Sentinel, shorten } from './sentinel.ts';
import type { Reason, SettledStatus } from './vocabulary.ts';

/** Everything that can be known about a run whose processes are gone. */
export interface Testimony {
  readonly completion: Completion;
  readonly trustExit: boolean;
  readonly stop: Stop | undefined;
  readonly overdue: boolean;
  readonly sentinel: Sentinel | undefined;
  readonly told: Telling;
  readonly exit: number | undefined;
  /** The end of what it wrote to stderr, for a failure without words. */
  readonly lastWords: string;
}

export interface Judgement {
  readonly status: SettledStatus;
  readonly reason?: Reason;
  readonly message?: string;
  /** Which witness decided. */
  readonly by: 'stop' | 'overdue' | 'sentinel' | 'event' | 'exit' | 'lost' | 'launch';
}

/**
 * How a run ended, in the order of judgement of the protocol: what we wrote down before we
 * stopped it, then the agent's own word, its CLI's last event, the exit code, and last silence.
 * Total: every testimony has exactly one judgement.
 */
export function judge(seen: Testimony): Judgement {
  const { stop, overdue, completion } = seen;
  if (stop) return byStop(stop, seen);
  // Our deadline, kept by the shim: whatever the agent says after our own signal does not count.
  if (overdue)
    return { status: 'failed', reason: 'timeout', message: 'it ran out of time', by: 'overdue' };

  // The agent's word outranks its process: an interactive agent never exits by itself.
  if (seen.sentinel && completion !== 'exit' && completion !== 'event') return bySentinel(seen);
  // An `error` left on purpose is believed in every mode: nobody writes one by accident.
  if (seen.sentinel?.kind === 'error') return bySentinel(seen);
  if (completion === 'sentinel') return withoutSentinel(seen);

  // is_error, denied permissions, turn.failed: the exit code of a CLI may say 0 all the same.
  if (seen.told.finished && completion !== 'exit') return byEvent(seen);
  if (seen.exit === undefined)
    return { status: 'failed', reason: 'lost', message: 'it vanished without a word', by: 'lost' };
  if (seen.exit === 0 && completion === 'event') return silent('its last event never came');
  if (seen.exit === 0 && !seen.trustExit)
    return silent('exit code 0 does not mean done for this agent');
  return byExit(seen.exit, seen);
}

function byStop(stop: Stop, { sentinel, told }: Testimony): Judgement {
  const word = stop.by === 'sentinel' ? sentinel?.message : undefined;
  const event = stop.by === 'sentinel' || stop.by === 'event' ? eventWords(told) : undefined;
  const message = stop.message ?? word ?? event;
  return {
    status: stop.status,
    ...(stop.reason && { reason: stop.reason }),
    ...(message !== undefined && { message: shorten(message) }),
    by: 'stop',
  };
}

function bySentinel({ sentinel, told }: Testimony): Judgement {
  const message = sentinel?.message ?? eventWords(told);
  const words = message === undefined ? {} : { message: shorten(message) };
  return sentinel?.kind === 'error'
    ? { status: 'failed', reason: sentinel.reason ?? 'agent_error', ...words, by: 'sentinel' }
    : { status: 'complete', ...words, by: 'sentinel' };
}

function withoutSentinel({ exit, ...seen }: Testimony): Judgement {
  if (exit === undefined)
    return { status: 'failed', reason: 'lost', message: 'it vanished without a word', by: 'lost' };
  return exit === 0
    ? silent('it ended without leaving its done file')
    : byExit(exit, { exit, ...seen });
}

function byEvent({ told }: Testimony): Judgement {
  const { finished } = told;
  const words = eventWords(told);
  const message = words === undefined ? {} : { message: shorten(words) };
  return finished?.ok
    ? { status: 'complete', ...message, by: 'event' }
    : { status: 'failed', reason: finished?.reason ?? 'agent_error', ...message, by: 'event' };
}

function byExit(exit: number, { told, lastWords }: Testimony): Judgement {
  if (exit === 0) {
    const message = told.lastMessage;
    return { status: 'complete', ...(message && { message: shorten(message) }), by: 'exit' };
  }
  // 127 and 126 are what a shell answers when it cannot find or execute a program.
  const missing = exit === 127 || exit === 126;
  const words = lastWords.trim();
  return {
    status: 'failed',
    reason: missing ? 'missing_executable' : 'exit',
    message: shorten(words === '' ? `exit code ${exit}` : `exit code ${exit}: ${words}`),
    by: 'exit',
  };
}

const eventWords = (told: Telling): string | undefined => told.finished?.text ?? told.lastMessage;

const silent = (message: string): Judgement => ({
  status: 'failed',
  reason: 'empty_output',
  message,
  by: 'exit',
});
