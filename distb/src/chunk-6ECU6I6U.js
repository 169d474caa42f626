import {
  wrapText
} from "./chunk-TVO57TNB.js";
import {
  alignColumns
} from "./chunk-DVSKCOC5.js";
import {
  displayWidth,
  harmless
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/cli/print/facts.js
var gap = 2;
var leastWidth = 8;
function factLines(facts, paint, columns) {
  const known = facts.flatMap(([key, value]) => value === void 0 ? [] : [{ key, value }]);
  const margin = Math.max(0, ...known.map(({ key }) => displayWidth(key))) + gap;
  const width = columns === void 0 ? Infinity : Math.max(leastWidth, columns - margin);
  const rows = known.flatMap(({ key, value }) => {
    const lines = harmless(value).split("\n");
    const [first = "", ...more] = lines.flatMap((line) => brokenTo(line, width));
    return [[paint("dim", key), first], ...more.map((line) => ["", line])];
  });
  return alignColumns(rows, { gap });
}
var brokenTo = (line, width) => displayWidth(line) <= width ? [line] : wrapText(line, width);

export {
  factLines
};
