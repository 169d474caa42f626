import { type Infer, integer, object, oneOf, optional } from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { Identity } from './run.ts';
import { version } from './task.ts';

/** What kind of process conducts. */
export const holderKinds = ['run', 'background', 'daemon', 'once'] as const;
export type HolderKind = (typeof holderKinds)[number];

/** `lock/<epoch>`: who conducts. The highest epoch holds; it is followed, never deleted. */
export const LockRecord = object({
  version,
  epoch: integer('Counts up with every holder.', { minimum: 1 }),
  kind: oneOf(holderKinds, 'What it is.'),
  holder: Identity,
  since: timestamp('Since when.'),
  heartbeatMs: optional(
    integer('It renews lock/<epoch>.beat this often; absent where others can see it live.', {
      minimum: 1,
    }),
  ),
});
export type LockRecord = Infer<typeof LockRecord>;

/** The highest epoch, and what can be told of its holder. */
export interface Holder {
  readonly record: LockRecord;
  readonly released: boolean;
  readonly liveness: 'alive' | 'dead' | 'unknown';
  /** Age of its last heartbeat by the clock of the file server; undefined without any. */
  readonly beatAgeMs: number | undefined;
}

/** This many heartbeats in a row must be missing before an unseen holder is followed. */
export const missedBeatsMax = 3;

/**
 * Whether the next epoch may be taken. Where we can see, only a holder proven dead is followed;
 * where we cannot, one that stopped its heartbeat. An unseen holder without heartbeat keeps the
 * lock: only a person can know better.
 */
export function standingOf(holder: Holder | undefined): 'free' | 'abandoned' | 'held' {
  if (!holder || holder.released) return 'free';
  if (holder.liveness === 'dead') return 'abandoned';
  const { heartbeatMs } = holder.record;
  if (holder.liveness === 'alive' || heartbeatMs === undefined) return 'held';
  const isSilent = (holder.beatAgeMs ?? 0) > heartbeatMs * missedBeatsMax;
  return isSilent ? 'abandoned' : 'held';
}

/** A conductor that was spawned a moment ago takes this long to take its lock at most. */
export const spawnMs = 3_000;

/** Who holds the lock, for people. */
export const describeHolder = ({ record }: Holder): string =>
  `process ${record.holder.pid} on ${record.holder.host}`;

/** True for one that settles what is there and leaves: who wants more must not rely on it. */
export const isPassing = ({ record, liveness }: Holder): boolean =>
  record.kind === 'once' && liveness === 'alive';
