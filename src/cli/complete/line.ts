import type { JsonSchema } from '../../lib/schema.ts';
import { kindsOf, type WordKind } from '../../operations/word-kind.ts';
import { kebab } from '../arguments.ts';
import type { Command } from '../stage.ts';

/** What may stand where somebody is typing. */
export type Wanted =
  | { readonly is: 'nothing' }
  /** Flags that were not typed yet, by their fields. */
  | { readonly is: 'flag'; readonly fields: readonly string[] }
  | {
      readonly is: 'value';
      readonly field: string;
      readonly schema: JsonSchema;
      readonly kinds: readonly WordKind[];
      /** What is typed already and stays in front: `--filter=`, `12,`. */
      readonly prefix: string;
      /** Values of the same field that were typed. */
      readonly given: readonly string[];
      /** The words in front that are no flags: the action, then what it is about. */
      readonly before: readonly string[];
    };

const nothing: Wanted = { is: 'nothing' };

/** What may stand in the last of `words`, which follow the name of a command. */
export function wantedAt(name: string, command: Command, words: readonly string[]): Wanted {
  const current = words.at(-1) ?? '';
  const { positional, used, open, isPlain } = readBefore(command, words.slice(0, -1));
  if (open !== undefined) return valueFor(name, command, open, { text: current, positional });
  const [, flag, text] = (!isPlain && /^--([\w-]+)=(.*)$/s.exec(current)) || [];
  if (flag !== undefined && text !== undefined) {
    const field = fieldOf(command, flag);
    const prefix = `--${flag}=`;
    return field === undefined
      ? nothing
      : valueFor(name, command, field, { text, positional, prefix });
  }
  if (!isPlain && current.startsWith('-')) {
    const fields = flagsOf(command).filter(
      (one) => !used.includes(one) || isList(command.input.properties?.[one]),
    );
    return { is: 'flag', fields };
  }
  return positionalAt(name, command, positional, current);
}

/** Flags of every command that take a value. */
const globalValues: readonly string[] = ['dir'];

/** Which of these words are no flags, which flags were used, and which waits for its value. */
function readBefore(command: Command, words: readonly string[]) {
  const positional: string[] = [];
  const used: string[] = [];
  let open: string | undefined;
  let isPlain = false;
  for (const word of words) {
    if (open !== undefined) open = undefined;
    else if (isPlain || !/^-./.test(word)) positional.push(word);
    else if (word === '--') isPlain = true;
    else {
      const field = flagIn(command, word);
      if (field !== undefined) used.push(field);
      if (field !== undefined && !word.includes('=') && takesValue(command, field)) open = field;
    }
  }
  return { positional, used, open, isPlain };
}

function flagIn(command: Command, word: string): string | undefined {
  if (word.startsWith('--')) return fieldOf(command, word.slice(2).split('=')[0] ?? '');
  return command.short?.[word.at(-1) ?? ''];
}

const flagsOf = ({ input, positionals }: Command): string[] =>
  Object.keys(input.properties ?? {}).filter((field) => !positionals?.includes(field));

const fieldOf = (command: Command, flag: string): string | undefined =>
  [...flagsOf(command), ...globalValues].find((field) => kebab(field) === flag);

const takesValue = ({ input }: Command, field: string): boolean =>
  input.properties?.[field]?.type !== 'boolean';

const isList = (schema: JsonSchema | undefined): boolean =>
  schema?.type === 'array' || schema?.type === 'object';

interface Typed {
  readonly text: string;
  readonly positional: readonly string[];
  readonly prefix?: string;
  readonly given?: readonly string[];
}

function valueFor(
  name: string,
  command: Command,
  field: string,
  { text, positional, prefix = '', given = [] }: Typed,
): Wanted {
  const schema = command.input.properties?.[field] ?? { type: 'string' };
  const kinds = field === 'dir' ? (['folder'] as const) : kindsOf(name, command.kinds, field);
  // Words of a list may be joined by commas; those of a filter say more in one.
  const isJoined = schema.type === 'array' && !command.whole?.includes(field);
  const joined = isJoined ? text.slice(0, text.lastIndexOf(',') + 1) : '';
  return {
    is: 'value',
    field,
    schema: schema.type === 'array' ? (schema.items ?? schema) : schema,
    kinds,
    prefix: prefix + joined,
    given: [...given, ...joined.split(',')].filter((word) => word !== ''),
    before: positional,
  };
}

function positionalAt(
  name: string,
  command: Command,
  positional: readonly string[],
  text: string,
): Wanted {
  const { positionals = [], rest, forms } = command;
  const last = positionals.length - 1;
  const at = rest ? Math.min(positional.length, last) : positional.length;
  const field = positionals[at];
  if (field === undefined || (rest === 'text' && at === last)) return nothing;
  const given = positional.slice(at).flatMap((word) => word.split(','));
  const wanted = valueFor(name, command, field, { text, positional, given });
  if (!forms || at === 0 || wanted.is !== 'value') return wanted;
  return inForm(wanted, forms, positional);
}

/** What the words of a form name, where they say it better than the field they are read into. */
const byPlaceholder: Readonly<Record<string, readonly WordKind[]>> = {
  DURATION: [],
  FILE: ['file'],
};

/** Each action takes words of its own: `path` none, `set` a key and a value. */
function inForm(
  wanted: Wanted & { readonly is: 'value' },
  forms: NonNullable<Command['forms']>,
  [action = '', ...words]: readonly string[],
): Wanted {
  const own = Object.keys(forms).filter((form) => form.split(' ')[0] === action);
  const fits = own.flatMap((form) => {
    const [, ...places] = form.split(' ').filter((word) => !word.startsWith('-'));
    const place =
      places[words.length] ?? (places.at(-1)?.includes('…') ? places.at(-1) : undefined);
    return place === undefined ? [] : [place.replace(/[^A-Z]/g, '')];
  });
  const [place] = fits;
  if (place === undefined) return own.length === 0 ? wanted : nothing;
  return Object.hasOwn(byPlaceholder, place)
    ? { ...wanted, kinds: byPlaceholder[place] ?? [] }
    : wanted;
}
