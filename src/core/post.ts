import type { Callback } from './callback.ts';
import type { Arrival, Delivery } from './delivery.ts';

/** How callbacks are told: what is still to be told, and who carries it. */
export interface Post {
  readonly outbox: Outbox;
  readonly courier: Courier;
}

/** The same, loaded when a config has callbacks, and not before. */
export interface LazyPost {
  load(): Promise<Post>;
  loaded(): Post | undefined;
}

/** `callbacks/`: what is to be told, what was told, and of what there will be something to tell. */
export interface Outbox {
  /** Makes a delivery, for good once it returns; false where there is, or was, one of its name. */
  leave(delivery: Delivery): boolean;
  /** Names of those that are still to be made, oldest first. */
  open(): string[];
  /** Undefined where there is none. Throws a Failure for a damaged one. */
  read(id: string): Delivery | undefined;
  /** Writes down what became of an attempt; one that is over is put with its like. */
  keep(delivery: Delivery): void;
  isOpen(id: string): boolean;
  isOver(id: string): boolean;
  /** Names of those that are over and remembered, oldest first. */
  over(): string[];
  readOver(id: string): Delivery | undefined;
  /** Has one that is over made once more. */
  reopen(delivery: Delivery): void;
  /** Forgets one that is over. */
  forget(id: string): void;
  /** Takes one away that is over, and came to stay here by a crash. */
  close(id: string): void;
  quarantine(id: string): void;
  /** Notes that something has ended, since when; the first note stays. */
  mark(name: string, since: string): void;
  /** The names of such notes. */
  marks(): string[];
  /** When the first of it ended. Throws a Failure for a damaged one. */
  readMark(name: string): string | undefined;
  unmark(name: string): void;
}

/**
 * Carries deliveries, beside everything else: nobody ever waits for it. It wakes who conducts when
 * one has arrived, or failed to.
 */
export interface Courier {
  send(delivery: Delivery, callback: Callback): void;
  /** What became of one that was sent; undefined for what never was, or is forgotten. */
  standing(id: string): 'underway' | Arrival | undefined;
  forget(id: string): void;
  isBusy(): boolean;
  /** Ends the command that a conductor left when it was killed, if it still runs. */
  endLeft(id: string): void;
  /** Ends all that is under way: whoever sends it next begins anew. */
  breakOff(): void;
}
