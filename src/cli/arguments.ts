import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Failure } from '../core/failure.ts';
import type { JsonSchema } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted, truncate } from '../lib/text.ts';
import type { Command } from './stage.ts';

/** Flags that every command has. */
const globalFlags = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  json: { type: 'boolean' },
  debug: { type: 'boolean' },
  dir: { type: 'string' },
} as const;

type Shape = Pick<Command, 'input' | 'positionals' | 'rest' | 'short' | 'whole'>;

/**
 * Turns argv into the raw input of a command. What it means is the schema's to say; here text
 * only becomes numbers, lists and records. Throws a usage Failure, which points to the help of
 * `name`.
 */
export function readArguments(
  name: string,
  command: Shape,
  argv: readonly string[],
): Record<string, unknown> {
  const fields = command.input.properties ?? {};
  const { values, positionals: words } = split(name, command, argv);
  const named = Object.entries(fields).flatMap(([key, field]) => {
    const value = values[kebab(key)];
    if (value === undefined) return [];
    return [[key, command.whole?.includes(key) ? value : coerce(kebab(key), field, value)]];
  });
  return Object.fromEntries([...named, ...place(name, command, words)]);
}

/** Whether a flag stands behind the first word of a text, such as a prompt, and may belong to it. */
export function isWithinText(
  name: string,
  command: Shape,
  argv: readonly string[],
  flag: string,
): boolean {
  const at = argv.indexOf(flag);
  if (command.rest !== 'text' || at < 0) return false;
  const { positionals } = split(name, command, argv.slice(0, at));
  return positionals.length >= (command.positionals ?? []).length;
}

/** What a person typed, or should have, for the field at the beginning of a path. */
export function wordFor({ positionals }: Pick<Command, 'positionals'>, path: string): string {
  const [field = path] = path.split(/[.[]/);
  return positionals?.includes(field) ? placeholder(field) : `--${kebab(field)}`;
}

/** How the help writes a word that is no flag. */
export const placeholder = (field: string): string => field.replace(/s$/, '').toUpperCase();

/** `noRun` is typed `--no-run`. */
export const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function split(name: string, command: Shape, argv: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = { ...globalFlags };
  const fields = Object.entries(command.input.properties ?? {});
  for (const [key, field] of fields) {
    if (command.positionals?.includes(key)) continue;
    const letter = Object.entries(command.short ?? {}).find(([, of]) => of === key)?.[0];
    const isFlag = field.type === 'boolean';
    const isMany = field.type === 'array' || field.type === 'object';
    options[kebab(key)] = {
      type: isFlag ? 'boolean' : 'string',
      multiple: isMany,
      ...(letter !== undefined && { short: letter }),
    };
  }
  const veiled = argv.map(veil);
  refuseUnknown(name, command, veiled, Object.keys(options));
  try {
    const dashed = fields.filter(([, field]) => mayBeginWithDash(field)).map(([key]) => kebab(key));
    const args = joinNegative(veiled, options, dashed).map(veilNumber);
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const seen = Object.entries(values).map(([key, value]) => [key, unveil(value)]);
    return { values: Object.fromEntries(seen), positionals: positionals.map(unveil) };
  } catch (cause) {
    throw new Failure('usage', problemIn((cause as Error).message), {
      cause,
      hint: `orchestra ${name} --help`,
    });
  }
}

/**
 * A list in Markdown, or front matter, is no option, whatever it begins with: parseArgs gets it
 * behind a sign that no argument can hold.
 */
const veil = (word: string): string => (/^-+\s/.test(word) ? `\0${word}` : word);

/** No option is a number: `priority 12 -5`. */
const veilNumber = (word: string): string => (/^-\d/.test(word) ? `\0${word}` : word);

function unveil<T>(value: T): T;
function unveil(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unveil);
  return typeof value === 'string' && value.startsWith('\0') ? value.slice(1) : value;
}

