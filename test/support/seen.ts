import type { ResolvedAgent } from '../../src/core/agent.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Observation, Policy, RunSeen } from '../../src/core/observation.ts';
import type { Projection } from '../../src/core/projection.ts';
import type { RunSpec, Stop, Verdict } from '../../src/core/run.ts';
import type { Settings } from '../../src/core/settings.ts';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';

/** Builders with defaults, so that a case states only what matters to it. */

export const at = '2026-03-01T12:00:00.000Z';

export const instant = (monotonicMs: number, bootId = 'boot'): Instant => ({
  bootId,
  monotonicMs,
  at,
});

export const taskOf = (part: Partial<TaskRecord> = {}): TaskRecord => ({
  ...newRecord(12, { agent: 'coder', prompt: 'do it', cwd: '/work', priority: 0 }, at),
  ...part,
});

export const specOf = (part: Partial<RunSpec> = {}): RunSpec => ({
  version: 1,
  run: 37,
  task: 12,
  attempt: 1,
  agent: 'coder',
  argv: ['/bin/true'],
  cwd: '/work',
  environment: [],
  stdin: 'none',
  launcher: 'local',
  token: '0123456789abcdef0123456789abcdef',
  epoch: 1,
  slot: 0,
  completion: 'either',
  trustExit: true,
  stopSignals: ['INT', 'TERM'],
  graceMs: 1_000,
  lingerMs: 2_000,
  classic: false,
  simulated: false,
  ...part,
});

export const stopOf = (part: Partial<Stop> = {}): Stop => ({
  version: 1,
  status: 'failed',
  reason: 'timeout',
  by: 'deadline',
  since: instant(0),
  ...part,
});

export const verdictOf = (part: Partial<Verdict> = {}): Verdict => ({
  version: 1,
  run: 37,
  task: 12,
  attempt: 1,
  status: 'complete',
  endedAt: at,
  elapsedMs: 5,
  by: 'exit',
  epoch: 1,
  ...part,
});

/** A run that is alive and has nothing to say. */
export const runSeen = (part: Partial<RunSeen> = {}): RunSeen => ({
  run: 37,
  spec: specOf({ run: part.run ?? 37 }),
  started: true,
  never: false,
  look: { is: 'alive' },
  verdict: undefined,
  stop: undefined,
  stoppingMs: undefined,
  overdue: false,
  sentinel: undefined,
  told: {},
  lastWords: '',
  exit: undefined,
  runningMs: 10,
  allowedMs: undefined,
  reportedMs: undefined,
  straysMs: undefined,
  ...part,
});

/** A task of this number that waits for its start. */
export const pending = (number = 12, part: Partial<TaskRecord> = {}): Observation => ({
  task: taskOf({ number, ...part }),
  projection: { status: 'pending' },
  dead: undefined,
  run: undefined,
});

/** A task of this number with a live run of which `run` was seen. */
export const running = (
  run: Partial<RunSeen> = {},
  part: Partial<TaskRecord> = {},
  projection: Projection = { status: 'running' },
): Observation => {
  const seen = runSeen(run);
  const runs = [{ run: seen.run, ask: 1, attempt: 1 }];
  return { task: taskOf({ runs, ...part }), projection, dead: undefined, run: seen };
};

export const policyOf = (part: Partial<Policy> = {}): Policy => ({
  maxParallel: 3,
  maxParallelOf: () => Number.POSITIVE_INFINITY,
  maxAwaiting: 10,
  launches: true,
  only: undefined,
  needs: undefined,
  room: () => ({ freeMemoryBytes: 1024, load: 9 }),
  agingMs: 300_000,
  nowMs: Date.parse(at),
  ifDependencyFails: 'fail',
  ...part,
});

export const settingsOf = (part: Partial<Settings> = {}): Settings => ({
  defaultAgent: 'coder',
  maxParallel: 3,
  maxAwaiting: 10,
  idleExitMs: 0,
  drainMs: 0,
  agingMs: 300_000,
  ifDependencyFails: 'fail',
  approve: [],
  callbacks: [],
  groups: {},
  needs: {},
  timeoutMs: undefined,
  retry: undefined,
  ...part,
});

export const agentOf = (part: Partial<ResolvedAgent> = {}): ResolvedAgent => ({
  name: 'coder',
  description: '',
  command: 'agent',
  args: [],
  modelArgs: [],
  model: undefined,
  prompt: 'stdin',
  template: undefined,
  completion: 'either',
  format: undefined,
  trustExit: true,
  timeoutMs: undefined,
  retry: undefined,
  maxParallel: Number.POSITIVE_INFINITY,
  env: {},
  unset: [],
  stopSignals: ['INT', 'TERM'],
  graceMs: 5_000,
  lingerMs: 5_000,
  classicNames: false,
  verified: true,
  install: undefined,
  probe: undefined,
  simulated: false,
  ...part,
});
