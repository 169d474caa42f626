/** The fields of a stranger's JSON object that are looked at; each may be anything or missing. */
export type Fields<Name extends string> = { readonly [name in Name]?: unknown };

/** The JSON object that a line holds, or undefined for any other line. */
export function readFields<Name extends string>(line: string): Fields<Name> | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The value as an object; an empty one for anything else, so that a walk never throws. */
export const fieldsOf = <Name extends string>(value: unknown): Fields<Name> =>
  typeof value === 'object' && value !== null ? value : {};

/** The value as a list of objects; none for anything else. */
export const listOf = <Name extends string>(value: unknown): Fields<Name>[] =>
  Array.isArray(value) ? value.map((one) => fieldsOf<Name>(one)) : [];

/** The value as a text, or undefined where it is none or empty. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The value as a number, or undefined. */
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** The value as a word of a sentence: a text or a number, else nothing. */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What a tool was asked to do, in a line: its command, file or query, else its whole input. */
export function askOf(input: unknown): string {
  const fields = fieldsOf<string>(input);
  const told = asks.map((name) => textOf(fields[name])).find((text) => text !== undefined);
  return cut(told ?? JSON.stringify(fields), 300);
}

const asks = [
  'command',
  'file_path',
  'filePath',
  'path',
  'pattern',
  'query',
  'url',
  'description',
] as const;

/** A tool's output, short enough for a log of events; all of it is in the run's stdout. */
export const outputOf = (text: string | undefined): string => cut((text ?? '').trim(), 1_000);

const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max)}…`;
