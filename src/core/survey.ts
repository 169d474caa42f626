import type { Head } from './head.ts';
import type { ClassicKind, DatedEntry } from './layout.ts';
import type { TaskRecord } from './task.ts';
import type { QueueFolder } from './vocabulary.ts';

/** A run's folder, as far as it matters who it belongs to. */
export interface RunFacts {
  readonly run: number;
  /** The task that its spec names; undefined where there is no spec that can be read. */
  readonly task: number | undefined;
  /** Its papers that are there and cannot be read. */
  readonly damaged: readonly RunPaper[];
}

export const runPapers = ['spec.json', 'started', 'stop.json', 'verdict.json'] as const;
export type RunPaper = (typeof runPapers)[number];

/** An entry of the live index. */
export interface LiveEntry {
  readonly folder: QueueFolder;
  readonly order: string;
  readonly number: number;
}

/** Everything in a workspace that can be out of order, as it was found. */
export interface Survey {
  /** Every record that can be read, archived ones included. */
  readonly records: readonly TaskRecord[];
  /** Records that are damaged, and where. */
  readonly damaged: readonly { readonly number: number; readonly path: string }[];
  /** Numbers whose record another version wrote, or that cannot be read now: not to be judged. */
  readonly sealed: readonly number[];
  /** Numbers that an older tool's task files have. */
  readonly older: readonly number[];
  readonly entries: readonly LiveEntry[];
  readonly finished: readonly DatedEntry[];
  /** The same in the archive. */
  readonly archived: readonly DatedEntry[];
  /** Numbers whose record is in the archive alone. */
  readonly away: ReadonlySet<number>;
  /** The head with its journal; undefined where they do not fit together. */
  readonly head: Head | undefined;
  readonly runs: readonly RunFacts[];
  /** Classic sentinels in tasks/. */
  readonly sentinels: readonly { readonly number: number; readonly kind: ClassicKind }[];
  /** Requests that are damaged. */
  readonly requests: readonly number[];
  /** What is in tmp/ and too old to be on its way. */
  readonly leftovers: readonly string[];
  /** Files in intents/ that are no wish anybody can read. */
  readonly strangers: readonly string[];
  /** Wishes that are open, by name. */
  readonly open: readonly string[];
}

/** All there is, or the index alone. */
export const recoveryScopes = ['all', 'index'] as const;
export type RecoveryScope = (typeof recoveryScopes)[number];

/** One thing to be done; each may be done twice. */
export type Repair = { readonly says: string } & (
  | { readonly do: 'enter' | 'leave'; readonly folder: QueueFolder; readonly order: string }
  | ({ readonly do: 'finish' | 'unfinish' | 'archive' } & DatedEntry)
  | { readonly do: 'count' }
  | { readonly do: 'quarantine-task'; readonly number: number }
  | { readonly do: 'quarantine-run'; readonly run: number }
  | { readonly do: 'quarantine-request'; readonly number: number }
  /** `path` is below the workspace; `as` is what it is called in quarantine/. */
  | { readonly do: 'quarantine'; readonly path: string; readonly as: string }
);
