import { readJson } from '../lib/json.ts';
import type { Path } from '../lib/json-edit.ts';
import type { JsonSchema } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { Config } from './agent.ts';
import { Failure } from './failure.ts';

/** A place in a config, and what may stand there. */
export interface ConfigKey {
  readonly path: Path;
  readonly schema: JsonSchema;
}

const hint = 'orchestra help config tells all keys';
/** As it is typed in a shell, which takes away quotes that stand alone. */
const dotted = `'agents."gpt-4.1".model'`;

/**
 * What a person means by `agents.coder.maxParallel`, `approve[0].agent`, or, where a name holds a
 * dot, `agents."gpt-4.1".model`. Throws a Failure for what no config may hold.
 */
export function configKey(text: string): ConfigKey {
  const path = pathIn(text);
  let schema: JsonSchema = Config;
  for (const [at, key] of path.entries()) schema = within(schema, path.slice(0, at), key);
  return { path, schema };
}

/** What a person means that may stand in a config all the same, and is to go. Throws a Failure. */
export const anyKey = (text: string): ConfigKey => ({ path: pathIn(text), schema: {} });

/** A path as a person types it. */
export const spellKey = (path: Path): string =>
  path
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = /^[^.[\]"]+$/.test(key) ? key : JSON.stringify(key);
      return at === 0 ? name : `.${name}`;
    })
    .join('');

/** The same as problems and places of a config are spelled. */
export const placeKey = (path: Path): string =>
  path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at ? '.' : ''}${key}`)).join('');

/**
 * What a person typed as a value of a key: text as it is, numbers and booleans as such, the rest
 * as JSON. What is none of it is left for the schema to refuse. Throws a Failure for broken JSON.
 */
export function configValue({ path, schema }: ConfigKey, text: string): unknown {
  const { type, items } = schema;
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (type === 'number' || type === 'integer')
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text;
  if (type === 'array' && items?.enum && !text.trimStart().startsWith('['))
    return text.split(',').filter((word) => word !== '');
  const read = readJson(text);
  if (read.ok) return read.value;
  const example = type === 'array' ? `'["-p", "{prompt}"]'` : `'{"extends": "claude"}'`;
  throw new Failure(
    'usage',
    `${spellKey(path)} takes JSON: ${read.problem} at column ${read.place.column}`,
    { hint: `such as ${example}, in single quotes for the shell` },
  );
}

function pathIn(text: string): (string | number)[] {
  const part = /(?:^|\.)(?:"((?:[^"\\]|\\.)*)"|([^.[\]"]+))|\[(\d{1,6})\]/y;
  const path: (string | number)[] = [];
  while (part.lastIndex < text.length) {
    const at = part.lastIndex;
    const [found, inQuotes, name, index] = part.exec(text) ?? [];
    if (found === undefined || (at === 0 && /^[.[]/.test(found)))
      throw new Failure('usage', `${quoted(text)} is no key`, {
        hint: `such as maxParallel, agents.coder.timeout or ${dotted}`,
      });
    path.push(index === undefined ? (name ?? unescaped(inQuotes ?? '')) : Number(index));
  }
  if (path.length > 0) return path;
  throw new Failure('usage', 'the key is empty', { hint });
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

/** What may stand under a name, or a number, in what `schema` describes. */
function within(schema: JsonSchema, parent: Path, key: string | number): JsonSchema {
  const whole = spellKey([...parent, key]);
  if (typeof key === 'number') {
    if (schema.items) return schema.items;
    throw new Failure('usage', `${spellKey(parent)} is no list`, { hint });
  }
  const { properties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, key)) return properties[key] ?? schema;
  if (additionalProperties && key !== '__proto__' && key !== '') return additionalProperties;
  if (schema.type !== 'object' || (additionalProperties && key !== ''))
    throw new Failure('usage', `${spellKey(parent)} holds no ${quoted(key)}`, { hint });
  const near = suggest(key, Object.keys(properties));
  const meant = near === undefined ? '' : `; did you mean ${spellKey([...parent, near])}?`;
  throw new Failure('usage', `${whole} is unknown${meant}`, {
    hint: `${hint}; a name with a dot in it goes into quotes: ${dotted}`,
  });
}
