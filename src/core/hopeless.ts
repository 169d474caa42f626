import { type Dead, deadDependency, dependenciesOf, type Standing } from './dependency.ts';
import { liveRunOf, type TaskRecord } from './task.ts';

/** A task that cannot start whatever runs: others let it down, wait for it too, or are hopeless. */
export type Hopeless =
  | { readonly is: 'dead'; readonly task: number; readonly dead: Dead }
  | { readonly is: 'cycle'; readonly task: number; readonly cycle: readonly number[] }
  | { readonly is: 'stuck'; readonly task: number; readonly on: number };

/**
 * Live tasks for which only people can do something, those first for which they should. Linear in
 * the number of dependencies, and nothing recurs: chains are long.
 */
export function hopelessAmong(
  live: readonly TaskRecord[],
  standing: (task: number) => Standing,
): Hopeless[] {
  const dead = new Map<number, Dead>();
  /** Of each task that is not known to have a chance, those on which that depends. */
  const awaited = new Map<number, Set<number>>();
  for (const task of live.filter((one) => !liveRunOf(one))) {
    const one = deadDependency(task, standing);
    if (one) dead.set(task.number, one);
    else awaited.set(task.number, new Set(openOf(task, standing)));
  }
  giveChances(live, awaited, (task) => !dead.has(task) && !awaited.get(task)?.size);
  const cycles = cyclesIn(awaited);
  const inCycles = new Set(cycles.flat());
  const stuck = [...awaited].filter(([task]) => !inCycles.has(task));
  return [
    ...[...dead].map(([task, one]) => ({ is: 'dead' as const, task, dead: one })),
    ...cycles.map((cycle) => ({ is: 'cycle' as const, task: cycle[0] ?? 0, cycle })),
    ...stuck.map(([task, [on = 0]]) => ({ is: 'stuck' as const, task, on })),
  ];
}

const openOf = (task: TaskRecord, standing: (task: number) => Standing): number[] =>
  dependenciesOf(task)
    .map((one) => one.task)
    .filter((other) => standing(other) === 'open');

/** Takes out whatever may run, then what waits for that alone, and so on. */
function giveChances(
  live: readonly TaskRecord[],
  awaited: Map<number, Set<number>>,
  isFree: (task: number) => boolean,
): void {
  const dependents = new Map<number, number[]>();
  for (const [task, others] of awaited)
    for (const other of others) {
      const known = dependents.get(other);
      if (known) known.push(task);
      else dependents.set(other, [task]);
    }
  const free = live.map(({ number }) => number).filter(isFree);
  for (const task of free) {
    awaited.delete(task);
    for (const dependent of dependents.get(task) ?? []) {
      const left = awaited.get(dependent);
      if (left?.delete(task) && left.size === 0) free.push(dependent);
    }
  }
}

/** One way round of each knot, beginning and ending with the same task. */
function cyclesIn(awaited: ReadonlyMap<number, ReadonlySet<number>>): number[][] {
  const cycles: number[][] = [];
  const seen = new Set<number>();
  for (const start of awaited.keys()) {
    const way: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      way.push(at);
      at = [...(awaited.get(at) ?? [])].find((next) => awaited.has(next));
    }
    const first = at === undefined ? -1 : way.indexOf(at);
    if (at !== undefined && first >= 0) cycles.push([...way.slice(first), at]);
  }
  return cycles;
}
