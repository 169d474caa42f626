/**
 * How many cells each part of a bar takes, of which `width` stand for `most`. What there is at all is
 * seen: it takes at least one, and the longest part makes room.
 */
export function cellsOfBar(parts: readonly number[], most: number, width: number): number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  if (sum === 0) return parts.map(() => 0);
  const needed = parts.filter((part) => part > 0).length;
  const whole = Math.max(needed, Math.round((sum / most) * width));
  const cells = parts.map((part) => (part > 0 ? Math.max(1, Math.round((part / sum) * whole)) : 0));
  const longest = parts.indexOf(Math.max(...parts));
  const excess = cells.reduce((all, cell) => all + cell, 0) - whole;
  return cells.map((cell, at) => (at === longest ? cell - excess : cell));
}