/** What parseArgs says, in our words: it names the option in quotes, all letters of it. */
function problemIn(message: string): string {
  const option = /'(?:-\w, )?(-[^' ]+)[^']*'/.exec(message)?.[1] ?? '';
  if (/does not take/.test(message)) return `${option} takes no value`;
  if (/ambiguous/.test(message))
    return `${option} needs a value; one that begins with - is joined to it: ${option}${option.startsWith('--') ? '=' : ''}-…`;
  return /missing/.test(message) ? `${option} needs a value` : `unknown option ${option}`;
}

const mayBeginWithDash = ({ enum: own, items }: JsonSchema): boolean =>
  (own ?? items?.enum ?? []).some((choice) => choice.startsWith('-'));

/** parseArgs takes the -5 of `--priority -5` for a flag, and the -id of `--sort -id,agent`. */
function joinNegative(
  argv: readonly string[],
  options: object,
  dashed: readonly string[],
): string[] {
  return argv.reduce<string[]>((args, word) => {
    const last = args.at(-1);
    const isChoice = /^-[^-]/.test(word) && dashed.includes(last?.slice(2) ?? '');
    const isDashed = /^-\d/.test(word) || isChoice;
    const isValue = isDashed && last !== undefined && /^--[^=]+$/.test(last);
    if (isValue && Object.hasOwn(options, last.slice(2))) args[args.length - 1] = `${last}=${word}`;
    else args.push(word);
    return args;
  }, []);
}

function refuseUnknown(
  name: string,
  { rest }: Shape,
  argv: readonly string[],
  known: readonly string[],
): void {
  const end = argv.indexOf('--');
  const flags = (end < 0 ? argv : argv.slice(0, end)).filter((word) => /^--[^=\s]/.test(word));
  for (const flag of flags) {
    const key = flag.slice(2).split('=')[0] ?? '';
    if (known.includes(key)) continue;
    const near = suggest(key, known);
    const prompt = rest === 'text' ? '; words of a prompt that look like options go behind --' : '';
    throw new Failure(
      'usage',
      `unknown option --${truncate(key, 60)}${near ? `; did you mean --${near}?` : ''}`,
      { hint: `orchestra ${name} --help${prompt}` },
    );
  }
}

function place(name: string, command: Shape, words: readonly string[]): [string, unknown][] {
  const names = command.positionals ?? [];
  const last = names.at(-1);
  const fixed = command.rest ? names.slice(0, -1) : names;
  const placed = words
    .slice(0, fixed.length)
    .map((word, at): [string, unknown] => [names[at] ?? '', word]);
  const rest = words.slice(fixed.length);
  if (rest.length === 0) return placed;
  if (!command.rest || last === undefined)
    throw new Failure('usage', `unexpected argument ${quoted(rest[0] ?? '')}`, {
      hint: `orchestra ${name} --help`,
    });
  return [...placed, [last, command.rest === 'list' ? rest.flatMap(splitList) : rest.join(' ')]];
}

/** An empty word stays one, to be refused: `run "$id"` must not mean everything. */
function splitList(word: string): string[] {
  const parts = word.split(',').filter((part) => part !== '');
  return parts.length > 0 ? parts : [word];
}

function coerce(flag: string, field: JsonSchema, value: unknown): unknown {
  if (field.type === 'integer') {
    if (/^[+-]?\d+$/.test(String(value))) return Number(value);
    throw new Failure('usage', `--${flag} takes a whole number, got ${quoted(String(value))}`, {
      hint: `such as --${flag} 3`,
    });
  }
  if (field.type === 'number') {
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(String(value))) return Number(value);
    throw new Failure('usage', `--${flag} takes a number, got ${quoted(String(value))}`, {
      hint: `such as --${flag} 1.5`,
    });
  }
  // Mostly a variable of a shell that was never set.
  if (typeof value === 'string' && value.trim() === '')
    throw new Failure('usage', `--${flag} is empty`, { hint: `leave --${flag} out, or name one` });
  if (!Array.isArray(value)) return value;
  if (field.type === 'array') return value.flatMap(splitList);
  return Object.fromEntries(
    value.map((pair: string) => {
      const at = pair.indexOf('=');
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
      throw new Failure('usage', `--${flag} takes NAME=VALUE, got ${quoted(pair)}`, {
        hint: `such as --${flag} key=value`,
      });
    }),
  );
}
