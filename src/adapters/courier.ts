import { setMaxListeners } from 'node:events';
import type { Callback } from '../core/callback.ts';
import type { Arrival, Delivery } from '../core/delivery.ts';
import type { Courier } from '../core/post.ts';
import type { Carriers } from './carriers.ts';

export interface CourierOptions {
  /** Where commands work. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Called when one has arrived, or failed to. */
  readonly nudge: () => void;
  /** Writes down what a command said. */
  readonly note: (line: string) => void;
  /** Absent where nothing is kept of what is sent. */
  readonly carriers?: Carriers;
}

/** What carries a delivery: ends by itself, and breaks off when told to. Never rejects. */
export type Carry = (
  delivery: Delivery,
  callback: Callback,
  options: CourierOptions,
  leaving: AbortSignal,
) => Promise<Arrival>;

/** Runs commands and posts, all at once; what it takes for that is loaded with the first of them. */
export function createCourier(options: CourierOptions): Courier {
  const known = new Map<string, 'underway' | Arrival>();
  let leaving = heardByAll();

  const carry = async (
    delivery: Delivery,
    callback: Callback,
    { signal }: AbortController,
  ): Promise<Arrival> => {
    const carrier: Carry = callback.argv
      ? (await import('./courier-command.ts')).runCommand
      : (await import('./courier-request.ts')).post;
    return signal.aborted
      ? { ok: false, says: 'broken off' }
      : carrier(delivery, callback, options, signal);
  };

  return {
    send(delivery, callback) {
      known.set(delivery.id, 'underway');
      const under = leaving;
      void carry(delivery, callback, under)
        .catch(({ message }: Error): Arrival => ({ ok: false, says: message }))
        .then((arrival) => {
          // What was broken off is no attempt: who conducts next makes it again.
          if (under.signal.aborted) return;
          known.set(delivery.id, arrival);
          options.nudge();
        });
    },
    standing: (id) => known.get(id),
    forget: (id) => void known.delete(id),
    endLeft: (id) => options.carriers?.endLeft(id),
    isBusy: () => [...known.values()].includes('underway'),
    breakOff() {
      leaving.abort();
      leaving = heardByAll();
      known.clear();
    },
  };
}

/** Whatever is under way listens to it, and Node would call more than ten a leak. */
function heardByAll(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
