import {
  wish
} from "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  TaskRow,
  rowOf
} from "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import {
  promptFrom,
  taskNamed
} from "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import {
  conductors,
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import {
  protocolVersion
} from "./chunk-AYEYYZRK.js";
import {
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/retry.js
var retry = operation({
  summary: "Run a finished task again, under its own number",
  examples: ["orchestra retry 12", 'orchestra retry 12 --prompt "try it without the cache"'],
  route: "POST /tasks/{task}/retry",
  positionals: ["task"],
  writes: true,
  input: object({
    task: string("Its number or id."),
    prompt: optional(string("Replaces its prompt."))
  }),
  output: object({ task: TaskRow, conductor: oneOf(conductors, "Who looks after it.") }),
  async run(context, { task: word, prompt }) {
    const { number } = taskNamed(context, word);
    const [result] = await wish(context, {
      version: protocolVersion,
      at: context.clock.now().at,
      kind: "retry",
      task: number,
      ...prompt !== void 0 && { prompt: promptFrom(prompt) }
    });
    if (result?.ok !== "yes")
      throw new Failure("conflict", result?.message ?? "it was refused", {
        hint: `orchestra show ${number}`
      });
    const conductor = await context.conducting.ensure();
    return { task: rowOf(context, taskNamed(context, word)), conductor };
  }
});

// ../ft/dist/src/cli/commands/retry.js
var retry2 = commandOf(retry, ({ task }, { terminal }) => terminal.out(`${task.id} is queued again
`));
export {
  retry2 as retry
};
