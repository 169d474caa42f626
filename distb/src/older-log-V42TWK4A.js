import {
  lastLinesAt
} from "./chunk-3VCAS6N3.js";
import {
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  harmless
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/older-log.js
import { StringDecoder } from "node:string_decoder";
var chunkBytes = 256 * 1024;
function showOlderLog({ context: { store }, terminal, json }, number, older, { stream, raw, last }) {
  const { log } = store.tasks.papers(number);
  if (log === void 0 || stream === "stderr")
    throw new Failure("not_found", log === void 0 ? `${taskIdOf(number)} ran elsewhere, as ${older}, and left no log` : `the log of ${taskIdOf(number)}, which ran elsewhere as ${older}, holds both streams`, { hint: log === void 0 ? `orchestra show ${number}` : `orchestra logs ${number}` });
  const size = store.tasks.logSize(number);
  const readAt = (at, bytesMax) => store.tasks.logFrom(number, at, bytesMax);
  const show = (line) => {
    const text = terminal.isTerminal ? harmless(line) : line;
    terminal.out(`${json ? JSON.stringify({ stream, text: line }) : text}
`);
  };
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for (let at = last === void 0 ? 0 : lastLinesAt(size, last, readAt); at < size; ) {
    const bytes = readAt(at, Math.min(chunkBytes, size - at));
    if (bytes.length === 0)
      break;
    at += bytes.length;
    if (raw) {
      terminal.out(bytes);
      continue;
    }
    const lines = (rest + decoder.write(bytes)).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(show);
  }
  if (rest !== "")
    show(rest);
}
export {
  showOlderLog
};
