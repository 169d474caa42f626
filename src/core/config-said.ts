import { spellDuration } from '../lib/duration.ts';
import { type Path, valueAt } from '../lib/json-edit.ts';
import { Config, configDefaults } from './agent.ts';
import { placeKey } from './config-key.ts';
import { type Ancestor, defaultAgentOf, lineageOf, type Sources } from './lineage.ts';
import { defaultRetry } from './retry.ts';

/** What a key is set to, and where that is said. */
export interface Said {
  readonly path: Path;
  readonly value: unknown;
  /** The config file that says it; undefined for a profile and a default. */
  readonly file: string | undefined;
  /** `FILE:LINE`, `profile claude` or `default`. */
  readonly origin: string;
}

/** All that holds, key by key: what the configs say, the nearest first, then the defaults. */
export function configSaid(sources: Sources): Said[] {
  const keys = Object.keys(Config.properties ?? {}).filter((key) => !aboutItself.includes(key));
  return keys.flatMap((key) => {
    const paths = byName.includes(key) ? namesIn(sources, key).map((name) => [key, name]) : [[key]];
    const said = paths.flatMap((path) => nearest(sources, path));
    const usual = leaves(
      [key],
      key === 'defaultAgent' ? defaultAgentOf(sources) : defaults[key],
    ).filter(({ path }) => !said.some((one) => covers(one.path, path)));
    return [...said, ...usual.map((leaf) => ({ ...leaf, file: undefined, origin: 'default' }))];
  });
}

/** All that holds for an agent, what it extends included. Throws a Failure for an unknown name. */
export function agentSaid(name: string, sources: Sources): Said[] {
  const said: (Said & { readonly by: Ancestor })[] = [];
  for (const ancestor of lineageOf(name, sources)) {
    const { place, settings } = ancestor;
    const nearer = [...said];
    const says = (key: string) => nearer.some(({ path }) => path[2] === key);
    for (const { path, value } of leaves(['agents', name], settings)) {
      const [, , key, inner] = path as string[];
      if (key === 'env' ? nearer.some((one) => one.path[3] === inner) : says(key ?? '')) continue;
      if (key === 'promptTemplate' && says('promptTemplateFile')) continue;
      if (key === 'probe' && says('command')) continue;
      const own = ['agents', ancestor.name, ...path.slice(2)];
      const origin = place === undefined ? `profile ${ancestor.name}` : at(sources, place, own);
      said.push({ path, value, file: place, origin, by: ancestor });
    }
  }
  return said.map(({ by: _, ...one }) => one);
}

/** Whether a path leads to another one, or is it. */
export const covers = (path: Path, other: Path): boolean =>
  path.every((key, index) => other[index] === key);

/** What is said under a path, put together again; undefined where nothing is. */
export function valueUnder(path: Path, said: readonly Said[]): unknown {
  const whole = said.find((one) => covers(one.path, path));
  if (whole) return valueAt(whole.value, path.slice(whole.path.length));
  const inner = said.filter((one) => covers(path, one.path));
  if (inner.length === 0) return undefined;
  const names = [...new Set(inner.map((one) => one.path[path.length] ?? ''))];
  return Object.fromEntries(names.map((name) => [name, valueUnder([...path, name], inner)]));
}

/** What a config says about itself. */
const aboutItself = ['$schema', 'version'];
/** Of these, each name counts for itself: files add names, and replace those of farther ones. */
const byName = ['groups', 'agents'];

/** The defaults as one would write them into a config. */
const defaults: Readonly<Record<string, unknown>> = {
  ...written(configDefaults),
  retry: written(defaultRetry),
};

function written(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) =>
      key.endsWith('Ms') ? [key.slice(0, -2), spellDuration(value as number)] : [key, value],
    ),
  );
}

const namesIn = ({ configs }: Sources, key: string): string[] => [
  ...new Set(configs.flatMap((config) => Object.keys(valueAt(config, [key]) ?? {}))),
];

function nearest(sources: Sources, path: Path): Said[] {
  for (const [index, config] of sources.configs.entries()) {
    const value = valueAt(config, path);
    const file = sources.places[index];
    if (value === undefined || file === undefined) continue;
    return leaves(path, value).map((leaf) => ({
      ...leaf,
      file,
      origin: at(sources, file, leaf.path),
    }));
  }
  return [];
}

function at({ locate }: Sources, file: string, path: Path): string {
  const place = locate?.(file, placeKey(path), 'value');
  return place ? `${file}:${place.line}` : file;
}

/** Every value in a value that holds no names of its own; lists stay whole. */
function leaves(path: Path, value: unknown): Pick<Said, 'path' | 'value'>[] {
  if (value === undefined) return [];
  const isOpen = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = isOpen ? Object.entries(value) : [];
  if (entries.length === 0) return [{ path, value }];
  return entries.flatMap(([key, part]) => leaves([...path, key], part));
}
