import type { ApprovalRule } from './approval.ts';
import type { Callback } from './callback.ts';
import type { Needs } from './resources.ts';
import type { Retention } from './retention.ts';
import type { DependencyPolicy, RetryPolicy } from './task.ts';

/** What holds for all agents. */
export interface Settings {
  readonly defaultAgent: string;
  readonly maxParallel: number;
  readonly maxAwaiting: number;
  /** Of all workspaces together; undefined: any number. */
  readonly machineMaxParallel?: number | undefined;
  readonly idleExitMs: number;
  /** How long a daemon that TERM tells to leave waits for what runs. */
  readonly drainMs: number;
  /** Waiting for so long counts as much as one more of priority; 0: never. */
  readonly agingMs: number;
  readonly ifDependencyFails: DependencyPolicy;
  /** Which new tasks people must approve. */
  readonly approve: readonly ApprovalRule[];
  /** Whom to tell what. */
  readonly callbacks: readonly Callback[];
  /** The groups that a config names, and what limits each; others exist in the controls alone. */
  readonly groups: Readonly<
    Record<string, { readonly description?: string; readonly maxParallel?: number }>
  >;
  /** What the machine must have left before anything starts. */
  readonly needs: Needs;
  readonly timeoutMs: number | undefined;
  readonly retry: RetryPolicy | undefined;
  /** How long what has ended is kept; absent, for ever. */
  readonly retention?: Retention;
}
