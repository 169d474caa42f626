import { type Controls, noControls } from '../core/controls.ts';
import type { Delivery } from '../core/delivery.ts';
import type { Standing } from '../core/dependency.ts';
import type { Telling } from '../core/events.ts';
import type { Head } from '../core/head.ts';
import { elapsedMs, type Instant } from '../core/instant.ts';
import type { News } from '../core/news.ts';
import type { Places } from '../core/places.ts';
import type { Agents, Clock, Launcher, Wake } from '../core/ports.ts';
import type { LazyPost, Post } from '../core/post.ts';
import type { Request } from '../core/request.ts';
import type { Machine } from '../core/resources.ts';
import type { RunSpec, Started, Stop, Verdict } from '../core/run.ts';
import type { Schedules } from '../core/scheduled.ts';
import type { Lease, Store } from '../core/store.ts';
import type { TaskRecord } from '../core/task.ts';
import type { QueueFolder } from '../core/vocabulary.ts';
import { NotingMap, nobodyWaits, type Waiting } from './waiting.ts';

/** Everything the engine touches, by interface. */
export interface World {
  readonly store: Store;
  readonly launchers: (name: string) => Launcher | undefined;
  readonly clock: Clock;
  readonly agents: Agents;
  readonly wake: Wake;
  /** Absent, there is always enough of everything. */
  readonly machine?: Machine;
  /** Absent, nobody is told anything. */
  readonly post?: LazyPost;
  /** Absent, nobody counts what runs elsewhere on the machine. */
  readonly places?: Places | undefined;
  /** Absent, nothing is started by the clock. */
  readonly schedules?: Schedules;
  /** Tells what is done and why, for `--debug`. */
  readonly log: (line: string) => void;
  /** Tells a person what is wrong and goes on without them. */
  readonly warn: (line: string) => void;
  /** Tells what was done and met, for who reads along; absent where nobody does. */
  readonly tell?: (news: News) => void;
}

/** What the conductor remembers of a live run; all of it can be read again from the disk. */
export interface RunMemory {
  readonly run: number;
  /** Set where its folder could not be read: nothing is known, and nothing decided. */
  readonly isUnread: boolean;
  spec: RunSpec | undefined;
  started: Started | undefined;
  /** Whether it was let go, even where nobody can read any more who runs it. */
  hasStarted: boolean;
  stop: Stop | undefined;
  verdict: Verdict | undefined;
  /** Whether its shim is a child of this process: then its end wakes us. */
  isChild: boolean;
  /** Bytes of stdout that have been read for events. */
  offset: number;
  told: Telling;
  /** Monotonic times at which something was first seen. */
  reportedSince: number | undefined;
  straysSince: number | undefined;
  /** The last stage of a stop whose signal was sent. */
  stage: number | undefined;
  /** What we told it last: to stand still, or to go on. */
  suspension: 'STOP' | 'CONT' | undefined;
}

/** What is remembered of what is to be told; all of it can be read again from the disk. */
export interface PostMemory {
  readonly post: Post;
  /** Notes what is to be told of the end of a task, before the queue shows that end. */
  readonly noticeEnd: (task: TaskRecord) => void;
  /** Deliveries that are still to be made, the oldest first; undefined before the first look. */
  open: Map<string, Delivery> | undefined;
  /** Notes that something has ended of which there will be something to tell. */
  marks: Set<string>;
  /** Requests that were looked at. */
  readonly asked: Set<number>;
  /** When what is over was last looked through. */
  prunedMs: number;
}

/** A task that is not settled, where the queue shows it, and its live run. */
export interface Live {
  task: TaskRecord;
  entry: { folder: QueueFolder; order: string } | undefined;
  run: RunMemory | undefined;
}

/** The memory of one conductor under one epoch. */
export interface State {
  readonly lease: Lease;
  readonly live: Map<number, Live>;
  /** Requests that are open, or belong to a live run. */
  readonly requests: Map<number, Request>;
  /** How settled tasks stand, for those that others wait for. */
  readonly standings: Map<number, Standing>;
  /** What is known of those that wait. */
  readonly waiting: Waiting;
  /** Entries that cannot be read for now, such as those of another version. */
  readonly unreadable: Set<number>;
  /** Those of them that the machine refused to read: each look tries again. */
  readonly refused: Set<number>;
  /** True while something waits for a place of the machine. */
  isInLine: boolean;
  /** What people have paused or limited. */
  controls: Controls;
  /** Undefined until there is something to tell, and somebody to be told. */
  post: PostMemory | undefined;
  readonly schedules: ScheduleMemory;
  /** What is too old, as far as it was looked at. */
  upkeep: Upkeep;
  head: Head;
  lastRun: number;
  lastRequest: number;
  /** When the classic names were last looked at. */
  classicsMs: number;
  /** Leaps of the monotonic clock while we slept: the machine was suspended, and so were agents. */
  readonly leaps: readonly Leap[];
}

/** What is known of schedules, so that nothing is looked at before the time of one comes. */
export interface ScheduleMemory {
  all: ReturnType<Schedules['all']> | undefined;
  readonly timed: Map<string, Timed>;
}

/** What is left to be put away, and to be removed, until the next look. */
export interface Upkeep {
  /** On the monotonic clock. */
  readonly lookAtMs: number;
  readonly archive: readonly number[];
  readonly remove: readonly number[];
}

/** When the next time of a schedule is, as seen at a moment. */
export interface Timed {
  readonly seenMs: number;
  readonly nextMs: number | undefined;
}

/** So long did the clock run on, up to this moment, without anybody being awake. */
export interface Leap {
  readonly untilMs: number;
  readonly ms: number;
}

/** How long since then on this boot, as far as we know that somebody was awake. */
export function awakeMs(leaps: readonly Leap[], since: Instant, now: Instant): number | undefined {
  const passedMs = elapsedMs(since, now);
  if (passedMs === undefined) return undefined;
  const asleep = leaps.filter(({ untilMs }) => untilMs > since.monotonicMs);
  return Math.max(0, passedMs - asleep.reduce((sum, { ms }) => sum + ms, 0));
}

/** A fresh memory; everything is found by the first look. */
export const emptyState = (lease: Lease, head: Head, leaps: readonly Leap[] = []): State => {
  const waiting = nobodyWaits();
  return {
    lease,
    live: new NotingMap(waiting.touched),
    requests: new Map(),
    standings: new NotingMap(waiting.touched),
    waiting,
    unreadable: new Set(),
    refused: new Set(),
    isInLine: false,
    controls: noControls,
    post: undefined,
    schedules: { all: undefined, timed: new Map() },
    upkeep: { lookAtMs: Number.NEGATIVE_INFINITY, archive: [], remove: [] },
    head,
    lastRun: 0,
    lastRequest: 0,
    classicsMs: Number.NEGATIVE_INFINITY,
    leaps,
  };
};

/** What is known of a run before the first look at its folder. */
export const freshMemory = (run: number): RunMemory => ({
  run,
  isUnread: false,
  spec: undefined,
  started: undefined,
  hasStarted: false,
  stop: undefined,
  verdict: undefined,
  isChild: false,
  offset: 0,
  told: {},
  reportedSince: undefined,
  straysSince: undefined,
  stage: undefined,
  suspension: undefined,
});
