import { timerMsMax } from '../lib/duration.ts';
import { tty } from './builtins.ts';

/** What a daemon does of what it is told by signals, and is asked by us. */
export interface Hearing {
  /** How long it waits for what runs when TERM tells it to leave. */
  drainMs(): number;
  /** HUP: the config may have changed. */
  reload(): void;
}

export interface Orders {
  readonly leave: AbortSignal;
  readonly drain: AbortSignal;
}

/** The signals of a process; until somebody listens, each does what the system has it do. */
export interface Signals {
  /** From now on INT, TERM and HUP abort this signal instead of ending the process. */
  listen(): AbortSignal;
  /**
   * From now on INT says leave at once; TERM to wind up within a while, and the second time to
   * leave at once; USR2 to wind up however long that takes; HUP to look at the config again, or,
   * where it is the last word of a terminal that was closed, to leave.
   */
  listenForOrders(hearing: Hearing): Orders;
  /** As Ctrl-C would; false where nobody listens. */
  interrupt(): boolean;
  isInterrupted(): boolean;
}

export function createSignals(process: NodeJS.Process): Signals {
  let leaving: AbortController | undefined;

  /** Asked twice, it is gone at once: what is on the disk is enough to go on from. */
  const hear = (heard: AbortController) => () => {
    if (heard.signal.aborted) process.exit(130);
    heard.abort();
  };
  const listen = (): AbortSignal => {
    if (!leaving) {
      leaving = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
        process.on(signal, hear(leaving));
    }
    return leaving.signal;
  };

  return {
    listen,
    listenForOrders({ drainMs, reload }) {
      const heard = new AbortController();
      leaving = heard;
      const drain = new AbortController();
      const leave = hear(heard);
      let isHurried = false;
      process.on('SIGINT', leave);
      process.on('SIGTERM', () => {
        if (isHurried) return leave();
        isHurried = true;
        drain.abort();
        setTimeout(() => heard.abort(), Math.min(drainMs(), timerMsMax)).unref();
      });
      process.on('SIGUSR2', () => drain.abort());
      const hadTerminal = hasTerminal();
      process.on('SIGHUP', () => (hadTerminal && !hasTerminal() ? heard.abort() : reload()));
      return { leave: heard.signal, drain: drain.signal };
    },
    interrupt() {
      leaving?.abort();
      return leaving !== undefined;
    },
    isInterrupted: () => leaving?.signal.aborted ?? false,
  };
}

const hasTerminal = (): boolean => [0, 1, 2].some((file) => tty().isatty(file));
