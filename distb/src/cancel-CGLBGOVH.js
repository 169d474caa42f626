import {
  wish
} from "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  taskNamed
} from "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import {
  protocolVersion,
  queueFolders
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  list,
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

// ../ft/dist/src/operations/cancel.js
var Results = list(object({
  task: string("Its id."),
  ok: oneOf(["yes", "no"], "Whether it was done."),
  message: string("In words.")
}), "One for each task.");
var cancel = operation({
  summary: "Stop tasks for good, running or not",
  examples: ["orchestra cancel 12 13", "orchestra cancel --all"],
  route: "POST /tasks/cancel",
  positionals: ["tasks"],
  rest: "list",
  writes: true,
  input: object({
    tasks: list(string("A task."), "These.", { default: [] }),
    all: optional(boolean("All that are not finished."))
  }),
  output: object({ results: Results }),
  async run(context, { tasks, all }) {
    if (!all && tasks.length === 0)
      throw new Failure("usage", "which task?", { hint: "orchestra cancel ID\u2026 or --all" });
    if (all && tasks.length > 0)
      throw new Failure("usage", "cancel takes tasks or --all, not both", {
        hint: "orchestra cancel ID\u2026 or orchestra cancel --all"
      });
    const live = queueFolders.flatMap((folder) => context.store.queue.live(folder));
    const named = tasks.map((word) => taskNamed(context, word).number);
    const numbers = [.../* @__PURE__ */ new Set([...all ? live.map(({ number }) => number) : [], ...named])];
    if (numbers.length === 0)
      return { results: [] };
    const at = context.clock.now().at;
    const results = await wish(context, {
      version: protocolVersion,
      at,
      kind: "cancel",
      tasks: numbers
    });
    if (context.store.queue.live("running").length > 0)
      await context.conducting.ensure();
    return {
      results: results.map(({ ok, task, message }) => ({ task: `task_${task}`, ok, message }))
    };
  }
});

// ../ft/dist/src/cli/commands/cancel.js
var cancel2 = commandOf(cancel, ({ results }, { terminal }) => {
  if (results.length === 0)
    terminal.out("nothing to cancel\n");
  for (const { ok, message } of results)
    if (ok === "yes")
      terminal.out(`${message}
`);
    else
      terminal.err(`error: ${message}
`);
}, ({ results }) => results.every(({ ok }) => ok === "yes") ? exits.ok : exits.failed);
export {
  cancel2 as cancel
};
