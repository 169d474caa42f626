import type { Dice } from '../simulation/dice.ts';

const megabyte = 1024 * 1024;

/** Damages the text of a file: what JSON can be besides what was meant, or its bytes. */
export function mutate(dice: Dice, text: string): Buffer {
  let bytes: Buffer = Buffer.from(dice.oneIn(2) ? bent(dice, text) : text);
  for (let times = dice.oneIn(3) ? 0 : 1 + dice.below(3); times > 0; times -= 1)
    bytes = dice.pick(byteMutations)(dice, bytes);
  return bytes;
}

type ByteMutation = (dice: Dice, bytes: Buffer) => Buffer;
const at = (dice: Dice, bytes: Buffer): number => dice.below(bytes.length + 1);
const insert = (bytes: Buffer, place: number, what: string | Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, place), Buffer.from(what), bytes.subarray(place)]);

const byteMutations: readonly [ByteMutation, ...ByteMutation[]] = [
  (dice, bytes) => bytes.subarray(0, at(dice, bytes)),
  (dice, bytes) => bytes.subarray(at(dice, bytes)),
  (dice, bytes) => {
    const flipped = Buffer.from(bytes);
    const place = at(dice, bytes);
    if (place < flipped.length) flipped[place] = (flipped[place] ?? 0) ^ (1 << dice.below(8));
    return flipped;
  },
  (dice, bytes) => insert(bytes, at(dice, bytes), '\0'.repeat(1 + dice.below(9))),
  (dice, bytes) => insert(bytes, dice.oneIn(2) ? 0 : at(dice, bytes), '\ufeff'),
  (_, bytes) => Buffer.from(bytes.toString().replaceAll('\n', '\r\n')),
  (dice, bytes) => insert(bytes, at(dice, bytes), dice.pick(badBytes)),
  (dice, bytes) => insert(bytes, at(dice, bytes), dice.pick(badTexts)),
  (dice, bytes) => insert(bytes, at(dice, bytes), bytes.subarray(at(dice, bytes), at(dice, bytes))),
  (dice, bytes) => Buffer.alloc(bytes.length, dice.pick([0, 32, 255])),
  (dice, bytes) =>
    dice.oneIn(60) ? Buffer.alloc(megabyte, dice.pick(['x', '[', '{"a":', '\n'])) : bytes,
  (dice, bytes) => (dice.oneIn(60) ? insert(bytes, at(dice, bytes), ' '.repeat(megabyte)) : bytes),
  () => Buffer.alloc(0),
];

const badBytes: readonly [Buffer, ...Buffer[]] = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc3]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xc0, 0xaf]),
];
const badTexts: readonly [string, ...string[]] = [
  ',',
  '}',
  ']',
  '{',
  '"',
  ':',
  'null',
  'NaN',
  '-',
  '1e999',
  '// no',
  '\\u0000',
  '\\ud800',
  '\u2028',
  '../../../etc/passwd',
  '\u001b[2J',
  '\r',
  '$(id)',
  '%s%n',
];

/** The same text with one value of its JSON replaced, removed, doubled or added. */
function bent(dice: Dice, text: string): string {
  const lines = text.split('\n');
  const [from, whole] = text.trimEnd().includes('\n')
    ? [dice.below(lines.length), false]
    : [0, true];
  const line = whole ? text : (lines[from] ?? '');
  for (const part of [text, line]) {
    const value = parsed(part);
    if (value === undefined) continue;
    const spoilt = write(dice, spoil(dice, value, 1 + dice.below(6)));
    return part === text
      ? spoilt
      : [...lines.slice(0, from), spoilt, ...lines.slice(from + 1)].join('\n');
  }
  return dice.pick(oddTexts);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Goes down a few levels, and puts something odd there. */
function spoil(dice: Dice, value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return odd(dice);
  const entries = Object.entries(value);
  const place = dice.below(entries.length + 1);
  const entry = entries[place];
  const what = dice.below(6);
  if (!entry || what === 0) entries.push([dice.pick(oddKeys), odd(dice)]);
  else if (what === 1) entries.splice(place, 1);
  else if (what === 2) entry[0] = dice.pick(oddKeys);
  else entry[1] = spoil(dice, entry[1], depth - 1);
  return Array.isArray(value) ? entries.map(([, one]) => one) : new Pairs(entries);
}

/** An object as JSON may spell it: with one key twice, or one that no object literal can have. */
class Pairs {
  readonly entries: readonly (readonly [string, unknown])[];
  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }
}

const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '0',
  '-1',
  'length',
  'version',
  'number',
  'status',
  'ä\u0000',
  '\ud800',
  '../x',
  'a'.repeat(5_000),
] as const;

const oddTexts = [
  '',
  ' ',
  '\0',
  'null',
  '0',
  '-0',
  '1e400',
  '"\\ud800"',
  '[]',
  '{}',
  '[[]]',
  'true',
  '\ufeff{}',
  '{"__proto__":{"polluted":1}}',
  '[{"constructor":{"prototype":{"polluted":1}}}]',
  '00012',
  '9'.repeat(400),
] as const;

const odd = (dice: Dice): unknown => (dice.oneIn(40) ? deep(dice) : dice.pick<unknown>(oddValues));

const oddValues: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  '',
  ' ',
  'x',
  0,
  -0,
  -1,
  1,
  0.5,
  1e21,
  2 ** 53,
  -(2 ** 53),
  1e308,
  9_999_999_999,
  10_000_000_000,
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  '\ud800',
  '\udc00x',
  '\u0000',
  '../../etc/passwd',
  '/etc/passwd',
  '-rf',
  'a'.repeat(100_000),
  '2026-13-45T99:99:99.999Z',
  '9999-99-99T99:99:99.999Z',
  '0000-00-00T00:00:00.000Z',
  'complete',
  'failed',
  'running',
  { polluted: 1 },
  new Pairs([['__proto__', { polluted: 1 }]]),
  new Pairs([
    ['a', 1],
    ['a', 2],
  ]),
];

/** So deep that whoever walks it in a recursion falls; written by hand, for JSON would fall as well. */
const deep = (dice: Dice): Raw => {
  const levels = dice.pick([100, 2_000, 100_000] as const);
  return dice.oneIn(2)
    ? new Raw('['.repeat(levels) + ']'.repeat(levels))
    : new Raw(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
};

class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function write(dice: Dice, value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Pairs) {
    const pairs = value.entries.map(([key, one]) => `${JSON.stringify(key)}:${write(dice, one)}`);
    if (pairs[0] && dice.oneIn(20)) pairs.push(pairs[0]);
    return `{${pairs.join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map((one) => write(dice, one)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return write(dice, new Pairs(Object.entries(value)));
  if (typeof value === 'number' && dice.oneIn(30))
    return dice.pick(['1e999', '-1e999', '1E5', '-0']);
  return JSON.stringify(value) ?? 'null';
}
