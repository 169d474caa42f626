import { tokens } from './json.ts';

/** A way into a JSON text: names in objects, places in lists. */
export type Path = readonly (string | number)[];

/**
 * A JSON text in which `path` leads to `value`; what is missing on the way is made. Every other
 * byte stays, and what is new looks like what is around it. Undefined where the way leads through
 * what is neither an object nor a list, or past the end of a list.
 */
export function setIn(text: string, path: Path, value: unknown): string | undefined {
  const root = parse(text);
  const style = styleOf(text, root);
  const [found, rest] = follow(root, path);
  const old = found.at(-1) ?? root;
  if (rest.length === 0) {
    const isOneLine = old.entries.length > 0 && !text.slice(old.start, old.end).includes('\n');
    const replacement = render(value, indentAt(text, old.start), { ...style, isOneLine });
    return splice(text, old.start, old.end, replacement);
  }
  const [key = '', ...inner] = rest;
  if (old.opens === undefined || (old.opens === '[') !== (typeof key === 'number'))
    return undefined;
  if (typeof key === 'number' && key !== old.entries.length) return undefined;
  return insert(text, old, key, wrapped(inner, value), style);
}

/** A JSON text without what `path` leads to; undefined where that is nothing, or all of it. */
export function removeIn(text: string, path: Path): string | undefined {
  const root = parse(text);
  const [found, rest] = follow(root, path);
  const gone = found.at(-1);
  const parent = found.at(-2) ?? root;
  if (rest.length > 0 || !gone) return undefined;
  const at = parent.entries.findIndex(({ value }) => value === gone);
  const [before, own, after] = [at - 1, at, at + 1].map((one) => parent.entries[one]);
  if (!own) return undefined;
  if (after) return splice(text, own.start, after.start, '');
  if (before) return splice(text, before.value.end, own.value.end, '');
  return splice(text, parent.start + 1, parent.end - 1, '');
}

/** What a path leads to in a value that was read; undefined where that is nothing. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<string | number, unknown>)[key];
  }, value);

interface Node {
  readonly start: number;
  /** Behind its last character; of what is still open, where it begins. */
  end: number;
  readonly opens: '{' | '[' | undefined;
  readonly entries: Entry[];
}

interface Entry {
  /** Of its name, where it has one. */
  readonly start: number;
  readonly name: string | undefined;
  readonly nameEnd: number;
  readonly value: Node;
}

/** Where everything stands in a text that is known to be JSON. */
function parse(text: string): Node {
  const open: Node[] = [];
  let root: Node = { start: 0, end: 0, opens: undefined, entries: [] };
  let name: { readonly start: number; readonly end: number } | undefined;
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})`, 'y');
  if (text.startsWith('\ufeff')) reader.lastIndex = 1;

  for (let token = reader.exec(text)?.[1]; token; token = reader.exec(text)?.[1]) {
    const end = reader.lastIndex;
    const start = end - token.length;
    const parent = open.at(-1);
    if (token === ',' || token === ':') continue;
    if (token === '}' || token === ']') {
      if (parent) parent.end = end;
      open.pop();
    } else if (parent?.opens === '{' && !name) name = { start, end };
    else {
      const opens = token === '{' || token === '[' ? token : undefined;
      const value: Node = { start, end, opens, entries: [] };
      if (!parent) root = value;
      parent?.entries.push({
        start: name?.start ?? start,
        name: name && (JSON.parse(text.slice(name.start, name.end)) as string),
        nameEnd: name?.end ?? start,
        value,
      });
      name = undefined;
      if (opens) open.push(value);
    }
  }
  return root;
}

/** The values along a path as far as there are any, and what is left of it. */
function follow(root: Node, path: Path): [Node[], Path] {
  const found: Node[] = [];
  for (const [at, key] of path.entries()) {
    const { entries, opens } = found.at(-1) ?? root;
    const next =
      typeof key === 'number'
        ? entries[opens === '[' ? key : -1]
        : entries.findLast(({ name }) => name === key); // Of two, the last counts.
    if (!next) return [found, path.slice(at)];
    found.push(next.value);
  }
  return [found, []];
}

const wrapped = (path: Path, value: unknown): unknown =>
  path.reduceRight((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);

interface Style {
  readonly newline: string;
  /** One level of indentation. */
  readonly unit: string;
  /** What stands between a name and its value. */
  readonly colon: string;
  readonly isOneLine: boolean;
}

function styleOf(text: string, root: Node): Style {
  const [first] = root.entries;
  const isOneLine = first !== undefined && !text.slice(root.start, root.end).includes('\n');
  return {
    newline: /\r?\n/.exec(text)?.[0] ?? '\n',
    unit: (first && indentOf(text.slice(root.start + 1, first.start))) || '  ',
    colon: first?.name === undefined ? ': ' : text.slice(first.nameEnd, first.value.start),
    isOneLine,
  };
}

/** Behind the last entry, on a line of its own where that one has. */
function insert(
  text: string,
  parent: Node,
  key: string | number,
  value: unknown,
  style: Style,
): string {
  const { newline, unit, colon } = style;
  const name = typeof key === 'string' ? `${JSON.stringify(key)}${colon}` : '';
  const last = parent.entries.at(-1);
  if (!last) {
    const outer = indentAt(text, parent.start);
    const entry = (inner: string) => `${name}${render(value, inner, style)}`;
    const inside = style.isOneLine
      ? entry('')
      : `${newline}${outer}${unit}${entry(outer + unit)}${newline}${outer}`;
    return splice(text, parent.start + 1, parent.end - 1, inside);
  }
  const previous = parent.entries.at(-2)?.value.end ?? parent.start;
  const indent = indentOf(text.slice(previous + 1, last.start));
  const entry = `${name}${render(value, indent ?? '', { ...style, isOneLine: indent === undefined })}`;
  const gap = indent === undefined ? blankOf(colon) : `${newline}${indent}`;
  return splice(text, last.value.end, last.value.end, `,${gap}${entry}`);
}

/** What indents that which follows a gap; undefined where it goes on in the same line. */
const indentOf = (gap: string): string | undefined => /\n([ \t]*)$/.exec(gap)?.[1];

const indentAt = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';

/** Who writes no blank behind a colon writes none behind a comma. */
const blankOf = (colon: string): string => (/\s$/.test(colon) ? ' ' : '');

const columnsMax = 80;

/** A value as formatters write it: objects have a line for each entry, lists that fit have one. */
function render(value: unknown, indent: string, style: Style): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { newline, unit, colon } = style;
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const partsAt = (at: string, how: Style) =>
    Object.entries(value).map(([key, part]) => {
      const name = isList ? '' : `${JSON.stringify(key)}${colon}`;
      return `${name}${render(part, at, how)}`;
    });
  const line = `${open}${partsAt('', { ...style, isOneLine: true }).join(`,${blankOf(colon)}`)}${close}`;
  const isFlat = isList && value.every((one) => typeof one !== 'object' || one === null);
  const fits = isFlat && indent.length + line.length <= columnsMax;
  if (style.isOneLine || fits || line.length === 2) return line;
  const inner = indent + unit;
  const lines = partsAt(inner, style).map((part) => `${newline}${inner}${part}`);
  return `${open}${lines.join(',')}${newline}${indent}${close}`;
}

const splice = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to);
