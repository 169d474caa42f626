import {
  NewTask,
  number,
  timestamp,
  version
} from "./chunk-AYEYYZRK.js";
import {
  anything,
  integer,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/survey.js
var runPapers = ["spec.json", "started", "stop.json", "verdict.json"];
var recoveryScopes = ["all", "index"];

// ../ft/dist/src/core/intent.js
var common = {
  version,
  at: timestamp("When it was left.")
};
var limitMsMax = 10 * 365 * 864e5;
var intents = {
  cancel: object({
    ...common,
    kind: oneOf(["cancel"], "Stops tasks for good."),
    tasks: list(number("A task."), "These.")
  }),
  retry: object({
    ...common,
    kind: oneOf(["retry"], "Asks for another run of a settled task."),
    task: number("This one."),
    prompt: optional(string("Replaces the prompt.", { pattern: "\\S" }))
  }),
  batch: object({
    ...common,
    kind: oneOf(["batch"], "Creates tasks, all or none."),
    tasks: list(NewTask, "One a line.")
  }),
  clean: object({
    ...common,
    kind: oneOf(["clean"], "Removes finished tasks with all they left."),
    tasks: list(number("A task."), "These.")
  }),
  timeout: object({
    ...common,
    kind: oneOf(["timeout"], "Changes how long a task may run."),
    task: number("This one."),
    mode: oneOf(["set", "extend"], "Another limit, or more time for the run that runs now."),
    ms: integer("How long; 0 sets no limit at all.", { minimum: 0, maximum: limitMsMax })
  }),
  recover: object({
    ...common,
    kind: oneOf(["recover"], "Mends what is out of order."),
    scope: oneOf(recoveryScopes, "All there is, or the index alone.")
  }),
  answer: object({
    ...common,
    kind: oneOf(["answer"], "Answers a request."),
    request: number("The request."),
    answer: anything("What the asker gets.")
  })
};
var Answered = object({
  version,
  intent: anything("The wish as it was left."),
  at: timestamp("When it was answered."),
  results: list(object({
    ok: oneOf(["yes", "no"], "Whether it was done."),
    task: optional(number("The task it is about.")),
    message: string("In words."),
    bytes: optional(integer("How many were freed.", { minimum: 0 }))
  }), "Results.")
});
var BatchPlan = object({
  version,
  numbers: list(number("A task."), "One for each line.")
});
var intentOrder = (atMs, tail) => `${String(atMs).padStart(14, "0")}-${tail}`;
var isIntentOrder = (text) => /^\d{14}-[0-9a-f]{8,32}$/.test(text);
var batchMax = 1e5;

export {
  runPapers,
  intents,
  Answered,
  BatchPlan,
  intentOrder,
  isIntentOrder,
  batchMax
};
