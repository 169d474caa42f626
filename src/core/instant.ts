import { type Infer, integer, object, string } from '../lib/schema.ts';

/** A time on the wall clock, as it is written everywhere: ISO 8601, UTC, milliseconds. */
export const timestamp = (description: string) =>
  string(description, { pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' });

/** A point in time that is safe to subtract: the monotonic clock of one boot. */
export const Instant = object({
  bootId: string('Which boot of the machine.'),
  monotonicMs: integer('Milliseconds on the monotonic clock of that boot.', { minimum: 0 }),
  at: timestamp('The same on the wall clock, for people.'),
});
export type Instant = Infer<typeof Instant>;

/** A stretch of time; without an end it lasts. */
export interface Span {
  readonly since: Instant;
  readonly until?: Instant | undefined;
}

/** How long since `since` on this boot's clock; undefined when the machine was booted again. */
export const elapsedMs = (since: Instant, now: Instant): number | undefined =>
  since.bootId === now.bootId ? Math.max(0, now.monotonicMs - since.monotonicMs) : undefined;

/** How much time up to now spans cover, where they overlap once; none of what was before this boot. */
export function coveredMs(spans: readonly Span[], now: Instant): number {
  const sorted = spans
    .filter(({ since }) => since.bootId === now.bootId)
    .map(({ since, until }) => ({
      from: since.monotonicMs,
      to: since.monotonicMs + (elapsedMs(since, until ?? now) ?? 0),
    }))
    .sort((a, b) => a.from - b.from);
  let total = 0;
  let covered = 0;
  for (const { from, to } of sorted) {
    total += Math.max(0, to - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return total;
}
