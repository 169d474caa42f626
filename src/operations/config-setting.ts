import { type ConfigKey, spellKey } from '../core/config-key.ts';
import { agentSaid, configSaid, covers, type Said, valueUnder } from '../core/config-said.ts';
import type { Sources } from '../core/lineage.ts';
import type { Path } from '../lib/json-edit.ts';
import { anything, boolean, type Infer, list, object, optional, string } from '../lib/schema.ts';

/** A key, and what it is set to. */
const Setting = object({
  key: string('The key, as it is typed.'),
  value: optional(anything('What it is set to; absent where that is hidden.')),
  hidden: optional(boolean('True for what may be secret; `config get` tells it.')),
  origin: string('Where that stands: FILE:LINE, `profile NAME`, or `default`.'),
});
type Setting = Infer<typeof Setting>;

/** What is answered to whatever is done with a config. */
export const ConfigOutput = object({
  file: string('The config file that is meant.'),
  settings: list(Setting, 'What holds; of what was changed, what holds now.'),
  value: optional(anything('Only of `get`: the value of the key.')),
  changed: optional(boolean('Of `set` and `unset`: false where all was so already.')),
  message: optional(string('What was done, in words.')),
  notes: optional(list(string('A sentence.'), 'What keeps it from having the effect it says.')),
});
export type ConfigAnswer = Infer<typeof ConfigOutput>;

/** All that holds of a key: what is said under it, or of what it is a part of. */
export function saidOf({ path }: ConfigKey, sources: Sources): Said[] {
  const [first, name] = path;
  const isAgent = first === 'agents' && typeof name === 'string';
  return (isAgent ? agentSaid(name, sources) : configSaid(sources)).filter(
    (one) => covers(path, one.path) || valueUnder(path, [one]) !== undefined,
  );
}

/** A setting as it may be shown to who looks over a shoulder. */
export function settingOf({ path, value, origin }: Said): Setting {
  const key = spellKey(path);
  if (mayBeSecret(path)) return { key, hidden: true, origin };
  return { key, value: veiled(value), origin };
}

/** The value of a key in words, as far as it may be shown. */
export const wordsFor = (path: Path, value: unknown): string =>
  mayBeSecret(path) ? hidden : JSON.stringify(veiled(value));

const mayBeSecret = (path: Path): boolean =>
  path.some((part) => part === 'env' || part === 'headers' || part === 'secret');

/** The same of what lies in lists. */
function veiled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(veiled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    if (key === 'secret') return [key, hidden];
    if (key !== 'env' && key !== 'headers') return [key, veiled(part)];
    return [key, Object.fromEntries(Object.keys(part ?? {}).map((name) => [name, hidden]))];
  });
  return Object.fromEntries(entries);
}

/** Stands for what is not shown. */
const hidden = '(hidden)';
