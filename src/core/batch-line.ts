import { type Infer, integer, list, object, oneOf, optional } from '../lib/schema.ts';
import { dependencyKinds } from './dependency.ts';
import { type NewTask, newTaskFields } from './task.ts';

/** What happens to a new task where a live one has its key. */
export const keyPolicies = ['skip', 'replace', 'queue'] as const;
export type KeyPolicy = (typeof keyPolicies)[number];

const lines = (how: string) =>
  optional(list(integer('1 is the first.', { minimum: 1 }), `Lines before it ${how}.`));

/** A task as a wish asks for it: what it is, and what only its creation needs to know. */
export const BatchLine = object({
  ...newTaskFields,
  ifExists: optional(oneOf(keyPolicies, 'What happens where a live task has its key; else skip.')),
  afterLines: lines('that have to complete'),
  afterAnyLines: lines('that have to end'),
  afterFailedLines: lines('that have to fail'),
});
export type BatchLine = Infer<typeof BatchLine>;

/** The task alone, as its record will have it, once the numbers of the lines before it are known. */
export function wantedOf(line: BatchLine, numberOf: (line: number) => number): NewTask {
  const {
    ifExists: _,
    afterLines: after,
    afterAnyLines: afterAny,
    afterFailedLines: afterFailed,
    ...wanted
  } = line;
  const lines = { after, afterAny, afterFailed };
  const awaited = dependencyKinds.map((kind) => {
    const named = lines[kind]?.map(numberOf) ?? [];
    return [kind, [...new Set([...(wanted[kind] ?? []), ...named])]] as const;
  });
  return { ...wanted, ...Object.fromEntries(awaited.filter(([, numbers]) => numbers.length > 0)) };
}

/** The first line that waits for one which is not before it; undefined where none does. */
export function forwardLine(batch: readonly BatchLine[]): number | undefined {
  const at = batch.findIndex(({ afterLines = [], afterAnyLines = [], afterFailedLines = [] }, at) =>
    [afterLines, afterAnyLines, afterFailedLines].some((named) => named.some((line) => line > at)),
  );
  return at < 0 ? undefined : at + 1;
}
