import {
  olderLabel
} from "./chunk-47HMR6E6.js";
import {
  createTail,
  followTask,
  logLines
} from "./chunk-3HZAST7S.js";
import {
  taskNamed
} from "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-NLHJN4T6.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import {
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  object,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/commands/logs.js
var logs = {
  summary: "Show what the agent of a task says; with --json, a line for each event",
  examples: [
    "orchestra logs 12 -f",
    "orchestra logs 12 -n 20",
    "orchestra logs 12 --attempt 1",
    "orchestra logs 12 --raw > out.jsonl"
  ],
  positionals: ["task"],
  short: { f: "follow", n: "lines" },
  writes: false,
  input: object({
    task: string("Its number or id."),
    follow: optional(boolean("Go on until it is finished.")),
    stderr: optional(boolean("What it said on stderr instead.")),
    raw: optional(boolean("Every byte as it was, uninterpreted.")),
    lines: optional(integer("Only this many of the last lines.", { minimum: 0 })),
    attempt: optional(integer("Of this attempt; else of the last.", { minimum: 1 }))
  }),
  prints: {
    ID: { schema: logLines.event, isLines: true },
    "ID --stderr": { schema: logLines.plain, isLines: true }
  },
  async run(stage, { task: word, follow, stderr, raw, attempt, lines }) {
    const task = taskNamed(stage.context, word);
    if (raw && stage.json)
      throw new Failure("usage", "--raw is no JSON: leave out one of them");
    const stream = stderr ? "stderr" : "stdout";
    const choice = { stream, raw: raw ?? false, last: lines };
    const older = task.settled && task.runs.length === 0 ? task.labels?.[olderLabel] : void 0;
    if (older !== void 0 && attempt === void 0) {
      const { showOlderLog } = await import("./older-log-V42TWK4A.js");
      showOlderLog(stage, task.number, older, choice);
      return exits.ok;
    }
    if (follow && attempt === void 0) {
      await followTask(stage, task.number, choice);
      return stage.context.isInterrupted() ? exits.interrupted : exits.ok;
    }
    const id = taskIdOf(task.number);
    const last = task.runs.at(-1);
    const run = attempt === void 0 ? last : task.runs.findLast((one) => one.attempt === attempt);
    if (!run)
      throw new Failure("not_found", last === void 0 ? `${id} has not run yet` : `${id} has no attempt ${attempt}; it has ${last.attempt}`, { hint: `orchestra show ${task.number}` });
    const read = await createTail(stage, run.run, choice);
    while (read())
      ;
    return exits.ok;
  }
};
export {
  logs
};
