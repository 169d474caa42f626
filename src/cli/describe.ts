import type { JsonSchema } from '../lib/schema.ts';

/** What a schema promises, in a sentence or two. */
export const describe = (schema: JsonSchema): string =>
  [
    schema.description,
    schema.enum && `One of ${schema.enum.join(', ')}.`,
    rangeOf(schema),
    schema.default !== undefined && !Array.isArray(schema.default) && `Default ${schema.default}.`,
  ]
    .filter(Boolean)
    .join(' ');

function rangeOf({ minimum, maximum }: JsonSchema): string | undefined {
  if (maximum !== undefined) return `From ${minimum ?? 'any'} to ${maximum}.`;
  return minimum === undefined || minimum === 0 ? undefined : `At least ${minimum}.`;
}
