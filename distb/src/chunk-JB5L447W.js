import {
  Instant,
  number,
  outcomeFields,
  reasons,
  settledStatuses,
  timestamp,
  version
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/run.js
var completions = ["either", "sentinel", "exit", "event"];
var promptChannels = ["arg", "stdin", "file"];
var stopSignals = ["INT", "TERM", "HUP", "QUIT"];
var RunSpec = object({
  version,
  run: number("The run."),
  task: number("The task."),
  attempt: integer("Counts from 1 within one request for a run.", { minimum: 1 }),
  agent: string("The agent."),
  argv: list(string("One argument."), "Program and arguments, exactly."),
  cwd: string("Where it runs."),
  environment: list(string("A name."), "Names of the variables that were added for this run."),
  stdin: oneOf(["prompt", "none"], "What the agent reads."),
  launcher: string("Which launcher runs it."),
  token: string("Secret mark of every process of this run.", { pattern: "^[0-9a-f]{32}$" }),
  epoch: integer("The epoch of the conductor that wrote this.", { minimum: 1 }),
  slot: integer("A dense number from 0 among the running.", { minimum: 0 }),
  completion: oneOf(completions, "How its end is recognised."),
  format: optional(string("How its output is read; absent means plain lines.")),
  trustExit: boolean("Whether exit code 0 means done."),
  stopSignals: list(oneOf(stopSignals, "A signal."), "Sent in this order; KILL follows."),
  graceMs: integer("Wait after each signal.", { minimum: 0 }),
  lingerMs: integer("How long it may go on after it has reported.", { minimum: 0 }),
  timeoutMs: optional(integer("Running time allowed.", { minimum: 1 })),
  classic: boolean("Whether sentinels under the classic names count for this run."),
  simulated: boolean("True when no real agent ran.")
});
var lostSpec = {
  completion: "either",
  trustExit: true,
  stopSignals: ["INT", "TERM"],
  graceMs: 5e3,
  lingerMs: 5e3
};
var Identity = object({
  host: string("Host name."),
  pidNamespace: string("The pid namespace, as the kernel names it; empty where there is none."),
  bootId: string("Which boot of the machine."),
  pid: integer("Process id.", { minimum: 1 }),
  startTime: string("When the process began, in the unit of the machine.")
});
var Started = object({
  version,
  handle: object({
    launcher: string("The launcher that understands this handle."),
    identity: Identity,
    token: string("The secret mark of the run.")
  }),
  since: Instant
});
var Stop = object({
  version,
  status: oneOf(settledStatuses, "What the verdict will be."),
  reason: optional(oneOf(reasons, "Why, unless it completed.")),
  message: optional(string("In words.")),
  by: string("The intent, or which rule of ours."),
  since: Instant
});
var Verdict = object({
  version,
  run: number("The run."),
  task: number("The task."),
  attempt: integer("The attempt.", { minimum: 1 }),
  ...outcomeFields,
  by: string("What decided: stop, overdue, sentinel, event, exit, lost or launch."),
  exit: optional(integer("The exit status of the agent, as its shell saw it.", { minimum: 0 })),
  session: optional(string("The agent CLI's own session id.")),
  startedAt: optional(timestamp("When it was let go.")),
  epoch: integer("The epoch of the conductor that judged.", { minimum: 1 })
});
var limitMsOf = (attempt, spec) => (attempt?.timeoutMs ?? spec?.timeoutMs) || void 0;

export {
  completions,
  promptChannels,
  stopSignals,
  RunSpec,
  lostSpec,
  Identity,
  Started,
  Stop,
  Verdict,
  limitMsOf
};
