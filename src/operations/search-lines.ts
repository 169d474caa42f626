import { Failure } from '../core/failure.ts';
import type { LineBlock } from '../lib/line-blocks.ts';
import { quoted } from '../lib/text.ts';

/** A line that holds what is looked for, and where in it. */
export interface FoundLine {
  readonly line: number;
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/** What is looked for. */
export interface Pattern {
  readonly expression: RegExp;
  /** Whether a text of many lines may hold it in one of them; always true where that is not known. */
  mayBeIn(text: string): boolean;
  /** The same for lines of JSON, which write some signs otherwise. */
  mayBeInJson(text: string): boolean;
}

/** Reads what is looked for. Throws a Failure for what is no regular expression. */
export function readPattern(text: string, isRegex: boolean, ignoreCase: boolean): Pattern {
  const expression = expressionOf(isRegex ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), {
    ignoreCase,
    text,
  });
  const always = () => true;
  const mayBeIn = isRegex ? always : (block: string) => expression.test(block);
  const isPlain = /^[\w ,.:;=+*#()[\]{}@!?$%^|~`-]+$/.test(text);
  return { expression, mayBeIn, mayBeInJson: isPlain ? mayBeIn : always };
}

/** Lines of plain text that hold it; the first place in each. */
export function* foundIn({ text, line }: LineBlock, pattern: Pattern): Generator<FoundLine> {
  if (!pattern.mayBeIn(text)) return;
  for (const [at, one] of text.split('\n').entries()) {
    const found = foundInLine(one, line + at, pattern);
    if (found) yield found;
  }
}

/**
 * The same in lines of JSON, as agents print that tell events: in every text that such a line
 * holds, as it was before it was written as JSON. Names of things, such as ids, are none.
 */
export function* foundInJson({ text, line }: LineBlock, pattern: Pattern): Generator<FoundLine> {
  if (!pattern.mayBeInJson(text)) return;
  for (const [at, one] of text.split('\n').entries()) {
    if (!pattern.mayBeInJson(one)) continue;
    const value = valueIn(one);
    const texts = value === undefined ? [one] : textsIn(value);
    const told = new Set<string>(); // Some say a thing twice in one line.
    for (const each of texts)
      for (const found of foundIn({ text: each, line: 0 }, pattern)) {
        if (told.has(found.text)) continue;
        told.add(found.text);
        yield { ...found, line: line + at };
      }
  }
}

function expressionOf(source: string, { ignoreCase, text }: { ignoreCase: boolean; text: string }) {
  const flags = ignoreCase ? 'i' : '';
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // Some write `\-` or `\"`, which only the older kind allows.
  }
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    const why = /: ([^:]+)$/.exec((cause as Error).message)?.[1] ?? 'it cannot be read';
    throw new Failure('usage', `${quoted(text)} is no regular expression: ${why}`, {
      hint: 'without --regex it is taken as it is',
      cause,
    });
  }
}

function foundInLine(whole: string, line: number, { expression }: Pattern): FoundLine | undefined {
  const text = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
  const match = expression.exec(text);
  return match ? { line, text, at: match.index, length: match[0].length } : undefined;
}

/** Fields whose texts nobody has said. */
const names = /(?:^|[_a-z])(?:u?uid|id|Id|ID|type|role|model|signature)$/;

/** The object in a line; undefined for any other line, such as half of one. */
function valueIn(line: string): unknown {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** No agent says anything deeper, and whoever nests without end must not use up the stack. */
const levelsMax = 100;

function* textsIn(value: unknown, name = '', levels = levelsMax): Generator<string> {
  if (typeof value === 'string') {
    if (!names.test(name)) yield value;
  } else if (typeof value !== 'object' || value === null || levels === 0) return;
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one, name, levels - 1);
  else for (const [key, one] of Object.entries(value)) yield* textsIn(one, key, levels - 1);
}
