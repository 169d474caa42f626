/** A place in a text, counted from 1, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A value, or a sentence about the first thing that is not JSON and where it stands. */
export type Read = { ok: true; value: unknown } | { ok: false; problem: string; place: Place };

/** Reads JSON; what it says of broken text is the same in every release of Node. */
export function readJson(text: string): Read {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const { at, problem } = problemIn(text) ?? { at: 0, problem: String(error) };
    return { ok: false, problem, place: placeAt(text, at) };
  }
}

/** The place of one character of a text. */
export function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

type Expected = keyof typeof accepted;

/** What may stand at each place, and the tokens it may be. */
const accepted = {
  'a value': /^["\d\-tfn{[]/,
  'a value or "]"': /^["\d\-tfn{[\]]/,
  'a key in double quotes': /^"/,
  'a key in double quotes or "}"': /^["}]/,
  '":"': /^:/,
  '"," or "}"': /^[,}]/,
  '"," or "]"': /^[,\]]/,
  'nothing more': /(?!)/,
} as const;

const plain = String.raw`[^"\\\u0000-\u001f]*`;
const openString = String.raw`"${plain}(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})${plain})*`;
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
/** Everything JSON is made of, but blanks. */
export const tokens = `${openString}"|${number}|true|false|null|[{}[\\]:,]`;

function problemIn(text: string): Problem | undefined {
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})?`, 'y');
  const open: string[] = [];

  for (let expected: Expected = 'a value'; ; ) {
    const token = reader.exec(text)?.[1] ?? '';
    const at = reader.lastIndex - token.length;
    if (at === text.length && expected === 'nothing more') return undefined;
    if (!accepted[expected].test(token)) return describe(text, at, expected);
    if (token === '{' || token === '[') open.push(token);
    if (token === '}' || token === ']') open.pop();
    expected = following(token, open.at(-1), expected);
  }
}

function following(token: string, within: string | undefined, place: Expected): Expected {
  if (token === '{') return 'a key in double quotes or "}"';
  if (token === '[') return 'a value or "]"';
  if (token === ':') return 'a value';
  if (token === ',') return within === '{' ? 'a key in double quotes' : 'a value';
  if (place.startsWith('a key') && token !== '}') return '":"';
  if (within === undefined) return 'nothing more';
  return within === '{' ? '"," or "}"' : '"," or "]"';
}

interface Problem {
  readonly at: number;
  readonly problem: string;
}

function describe(text: string, tokenAt: number, expected: Expected): Problem {
  const isBrokenString = text[tokenAt] === '"' && accepted[expected].test('"');
  const string = new RegExp(openString, 'y');
  string.lastIndex = tokenAt;
  const at = isBrokenString ? tokenAt + (string.exec(text)?.[0].length ?? 0) : tokenAt;

  const wanted = isBrokenString ? 'a closing quote' : expected;
  const found = text.codePointAt(at);
  const got = found === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(found));
  const isComment = !isBrokenString && /^(?:\/[/*]|#)/.test(text.slice(at, at + 2));
  const note = isComment ? ' (JSON has no comments)' : '';
  return { at, problem: `expected ${wanted}, got ${got}${note}` };
}
