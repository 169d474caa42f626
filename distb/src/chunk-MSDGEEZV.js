import {
  parseDuration
} from "./chunk-TQN5J5DI.js";
import {
  parseTaskNumber,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  quoted
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/words.js
var longestMs = 10 * 365 * 864e5;
function durationOf(flag, text) {
  const ms = parseDuration(text);
  if (ms !== void 0 && ms > 0 && ms <= longestMs)
    return ms;
  if (ms !== void 0 && ms > longestMs)
    throw new Failure("usage", `--${flag} is longer than ten years: ${quoted(text)}`, {
      hint: `take less, or leave --${flag} out`
    });
  throw new Failure("usage", `--${flag} is no duration: ${quoted(text)}`, {
    hint: "such as 90 (seconds), 30m, 1h30m, 2d"
  });
}
function numberOf(word) {
  const number = parseTaskNumber(word);
  if (number !== void 0)
    return number;
  throw new Failure("usage", `${quoted(word)} is no task`, {
    hint: "tasks are named 12 or task_12"
  });
}
function promptFrom(text) {
  if (text.trim() === "")
    throw new Failure("usage", "the prompt is empty", {
      hint: 'orchestra start AGENT "what to do"'
    });
  if (text.includes("\0"))
    throw new Failure("usage", "the prompt holds a NUL byte, which no agent can read", {
      hint: "leave it out, or put the bytes into a file and name that in the prompt"
    });
  return text;
}
function taskNamed({ store }, word) {
  const number = numberOf(word);
  const task = store.tasks.read(number);
  if (task)
    return task;
  throw new Failure("not_found", `there is no ${taskIdOf(number)}`, { hint: "orchestra status" });
}

export {
  durationOf,
  numberOf,
  promptFrom,
  taskNamed
};
