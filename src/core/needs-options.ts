import { parseBytes } from '../lib/bytes.ts';
import { type Infer, number, object, optional, string } from '../lib/schema.ts';
import { quoted } from '../lib/text.ts';
import { Failure } from './failure.ts';
import type { Needs } from './resources.ts';

/** What the machine must have left before something starts. */
export const needsOptions = {
  minFreeMemory: optional(string('Start only while so much memory is free, such as 2G.')),
  maxLoad: optional(
    number('Start only while the load of the last minute is not higher.', { minimum: 0 }),
  ),
};
const NeedsOptions = object(needsOptions);

/** The same as a record keeps it; undefined where nothing is said. Throws a Failure. */
export function needsOf({ minFreeMemory, maxLoad }: Infer<typeof NeedsOptions>): Needs | undefined {
  const bytes = minFreeMemory === undefined ? undefined : amountOf(minFreeMemory);
  if (bytes === undefined && maxLoad === undefined) return undefined;
  return {
    ...(bytes !== undefined && { minFreeMemoryBytes: bytes }),
    ...(maxLoad !== undefined && { maxLoad }),
  };
}

function amountOf(text: string): number {
  const bytes = parseBytes(text);
  if (bytes !== undefined && bytes > 0) return bytes;
  throw new Failure('usage', `--min-free-memory is no amount: ${quoted(text)}`, {
    hint: 'such as 512M, 2G',
  });
}
