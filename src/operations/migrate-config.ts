import { layout } from '../core/layout.ts';
import { readOlderConfig } from '../core/older-config.ts';
import type { OlderFolder } from '../core/ports.ts';
import { renderConfig } from './init-config.ts';
import type { Context } from './operation.ts';

/** One thing of an older tool, and what became of it. */
export interface Item {
  readonly path: string;
  readonly is: 'imported' | 'there' | 'skipped';
  readonly as?: string;
  readonly says: string;
}

/** What is not taken over, and why. */
export const skip = (path: string, why: string): Item => ({ path, is: 'skipped', says: why });

interface Imported {
  readonly items: readonly Item[];
  /** Names of the templates that belong to it. */
  readonly templates: readonly string[];
  /** What was, or would be, written. */
  readonly text?: string;
}

/** Makes a config of ours from that of the older tool; never where there is one. */
export function importConfig(
  context: Context,
  { config: older }: OlderFolder,
  dryRun: boolean,
): Imported {
  if (!older) return { items: [], templates: [] };
  const { path } = older;
  const read = readOlderConfig(older);
  if ('problem' in read) return { items: [skip(path, read.problem)], templates: [] };
  const { config, templates, left } = read;
  // Before the config, which without them would be broken.
  const prompts = Object.entries(templates).map(([name, text]) =>
    writePrompt(context, name, `${path}: ${name}`, text, dryRun),
  );
  const names = Object.keys(config.agents ?? {});
  const known = { templates: Object.keys(templates) };
  if (names.length === 0)
    return { ...known, items: [...left.map(leftIn(path)), skip(path, 'it has no agent for us')] };

  const text = renderConfig(config);
  const isNew = writeNew(context, layout.config, text, dryRun);
  const as = layout.config;
  if (!isNew) {
    const says = 'yours is there, and stays as it is';
    return { ...known, items: [{ path, is: 'there', as, says }, ...prompts] };
  }
  const says = `${names.length === 1 ? 'agent' : 'agents'} ${names.join(', ')}`;
  const item: Item = { path, is: 'imported', as, says };
  return { ...known, text, items: [item, ...left.map(leftIn(path)), ...prompts] };
}

const leftIn =
  (file: string) =>
  ({ path, why }: { readonly path: string; readonly why: string }): Item =>
    skip(`${file}: ${path}`, why);

/** A prompt template of ours, unless one of its name is there. */
export function writePrompt(
  context: Context,
  name: string,
  path: string,
  text: string,
  dryRun: boolean,
): Item {
  const as = `${layout.prompts}/${name}`;
  const isNew = writeNew(context, as, text, dryRun);
  const says = isNew ? 'copied' : 'one of this name is there, and stays as it is';
  return { path, is: isNew ? 'imported' : 'there', as, says };
}

function writeNew(
  { store, readFile, writeOnce }: Context,
  name: string,
  text: string,
  dryRun: boolean,
): boolean {
  const path = `${store.root}/${name}`;
  return dryRun ? readFile(path) === undefined : writeOnce(path, text);
}
