/** Where a task is in its life. */
export const statuses = [
  'draft',
  'pending',
  'blocked',
  'awaiting',
  'running',
  'complete',
  'failed',
  'cancelled',
] as const;
export type Status = (typeof statuses)[number];

/** A task with one of these has nothing left to do until somebody asks for another run. */
export const settledStatuses = ['complete', 'failed', 'cancelled'] as const;
export type SettledStatus = (typeof settledStatuses)[number];

/** True when nothing more happens to a task of this status by itself. */
export const isSettled = (status: Status): status is SettledStatus =>
  (settledStatuses as readonly Status[]).includes(status);

/** The folders of `queue/` that index live tasks. */
export const queueFolders = ['pending', 'blocked', 'awaiting', 'running', 'draft'] as const;
export type QueueFolder = (typeof queueFolders)[number];

/** Those of them whose tasks run, or wait for something; a draft only waits to be enqueued. */
export const queuedFolders = queueFolders.filter((folder) => folder !== 'draft');

/** Why a task is blocked. */
export const blockReasons = [
  'dependency',
  'until',
  'backoff',
  'quota',
  'budget',
  'rate_limit',
  'group',
  'paused',
  'hold',
  'resources',
] as const;

/** Why a task waits for a person. */
export const awaitReasons = [
  'approval',
  'permission',
  'question',
  'information',
  'decision',
  'conflict',
] as const;

/** Why a run failed: what happened to it, then what the agent's provider said. */
export const failReasons = [
  'agent_error',
  'exit',
  'timeout',
  'idle',
  'lost',
  'launch',
  'dependency',
  'gate',
  'check',
  'output_limit',
  'budget',
  'auth',
  'quota',
  'rate_limit',
  'provider',
  'network',
  'model_not_found',
  'context_overflow',
  'config',
  'missing_executable',
  'version_unsupported',
  'permission_denied',
  'empty_output',
  'max_turns',
] as const;
export type FailReason = (typeof failReasons)[number];

/** Why a task was cancelled. */
export const cancelReasons = ['user', 'parent', 'rejected', 'superseded', 'dependency'] as const;

/** The one list of reasons that records, filters, metrics and the API share. */
export const reasons = [
  ...new Set([...blockReasons, ...awaitReasons, ...failReasons, ...cancelReasons]),
] as const;
export type Reason =
  | (typeof blockReasons)[number]
  | (typeof awaitReasons)[number]
  | FailReason
  | (typeof cancelReasons)[number];
