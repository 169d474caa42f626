import type { FailReason } from './vocabulary.ts';

/** What an agent left in its outbox, or under a classic name. */
export interface Sentinel {
  readonly kind: 'done' | 'error';
  readonly message?: string;
  readonly reason?: FailReason;
}

const messageMax = 4_000;

/**
 * Reads the content of a sentinel: a `done` may be empty; an `error` is JSON
 * `{"error","details","timestamp"}` or plain text. Never throws.
 */
export function readSentinel(kind: Sentinel['kind'], text: string): Sentinel {
  const plain = text.trim();
  const said = kind === 'error' ? errorIn(plain) : plain;
  return said === '' ? { kind } : { kind, message: shorten(said) };
}

/** Keeps a message fit for a record and a table. */
export const shorten = (text: string): string =>
  text.length <= messageMax ? text : `${text.slice(0, messageMax)}…`;

function errorIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return text;
    const { error, message, details } = value as Record<string, unknown>;
    const parts = [error ?? message, details].filter((part) => part !== undefined && part !== null);
    const words = parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
    return words.length === 0 ? text : words.join(': ');
  } catch {
    return text;
  }
}
