import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/vocabulary.js
var statuses = [
  "draft",
  "pending",
  "blocked",
  "awaiting",
  "running",
  "complete",
  "failed",
  "cancelled"
];
var settledStatuses = ["complete", "failed", "cancelled"];
var isSettled = (status) => settledStatuses.includes(status);
var queueFolders = ["pending", "blocked", "awaiting", "running"];
var blockReasons = [
  "dependency",
  "until",
  "backoff",
  "quota",
  "budget",
  "rate_limit",
  "group",
  "paused",
  "hold",
  "resources"
];
var awaitReasons = [
  "approval",
  "permission",
  "question",
  "information",
  "decision",
  "conflict"
];
var failReasons = [
  "agent_error",
  "exit",
  "timeout",
  "idle",
  "lost",
  "launch",
  "dependency",
  "gate",
  "check",
  "output_limit",
  "budget",
  "auth",
  "quota",
  "rate_limit",
  "provider",
  "network",
  "model_not_found",
  "context_overflow",
  "config",
  "missing_executable",
  "version_unsupported",
  "permission_denied",
  "empty_output",
  "max_turns"
];
var cancelReasons = ["user", "parent", "rejected", "superseded", "dependency"];
var reasons = [
  .../* @__PURE__ */ new Set([...blockReasons, ...awaitReasons, ...failReasons, ...cancelReasons])
];

