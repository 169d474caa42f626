import type { Dead } from './dependency.ts';
import type { Telling } from './events.ts';
import type { Crowd } from './places.ts';
import type { Look } from './ports.ts';
import type { Projection } from './projection.ts';
import type { Needs, Room } from './resources.ts';
import type { RunSpec, Stop, Verdict } from './run.ts';
import type { Sentinel } from './sentinel.ts';
import type { DependencyPolicy, TaskRecord } from './task.ts';

/** What one look found out about the live run of a task. */
export interface RunSeen {
  readonly run: number;
  /** What exactly is run; undefined before that is known, or when it is damaged. */
  readonly spec: RunSpec | undefined;
  /** True once the identity of its shim is on disk. */
  readonly started: boolean;
  /** True when its shim left the gate without running anything. */
  readonly never: boolean;
  readonly look: Look;
  readonly verdict: Verdict | undefined;
  readonly stop: Stop | undefined;
  /** How long ago the stop was written; undefined after a reboot. */
  readonly stoppingMs: number | undefined;
  readonly overdue: boolean;
  readonly sentinel: Sentinel | undefined;
  readonly told: Telling;
  readonly lastWords: string;
  readonly exit: number | undefined;
  /** Running time used; undefined after a reboot. */
  readonly runningMs: number | undefined;
  /** Running time allowed; undefined when there is no limit, or while it waits for a person. */
  readonly allowedMs: number | undefined;
  /** How long ago we first saw its last word, by sentinel or event. */
  readonly reportedMs: number | undefined;
  /** How long ago we first saw processes that outlived its end. */
  readonly straysMs: number | undefined;
}

/** A task that is not settled, and its live run if it has one. */
export interface Observation {
  readonly task: TaskRecord;
  readonly projection: Projection;
  /** Set when what it waits for can no longer happen. */
  readonly dead: Dead | undefined;
  readonly run: RunSeen | undefined;
}

/** As much of it as it takes to tell who may start. */
export type Candidate = Pick<Observation, 'task' | 'projection'> & {
  readonly run: { readonly spec: Pick<RunSpec, 'slot'> | undefined } | undefined;
};

/** What the conductor is allowed to do now. */
export interface Policy {
  readonly maxParallel: number;
  readonly maxParallelOf: (what: 'agent' | 'group', name: string) => number;
  /** Live sessions beyond this many that wait for a person hold a slot after all. */
  readonly maxAwaiting: number;
  /** False while winding up, and for those who only settle. */
  readonly launches: boolean;
  /** True while what runs is seen to its end, and nothing new is started. */
  readonly windsUp?: boolean;
  /** When set, no other task is started. */
  readonly only: ReadonlySet<number> | undefined;
  /** What the machine must have left before anything starts, and what it has. */
  readonly needs: Needs | undefined;
  readonly room: () => Room;
  /** How many agents may run on the machine, in all workspaces; undefined: any number. */
  readonly machineMaxParallel?: number | undefined;
  /** Who has its places, asked only where there is a limit. */
  readonly crowd?: (() => Crowd) | undefined;
  /** Waiting for so long counts as much as one more of priority; 0: never. */
  readonly agingMs: number;
  /** The wall clock. */
  readonly nowMs: number;
  /** What becomes of a task whose dependency is dead, unless the task says. */
  readonly ifDependencyFails: DependencyPolicy;
}
