import type { Controlled } from './controls.ts';
import type { Standing, Wanted } from './dependency.ts';
import type { Crowd } from './places.ts';
import type { Reason } from './vocabulary.ts';

/** One reason why a task does not start now, with all that a person needs to be told of it. */
export type Obstacle =
  | { readonly is: 'draft' }
  | { readonly is: 'hold' }
  | { readonly is: 'approval' }
  | {
      readonly is: 'dependency';
      readonly task: number;
      readonly wants: Wanted;
      readonly standing: Standing;
    }
  | {
      readonly is: 'paused';
      readonly what: Controlled;
      readonly name?: string;
      readonly by: string;
      readonly at: string;
    }
  /** `atMs` is on the wall clock. */
  | { readonly is: 'until'; readonly atMs: number }
  /** It failed for this reason, and is tried again then. */
  | { readonly is: 'backoff'; readonly atMs: number; readonly reason?: Reason }
  | {
      readonly is: 'full';
      readonly what: Controlled;
      readonly name?: string;
      readonly limit: number;
      /** The tasks that hold the slots. */
      readonly running: readonly number[];
    }
  /** All places of the machine are taken, or kept for workspaces that have waited longer. */
  | ({ readonly is: 'crowded' } & Crowd)
  /** The machine has less memory (bytes), or more load, than is asked for. */
  | {
      readonly is: 'scarce';
      readonly what: 'memory' | 'load';
      readonly has: number;
      readonly wants: number;
    };
