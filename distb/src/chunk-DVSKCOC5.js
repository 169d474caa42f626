import {
  displayWidth,
  truncate
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/lib/columns.js
function alignColumns(rows, layout = {}) {
  const { gap = 2, right = [], flexible } = layout;
  const widths = fit(widestCells(rows), gap, layout);
  return rows.map((cells) => {
    const padded = cells.map((whole, column) => {
      const width = widths[column] ?? 0;
      const cell = column === flexible ? truncate(whole, width) : whole;
      const padding = " ".repeat(width - displayWidth(cell));
      return right.includes(column) ? padding + cell : cell + padding;
    });
    return padded.join(" ".repeat(gap)).trimEnd();
  });
}
function widestCells(rows) {
  const widths = [];
  for (const cells of rows)
    for (const [column, cell] of cells.entries())
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  return widths;
}
function fit(widths, gap, { width, flexible }) {
  const whole = widths.reduce((sum, each) => sum + each, gap * Math.max(0, widths.length - 1));
  const excess = Math.max(0, whole - (width ?? whole));
  return widths.map((each, column) => column === flexible ? Math.max(each - excess, Math.min(each, 1)) : each);
}

export {
  alignColumns
};
