/**
 * The shortest way from a task over `first`, for which it is to wait, back to itself; undefined
 * where none leads there. Each task is looked at once, and nothing recurs: chains are long.
 */
export function cycleOver(
  task: number,
  first: number,
  waitsFor: (task: number) => readonly number[],
): number[] | undefined {
  const cameFrom = new Map<number, number>([[first, task]]);
  if (first === task) return [task, task];
  for (const at of cameFrom.keys())
    for (const next of waitsFor(at)) {
      if (next === task) return [...wayTo(at, task, cameFrom), task];
      if (!cameFrom.has(next)) cameFrom.set(next, at);
    }
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
