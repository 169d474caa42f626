import type { Controlled } from './controls.ts';
import type { Candidate, Policy } from './observation.ts';
import type { Obstacle } from './obstacle.ts';
import { isPaused } from './pause.ts';
import { freePlaces } from './places.ts';
import { shortages } from './resources.ts';
import type { TaskRecord } from './task.ts';

/** A task that starts now, and the number of the slot it gets. */
export interface Start {
  readonly task: number;
  readonly slot: number;
}

export interface Schedule {
  readonly starts: readonly Start[];
  /** Why the task that was asked about does not start, although it is pending. */
  readonly obstacles: readonly Obstacle[];
  /** The first task that only waits for a place of the machine. */
  readonly crowdedOut?: number;
}

/**
 * Who may start now: fills the slots that are free, those of tasks in `leaving` included. Asked
 * about one task, it says what is in its way: `orchestra why` is this very function.
 */
export function schedule(
  seen: readonly Candidate[],
  leaving: ReadonlySet<number>,
  policy: Policy,
  asked?: number,
): Schedule {
  const starts: Start[] = [];
  let obstacles: readonly Obstacle[] = [];
  if (!policy.launches) return { starts, obstacles };
  const usage = usageOf(seen, leaving, policy);
  if (asked === undefined && isFull(usage, policy)) return { starts, obstacles };
  for (const task of waitingLine(seen, leaving, policy)) {
    // Nobody behind it has a chance either.
    if (asked === undefined && isFull(usage, policy)) break;
    const inTheWay = [...limitsOn(task, usage, policy), ...shortagesOf(task, policy)];
    if (asked === undefined && inTheWay.length > 0) continue;
    inTheWay.push(...crowdIn(policy, starts.length));
    // Nor has anybody behind it.
    if (asked === undefined && inTheWay.length > 0)
      return { starts, obstacles, crowdedOut: task.number };
    if (task.number === asked) obstacles = inTheWay;
    if (inTheWay.length > 0) continue;
    starts.push({ task: task.number, slot: usage.takeSlot() });
    hold(usage, task);
  }
  return { starts, obstacles };
}

/** The tasks that could start, first those that should: higher priority, then first come. */
export function waitingLine(
  seen: readonly Candidate[],
  leaving: ReadonlySet<number>,
  { only, nowMs, agingMs }: Pick<Policy, 'only' | 'nowMs' | 'agingMs'>,
): TaskRecord[] {
  return seen
    .filter(({ projection, task }) => projection.status === 'pending' && !task.cancelled)
    .filter(({ task }) => !leaving.has(task.number) && (!only || only.has(task.number)))
    .map(({ task }) => ({ task, weight: weightOf(task, nowMs, agingMs) }))
    .sort((a, b) => b.weight - a.weight || placeOf(a.task) - placeOf(b.task))
    .map(({ task }) => task);
}

/** Its priority, and one more for each `agingMs` that it has waited: so nothing starves. */
export function weightOf(task: TaskRecord, nowMs: number, agingMs: number): number {
  if (agingMs <= 0) return task.priority;
  return task.priority + Math.max(0, Math.floor((nowMs - waitsSinceMs(task)) / agingMs));
}

/** Records never change, and thousands of them wait for long: each is read once. */
const known = new WeakMap<TaskRecord, number>();

/** The last of the moments before which it could not have started. */
function waitsSinceMs(task: TaskRecord): number {
  const last = known.get(task);
  if (last !== undefined) return last;
  const { queuedAt, createdAt, notBefore, runs } = task;
  const ends = [queuedAt ?? createdAt, notBefore, runs.at(-1)?.outcome?.endedAt];
  const sinceMs = Math.max(...ends.flatMap((at) => (at === undefined ? [] : Date.parse(at))));
  known.set(task, sinceMs);
  return sinceMs;
}

const placeOf = ({ rank, number }: TaskRecord): number => rank ?? number;

interface Usage {
  /** The tasks that hold a slot, of all, of each group and of each agent. */
  readonly all: number[];
  readonly groups: Map<string, number[]>;
  readonly agents: Map<string, number[]>;
  /** Sessions that wait for people in such numbers that they hold slots after all. */
  readonly crowd: number;
  readonly takeSlot: () => number;
}

function usageOf(seen: readonly Candidate[], leaving: ReadonlySet<number>, policy: Policy): Usage {
  const staying = seen.filter(({ task, run }) => run && !leaving.has(task.number));
  // Who waits for a person holds no slot, even with its session alive, nor who was stopped by one.
  const working = staying.filter(
    ({ task, projection }) => projection.status !== 'awaiting' && !isPaused(task),
  );
  const usage = {
    all: [],
    groups: new Map(),
    agents: new Map(),
    crowd: Math.max(0, staying.length - working.length - policy.maxAwaiting),
    takeSlot: freeSlots(staying.map(({ run }) => run?.spec?.slot)),
  };
  for (const { task } of working) hold(usage, task);
  return usage;
}

function hold({ all, groups, agents }: Usage, { number, group, agent }: TaskRecord): void {
  all.push(number);
  add(agents, agent, number);
  if (group !== undefined) add(groups, group, number);
}

function add(map: Map<string, number[]>, name: string, number: number): void {
  const known = map.get(name);
  if (known) known.push(number);
  else map.set(name, [number]);
}

const isFull = ({ all, crowd }: Usage, { maxParallel }: Policy): boolean =>
  all.length + crowd >= maxParallel;

/** Each limit that a task would break if it started now. */
function limitsOn(task: TaskRecord, usage: Usage, policy: Policy): Obstacle[] {
  const { agent, group } = task;
  const limits: [what: Controlled, name: string | undefined, limit: number, held: number[]][] = [
    ['queue', undefined, policy.maxParallel - usage.crowd, usage.all],
    ['agent', agent, policy.maxParallelOf('agent', agent), usage.agents.get(agent) ?? []],
  ];
  if (group !== undefined)
    limits.push([
      'group',
      group,
      policy.maxParallelOf('group', group),
      usage.groups.get(group) ?? [],
    ]);
  return limits.flatMap(([what, name, limit, held]) =>
    held.length < limit
      ? []
      : [{ is: 'full', what, ...(name !== undefined && { name }), limit, running: [...held] }],
  );
}

const shortagesOf = ({ needs }: TaskRecord, policy: Policy): Obstacle[] =>
  shortages([policy.needs, needs], policy.room);

/** The machine as it is full when so many more have started. */
function crowdIn({ crowd }: Policy, starting: number): Obstacle[] {
  const found = crowd?.();
  return found && freePlaces(found) <= starting ? [{ is: 'crowded', ...found }] : [];
}

/** Hands out the lowest numbers that nobody holds. */
function freeSlots(taken: readonly (number | undefined)[]): () => number {
  const held = new Set(taken);
  let slot = 0;
  return () => {
    while (held.has(slot)) slot += 1;
    held.add(slot);
    return slot;
  };
}
