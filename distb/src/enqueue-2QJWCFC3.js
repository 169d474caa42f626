import {
  announce,
  noteSimulated
} from "./chunk-JNKTHR7J.js";
import {
  draftOne,
  queueTask
} from "./chunk-6I3ATILV.js";
import "./chunk-HWDWT7WJ.js";
import "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  withExtra
} from "./chunk-R5YDI3EM.js";
import {
  TaskView,
  viewOf
} from "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-76VGOSCX.js";
import "./chunk-J6SEJHHY.js";
import {
  standingOf
} from "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-I26GMW6K.js";
import "./chunk-72PWSYF7.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  boolean,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/enqueue.js
var enqueue = operation({
  summary: "Queue a task for the default agent, and start nothing",
  examples: [
    'orchestra enqueue "add a test for the parser"',
    'orchestra enqueue --working-dir packages/core "add a test for the parser"'
  ],
  route: "POST /tasks/enqueue",
  positionals: ["prompt"],
  rest: "text",
  writes: true,
  input: object({
    prompt: string("What the agent should do; - reads stdin, @FILE a file."),
    agent: optional(string("The agent; else the default one.")),
    workingDir: optional(string("The folder the agent works in; else this one."))
  }),
  output: object({
    task: TaskView,
    conductor: oneOf(["there", "none"], "Whether somebody conducts, and takes it up.")
  }),
  async run(context, { prompt, agent, workingDir }) {
    const { wanted } = await draftOne(context, {
      prompt,
      ...agent !== void 0 && { agent },
      ...workingDir !== void 0 && { cwd: workingDir }
    });
    const task = queueTask(context, wanted);
    const isHeld = standingOf(context.store.lock.look()) === "held";
    const conductor = isHeld ? "there" : "none";
    return { task: viewOf(context, task), conductor };
  }
});

// ../ft/dist/src/cli/commands/enqueue.js
var extra = object({
  quiet: optional(boolean("Print the id alone; --json goes first."))
});
var enqueue2 = {
  ...withExtra(enqueue, extra),
  positionals: ["prompt"],
  short: { q: "quiet" },
  async run({ context, terminal, json, self }, { quiet, ...input }) {
    const answer = await enqueue.run(context, input);
    const { task, conductor } = answer;
    if (json)
      printJson(terminal, answer);
    else
      announce(terminal, task, quiet ?? false);
    if (json || quiet)
      return exits.ok;
    noteSimulated(terminal, [task]);
    terminal.err(conductor === "there" ? "somebody conducts, and takes it up\n" : `to run it: ${self} run ${task.number}; to run all: ${self} run
`);
    return exits.ok;
  }
};
export {
  enqueue2 as enqueue
};
