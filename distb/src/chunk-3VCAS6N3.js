// ../ft/dist/src/lib/last-lines.js
var newline = 10;
var chunkBytes = 64 * 1024;
function lastLinesAt(size, count, readAt) {
  if (count === 0)
    return size;
  let left = count;
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - chunkBytes);
    const chunk = readAt(start, end - start);
    let from = end === size ? size - start - 2 : chunk.length - 1;
    for (; from >= 0; from -= 1) {
      from = chunk.lastIndexOf(newline, from);
      if (from < 0)
        break;
      left -= 1;
      if (left === 0)
        return start + from + 1;
    }
    end = start;
  }
  return 0;
}

export {
  lastLinesAt
};
