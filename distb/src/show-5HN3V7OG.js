import {
  printTask
} from "./chunk-E37UM35T.js";
import "./chunk-6ECU6I6U.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import "./chunk-OEBKKQG6.js";
import "./chunk-TVO57TNB.js";
import "./chunk-E333RTSF.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import {
  TaskView,
  viewOf
} from "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import {
  taskNamed
} from "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-AYEYYZRK.js";
import {
  object,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/show.js
var show = operation({
  summary: "Show everything about one task",
  examples: ["orchestra show 12", "orchestra show 12 --json"],
  route: "GET /tasks/{task}",
  positionals: ["task"],
  writes: false,
  input: object({ task: string("Its number or id.") }),
  output: TaskView,
  run: async (context, { task }) => viewOf(context, taskNamed(context, task))
});

// ../ft/dist/src/cli/commands/show.js
var show2 = commandOf(show, (task, { context, terminal }) => {
  const nowMs = Date.parse(context.clock.now().at);
  terminal.out(printTask(task, painter(terminal.color), nowMs, terminal.columns()));
});
export {
  show2 as show
};