// ../ft/dist/src/core/instant.js
var timestamp = (description) => string(description, { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" });
var Instant = object({
  bootId: string("Which boot of the machine."),
  monotonicMs: integer("Milliseconds on the monotonic clock of that boot.", { minimum: 0 }),
  at: timestamp("The same on the wall clock, for people.")
});
var elapsedMs = (since, now) => since.bootId === now.bootId ? Math.max(0, now.monotonicMs - since.monotonicMs) : void 0;

// ../ft/dist/src/core/task.js
var protocolVersion = 1;
var taskIdOf = (number2) => `task_${number2}`;
function parseTaskNumber(text) {
  const match = /^(?:task_)?([1-9][0-9]{0,9})$/.exec(text);
  return match ? Number(match[1]) : void 0;
}
var number = (description) => integer(description, { minimum: 1, maximum: 9999999999 });
var version = integer("The version of the on-disk protocol.", {
  minimum: protocolVersion,
  maximum: protocolVersion
});
var RetryPolicy = object({
  retries: optional(integer("Attempts after the first.", { minimum: 0, maximum: 1e3 })),
  delayMs: optional(integer("Wait before the second attempt.", { minimum: 0 })),
  factor: optional(integer("Each further wait is this many times longer.", { minimum: 1 })),
  ceilingMs: optional(integer("No wait is longer.", { minimum: 0 })),
  on: optional(list(oneOf(reasons, "A reason."), "Only these failures are repeated."))
}, "When and how often a failed attempt is repeated.");
var outcomeFields = {
  status: oneOf(settledStatuses, "How the run ended."),
  reason: optional(oneOf(reasons, "Why, unless it completed.")),
  message: optional(string("What the agent or orchestra said about it.")),
  endedAt: timestamp("When the verdict was given."),
  elapsedMs: integer("How long the agent ran.", { minimum: 0 })
};
var Outcome = object(outcomeFields);
var Attempt = object({
  run: number("The run, as in runs/37."),
  ask: integer("Which request for a run this belongs to: 1 is the first.", { minimum: 1 }),
  attempt: integer("Counts from 1 within the request.", { minimum: 1 }),
  timeoutMs: optional(integer("Running time allowed, where somebody changed it while it ran; 0: no limit.", {
    minimum: 0
  })),
  pauses: optional(list(object({ since: Instant, until: optional(Instant) }), "When people had its processes stopped; without an end it still is.")),
  outcome: optional(Outcome)
});
var dependencyPolicies = ["fail", "block"];
var namePattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$";
var newTaskFields = {
  agent: string("The agent that does it, by its name in the config.", { pattern: namePattern }),
  prompt: string("What the agent should do, byte for byte.", { pattern: "\\S" }),
  title: optional(string("A short name for tables; else the first line of the prompt.")),
  cwd: string("The folder the agent works in, absolute."),
  priority: integer("Higher runs first.", { default: 0, minimum: -999, maximum: 999 }),
  timeoutMs: optional(integer("An attempt is stopped after this long; 0: never.", { minimum: 0 })),
  retry: optional(RetryPolicy),
  group: optional(string("The group whose limit it shares.", { pattern: namePattern })),
  after: optional(list(number("A task."), "Starts only when all of these completed.")),
  afterAny: optional(list(number("A task."), "Starts only when all of these ended, however.")),
  afterFailed: optional(list(number("A task."), "Starts only when all of these failed.")),
  ifDependencyFails: optional(oneOf(dependencyPolicies, "What becomes of it when what it waits for can no longer happen.")),
  approve: optional(boolean("True keeps it from starting until a person approves.")),
  key: optional(string("What it is about: two live tasks of one key can be told apart.", {
    minLength: 1,
    maxLength: 200
  })),
  env: optional(record(string("A value."), "Environment of the agent; values are never shown.")),
  model: optional(string("The model that the agent is asked to use.")),
  hold: optional(boolean("True keeps it in the queue until it is released.")),
  draft: optional(boolean("True keeps it out of the queue until it is enqueued.")),
  notBefore: optional(timestamp("It does not start earlier.")),
  labels: optional(record(string("A value."), "Free text for filters.")),
  simulated: optional(boolean("True when no real agent is configured under this name."))
};
var NewTask = object(newTaskFields);
var TaskRecord = object({
  version,
  number: number("The number, never reused."),
  createdAt: timestamp("When it was accepted."),
  ...newTaskFields,
  from: optional(object({
    intent: string("The intent that asked for it."),
    line: integer("Its line there.", { minimum: 1 })
  }, "Set on tasks that a batch created.")),
  rank: optional(number("Its place among equals instead of its number.")),
  queuedAt: optional(timestamp("Since when it waits, where that is not since its creation.")),
  approved: optional(object({
    request: number("The request."),
    by: string("Who approved it."),
    at: timestamp("When."),
    note: optional(string("What was said."))
  }, "Set once a person has approved it; falls when it is retried.")),
  asked: integer("Runs asked for so far: 1, and one more for each retry by a person.", {
    minimum: 1
  }),
  cancelled: optional(object({ by: string("The wish."), at: timestamp("When.") }, "Set while it is to be cancelled.")),
  by: list(string("An intent."), "The intents that changed this record, the latest last."),
  runs: list(Attempt, "Its runs, oldest first."),
  settled: optional(object({ ...outcomeFields, elapsedMs: optional(outcomeFields.elapsedMs) }, "How it ended, until somebody asks for another run."))
});
var liveRunOf = (task) => {
  const last = task.runs.at(-1);
  return last && !last.outcome ? last : void 0;
};
var titleOf = (task) => task.title ?? task.prompt.split("\n").map((line) => line.trim()).find((line) => line !== "") ?? "";
var newRecord = (number2, wanted, createdAt) => ({
  version: protocolVersion,
  number: number2,
  createdAt,
  ...wanted,
  asked: 1,
  by: [],
  runs: []
});

export {
  timestamp,
  Instant,
  elapsedMs,
  statuses,
  settledStatuses,
  isSettled,
  queueFolders,
  awaitReasons,
  failReasons,
  reasons,
  protocolVersion,
  taskIdOf,
  parseTaskNumber,
  number,
  version,
  outcomeFields,
  Attempt,
  dependencyPolicies,
  NewTask,
  TaskRecord,
  liveRunOf,
  titleOf,
  newRecord
};
