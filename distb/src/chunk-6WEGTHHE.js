// ../ft/dist/src/lib/suggest.js
function suggest(word, known) {
  const typed = word.toLowerCase();
  if (typed === "")
    return void 0;
  const begun = known.filter((name) => name.toLowerCase().startsWith(typed));
  if (begun.length > 0)
    return least(begun, (name) => name.length);
  const slips = (name) => distance(typed, name.toLowerCase());
  const allowed = typed.length < 2 ? 0 : Math.min(3, Math.ceil(typed.length / 4));
  const near = known.filter((name) => Math.abs(name.length - typed.length) <= allowed);
  const nearest = least(near, slips);
  return nearest !== void 0 && slips(nearest) <= allowed ? nearest : void 0;
}
function least(names, measure) {
  const [first, ...rest] = names;
  if (first === void 0)
    return void 0;
  return rest.reduce((best, name) => measure(name) < measure(best) ? name : best, first);
}
function distance(from, to) {
  const rows = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  const cost = (row, column) => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + (isSame ? 0 : 1), isSwap ? cost(i - 2, j - 2) + 1 : Infinity);
    }
  }
  return cost(from.length, to.length);
}

export {
  suggest
};
