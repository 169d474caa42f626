import {
  displayWidth
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/lib/wrap.js
var wrapText = (text, width) => wrapWords(text.split(/\s+/).filter(Boolean), width);
function wrapWords(words, width) {
  const lines = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else
      line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

export {
  wrapText,
  wrapWords
};
