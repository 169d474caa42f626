/** So many are told of a task; to know that there is one is enough to refuse it. */
const toldMax = 3;

/**
 * The shortest way from a task over each of `firsts`, for which it is to wait, back to itself; none
 * where none leads there. Whatever leads nowhere is looked at once, and nothing recurs: chains are
 * long and diamonds are wide.
 */
export function cyclesOver(
  task: number,
  firsts: readonly number[],
  waitsFor: (task: number) => readonly number[],
): number[][] {
  const harmless = new Set<number>();
  const cycles: number[][] = [];
  for (const first of firsts) {
    if (cycles.length === toldMax) break;
    const cycle = cycleOver(task, first, waitsFor, harmless);
    if (cycle) cycles.push(cycle);
  }
  return cycles;
}

function cycleOver(
  task: number,
  first: number,
  waitsFor: (task: number) => readonly number[],
  harmless: Set<number>,
): number[] | undefined {
  if (first === task) return [task, task];
  const cameFrom = new Map<number, number>([[first, task]]);
  for (const at of cameFrom.keys()) {
    if (harmless.has(at)) continue;
    for (const next of waitsFor(at)) {
      if (next === task) return [...wayTo(at, task, cameFrom), task];
      if (!cameFrom.has(next)) cameFrom.set(next, at);
    }
  }
  for (const at of cameFrom.keys()) harmless.add(at);
  return undefined;
}

function wayTo(end: number, start: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const way = [end];
  for (let at = cameFrom.get(end); at !== undefined && at !== start; at = cameFrom.get(at))
    way.push(at);
  return [start, ...way.reverse()];
}

/** A cycle as people read it: 12 → 15 → 12. One of thousands is told by its ends. */
export const tellCycle = (cycle: readonly number[]): string =>
  (cycle.length <= shownMax
    ? cycle
    : [...cycle.slice(0, shownMax / 2), '…', ...cycle.slice(-shownMax / 2)]
  ).join(' → ');

const shownMax = 12;
