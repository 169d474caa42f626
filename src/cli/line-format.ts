import { Failure } from '../core/failure.ts';
import { readLineFormat } from '../lib/line-format.ts';
import { type JsonSchema, optional, string } from '../lib/schema.ts';
import { oneLine } from '../lib/text.ts';

/** The option itself, for every command that prints rows; with one that says something. */
export const formatOption = (example: string) =>
  optional(
    string(
      `What each line looks like, such as '${example}'. Holes: the fields of --json, of labels also {labels.NAME}; escapes: \\t \\n \\r \\0 \\\\.`,
    ),
  );

/**
 * How rows of this schema are printed with `--format`; undefined where nobody asked for it. Throws
 * a Failure before anything is looked at. A value takes one line and no tab, so that columns hold.
 */
export function lineFormatOf(
  format: string | undefined,
  { properties = {} }: JsonSchema,
  json: boolean,
): ((rows: readonly object[]) => string) | undefined {
  if (format === undefined) return undefined;
  if (json) throw new Failure('usage', '--format is no JSON', { hint: 'leave out one of them' });
  const names = Object.keys(properties);
  const records = names.filter((name) => properties[name]?.additionalProperties);
  const read = readLineFormat(format, names, records);
  if (!read.ok)
    throw new Failure('usage', `--format ${read.problems.join('; ')}`, {
      hint: `known: ${names.map((name) => `{${name}}`).join(' ')}`,
    });
  return (rows) => rows.map((row) => ended(read.render(flat(row)))).join('');
}

/** Who ends lines in a way of their own, as for `xargs -0`, gets no other end. */
const ended = (line: string): string => (/[\n\0]$/.test(line) ? line : `${line}\n`);

const flat = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, flatValue(value)]));

function flatValue(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? flat(value) : value;
}
