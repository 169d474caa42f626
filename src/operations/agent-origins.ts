import type { Ancestor } from '../core/lineage.ts';

/**
 * Where each setting of an agent stands: the nearest of those it extends that says it. Variables
 * are joined, so each has an origin of its own.
 */
export function originsIn(lineage: readonly Ancestor[]): Record<string, string> {
  const origins: Record<string, string> = {};
  for (const ancestor of lineage)
    for (const key of keysOf(ancestor))
      if (!(key === 'promptTemplate' && 'promptTemplateFile' in origins))
        origins[key] ??= originOf(ancestor);
  return origins;
}

const keysOf = ({ settings }: Ancestor): string[] =>
  Object.entries(settings).flatMap(([key, value]) =>
    key === 'env' ? Object.keys(value as object).map((name) => `env.${name}`) : [key],
  );

const originOf = ({ name, place, settings }: Ancestor): string => {
  if (place !== undefined) return `${place}: agents.${name}`;
  return settings.command === undefined ? 'built in' : `shipped profile ${name}`;
};
