import { createHash } from 'node:crypto';

/** Hexadecimal digits that stand for a text: the same for the same, at most 64 of them. */
export const digestOf = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);
