import type { ReadLine } from '../../core/ports.ts';

/** How an agent without a format is read: whatever it prints, it says. */
export const readLine: ReadLine = (line) => {
  const text = line.trimEnd();
  return text === '' ? [] : [{ type: 'message', text }];
};

/**
 * Reads what is no JSON from a CLI that should print some: somebody left its JSON flag out of
 * the `args`, so it is plain words. Half a line of JSON is nothing.
 */
export const readStranger: ReadLine = (line) =>
  line.trimStart().startsWith('{') ? [] : readLine(line);
