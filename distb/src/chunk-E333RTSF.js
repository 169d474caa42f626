import {
  alignColumns
} from "./chunk-DVSKCOC5.js";
import {
  displayWidth,
  truncate
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/cli/print/table.js
var enoughColumns = 16;
var gap = 2;
function tableLines(form, rows, paint, columns) {
  const { headings, right, flexible } = form;
  const keys = columns === void 0 ? keysOf(headings) : fittingKeys(form, rows, columns);
  const lines = alignColumns([
    keys.map((key) => paint("dim", headings[key])),
    ...rows.map((cells) => keys.map((key) => cells[key]))
  ], {
    gap,
    right: right.map((key) => keys.indexOf(key)),
    flexible: keys.indexOf(flexible),
    ...columns !== void 0 && { width: columns }
  });
  return columns === void 0 ? lines : lines.map((line) => truncate(line, columns));
}
function fittingKeys({ headings, flexible, dispensable }, rows, columns) {
  const keys = new Set(keysOf(headings));
  const widthOf = (key) => [headings, ...rows].reduce((most, cells) => Math.max(most, displayWidth(cells[key])), 0);
  const widths = new Map([...keys].map((key) => [key, widthOf(key) + gap]));
  const neededFor = (key) => {
    const width = widths.get(key) ?? 0;
    return key === flexible ? Math.min(width, enoughColumns + gap) : width;
  };
  for (const key of dispensable) {
    const needed = [...keys].reduce((sum, each) => sum + neededFor(each), -gap);
    if (needed <= columns)
      break;
    keys.delete(key);
  }
  return [...keys];
}
var keysOf = (headings) => Object.keys(headings);

export {
  tableLines
};
