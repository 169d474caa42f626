/**
 * The known word that `word` was probably meant to be: the shortest one it begins,
 * else the nearest within a typing slip for every four letters.
 */
export function suggest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  if (typed === '') return undefined;

  const begun = known.filter((name) => name.toLowerCase().startsWith(typed));
  if (begun.length > 0) return least(begun, (name) => name.length);

  const slips = (name: string) => distance(typed, name.toLowerCase());
  const allowed = typed.length < 2 ? 0 : Math.min(3, Math.ceil(typed.length / 4));
  // Others are too far away anyhow, and comparing with a megabyte of them would take minutes.
  const near = known.filter((name) => Math.abs(name.length - typed.length) <= allowed);
  const nearest = least(near, slips);
  return nearest !== undefined && slips(nearest) <= allowed ? nearest : undefined;
}

function least(names: readonly string[], measure: (name: string) => number): string | undefined {
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  return rest.reduce((best, name) => (measure(name) < measure(best) ? name : best), first);
}

/** How many letters to add, drop, replace or swap with a neighbour (Damerau-Levenshtein). */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  const cost = (row: number, column: number) => rows[row]?.[column] ?? Infinity;

  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(
        cost(i - 1, j) + 1,
        cost(i, j - 1) + 1,
        cost(i - 1, j - 1) + (isSame ? 0 : 1),
        isSwap ? cost(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return cost(from.length, to.length);
}
