import { suggest } from './suggest.ts';

/** What a hole is filled with; a record by `{name}` as a whole, by `{name.key}` in part. */
export type Values = Readonly<Record<string, unknown>>;

export type LineFormat =
  | { ok: true; render(values: Values): string }
  | { ok: false; problems: readonly string[] };

const escapes: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  '0': '\0',
  '\\': '\\',
};

/**
 * Reads what a line looks like, such as `{number}\t{status}`, with `\t \n \r \0 \\` as they are
 * typed. A brace that begins no name is one, and so are `{{` and `}}`. `names` may be filled;
 * those of `records` in part as well. Every problem is told at once.
 */
export function readLineFormat(
  text: string,
  names: readonly string[],
  records: readonly string[] = [],
): LineFormat {
  const problems: string[] = [];
  const pieces = [...text.matchAll(tokens)].map(([literal, sign, name, key]): Piece => {
    if (literal.startsWith('\\')) {
      const meant = escapes[sign ?? ''];
      if (meant === undefined) problems.push(`knows no ${literal}; there are \\t \\n \\r \\0 \\\\`);
      return { literal: meant ?? '' };
    }
    if (name === undefined)
      return { literal: literal === '{{' || literal === '}}' ? literal.slice(1) : literal };
    if (!names.includes(name)) problems.push(unknownHole(name, names));
    else if (key !== undefined && !records.includes(name))
      problems.push(`has {${name}} only as a whole, not {${name}.${key}}`);
    return { name, key };
  });
  if (problems.length > 0) return { ok: false, problems: [...new Set(problems)] };
  return { ok: true, render: (values) => pieces.map((piece) => fill(piece, values)).join('') };
}

const tokens = /\\(.?)|\{\{|\}\}|\{([A-Za-z]\w*)(?:\.([^{}]+))?\}|[^\\{}]+|[{}]/gs;

type Piece =
  | { readonly literal: string }
  | { readonly name: string; readonly key: string | undefined };

function unknownHole(name: string, names: readonly string[]): string {
  const near = suggest(name, names);
  return `knows no {${name}}${near === undefined ? '' : `; did you mean {${near}}?`}`;
}

function fill(piece: Piece, values: Values): string {
  if ('literal' in piece) return piece.literal;
  const value = values[piece.name];
  if (piece.key === undefined) return spelled(value);
  return isRecord(value) && Object.hasOwn(value, piece.key) ? spelled(value[piece.key]) : '';
}

function spelled(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(spelled).join(',');
  if (!isRecord(value)) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key}=${spelled(one)}`)
    .join(',');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
