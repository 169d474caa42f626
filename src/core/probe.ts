import type { ResolvedAgent } from './agent.ts';

/** The first version number in what a program printed. */
export const versionIn = (text: string): string | undefined =>
  /(?<![\w.])v?(\d+\.\d+(?:\.\d+)*(?:[-+][\w.+-]*\w)?)/.exec(text)?.[1];

/**
 * The flags of an agent that its help must know: none where its arguments do not begin with the
 * sub-command that this help is about.
 */
export function flagsToFind({ args, modelArgs, probe }: ResolvedAgent): string[] {
  const command = (probe?.help ?? []).filter((word) => !word.startsWith('-'));
  if (command.some((word, index) => args[index] !== word)) return [];
  const flags = [...args, ...modelArgs].flatMap((arg) => flag.exec(arg)?.[0] ?? []);
  return [...new Set(flags)];
}

/** A flag at the beginning of an argument, without the value behind `=`. */
const flag = /^--?[A-Za-z][\w-]*/;

/** Those of the flags that a help text does not name as a whole word. */
export function missingIn(help: string, flags: readonly string[]): string[] {
  const known = new Set(help.match(/(?<![\w-])--?[A-Za-z][\w-]*/g));
  return flags.filter((one) => !known.has(one));
}
