import type { JsonSchema } from '../lib/schema.ts';

/** An operation with flags of the command line alone, all of them optional. */
export const withExtra = <O extends { readonly input: JsonSchema }>(
  operation: O,
  extra: JsonSchema,
): Omit<O, 'input'> & { readonly input: JsonSchema } => ({
  ...operation,
  input: {
    ...operation.input,
    properties: { ...operation.input.properties, ...extra.properties },
  },
});
