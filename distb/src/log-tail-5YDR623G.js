import {
  lastLinesAt
} from "./chunk-3VCAS6N3.js";

// ../ft/dist/src/cli/log-tail.js
var chunkBytes = 256 * 1024;
var lastRaw = ({ size, readAt }, count) => ({
  offset: lastLinesAt(size, count, readAt),
  skipped: 0
});
function lastShown(written, count, render) {
  const { size, isOver, readAt } = written;
  const end = isOver ? size : endOfLines(written);
  if (count === 0)
    return { offset: end, skipped: 0 };
  for (let lines = count; ; lines *= 4) {
    const offset = lastLinesAt(end, lines, readAt);
    const shown = linesShown(written, offset, end, render);
    if (offset === 0 || shown >= count)
      return { offset, skipped: Math.max(0, shown - count) };
  }
}
function endOfLines({ size, readAt }) {
  const isWhole = size === 0 || readAt(size - 1, 1)[0] === 10;
  return isWhole ? size : lastLinesAt(size, 1, readAt);
}
function linesShown({ readAt }, offset, end, render) {
  let shown = 0;
  let rest = [];
  const tell = (line) => {
    shown += render(Buffer.concat([...rest, line]).toString("utf8")).split("\n").length - 1;
    rest = [];
  };
  for (let at = offset; at < end; ) {
    const chunk = readAt(at, Math.min(chunkBytes, end - at));
    if (chunk.length === 0)
      break;
    at += chunk.length;
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      tell(chunk.subarray(from, to));
      from = to + 1;
    }
    if (from < chunk.length)
      rest.push(chunk.subarray(from));
  }
  if (rest.length > 0)
    tell(Buffer.alloc(0));
  return shown;
}
export {
  lastRaw,
  lastShown
};
