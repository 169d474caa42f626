import { Config } from '../../core/agent.ts';
import { configKey } from '../../core/config-key.ts';
import { agentNames, type Sources } from '../../core/lineage.ts';
import { valueAt } from '../../lib/json-edit.ts';
import type { JsonSchema } from '../../lib/schema.ts';
import { readQuietly } from '../../operations/read-quietly.ts';
import { describe } from '../describe.ts';
import type { Candidate } from './candidate.ts';

/** Keys of a config that go on where one was begun, level by level: `agents.`, `agents.coder.`. */
export function settingKeys(sources: Sources, text: string): Candidate[] {
  const front = text.slice(0, text.lastIndexOf('.') + 1);
  const path = front === '' ? [] : readQuietly(() => configKey(front.slice(0, -1)))?.path;
  const schema =
    path?.length === 0 ? Config : readQuietly(() => configKey(front.slice(0, -1)).schema);
  if (!path || !schema) return [];
  const fields = Object.entries(schema.properties ?? {}).filter(([key]) => key !== '$schema');
  const names = schema.additionalProperties
    ? namesUnder(sources, path).map(
        (name) => [name, schema.additionalProperties as JsonSchema] as const,
      )
    : [];
  return [...fields, ...names].map(([key, field]) => ({
    word: `${front}${key}${isOpen(field) ? '.' : ''}`,
    ...(field.description && { meaning: describe(field) }),
  }));
}

/** Values that a key of a config may have, where these are few. */
export function settingValues(sources: Sources, key: string): Candidate[] {
  const schema = readQuietly(() => configKey(key))?.schema;
  if (schema?.type === 'boolean') return [{ word: 'true' }, { word: 'false' }];
  const choices = schema?.enum ?? schema?.items?.enum;
  if (choices) return choices.map((word) => ({ word }));
  const isAgent = key === 'defaultAgent' || /^agents\.[^.]+\.extends$/.test(key);
  return isAgent ? agentNames(sources).map((word) => ({ word })) : [];
}

const isOpen = ({ type }: JsonSchema): boolean => type === 'object';

/** Names that stand under a key in any config; of agents, those that are shipped as well. */
function namesUnder(sources: Sources, path: readonly (string | number)[]): string[] {
  const said = sources.configs.flatMap((config) => Object.keys(valueAt(config, path) ?? {}));
  const shipped = path.length === 1 && path[0] === 'agents' ? agentNames(sources) : [];
  return [...new Set([...said, ...shipped])];
}
