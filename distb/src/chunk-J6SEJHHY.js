import {
  completions,
  promptChannels,
  stopSignals
} from "./chunk-JB5L447W.js";
import {
  dependencyPolicies,
  reasons
} from "./chunk-AYEYYZRK.js";
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
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/core/agent.js
var durationNote = "A number with s, m, h or d; a bare number is seconds.";
var duration = (description) => string(`${description} ${durationNote}`);
var RetrySettings = object({
  retries: optional(integer("Attempts after the first.", { minimum: 0, maximum: 1e3 })),
  delay: optional(duration("Wait before the second attempt.")),
  factor: optional(integer("Each further wait is this many times longer.", { minimum: 1 })),
  ceiling: optional(duration("No wait is longer.")),
  on: optional(list(oneOf(reasons, "A reason."), "Only these failures are repeated."))
}, "When and how often a failed attempt is repeated.");
var AgentSettings = object({
  extends: optional(string("Another agent or a shipped profile whose settings hold unless set.")),
  description: optional(string("What it is for; shown in lists.")),
  command: optional(string("The program: a name on PATH, or a path.", { pattern: "\\S" })),
  args: optional(list(string("One argument; may hold holes."), "Its arguments, never a shell.")),
  modelArgs: optional(list(string("One argument; may hold holes."), "Put before `args` when a model is asked for.")),
  model: optional(string("The model to ask for unless the task names one.")),
  prompt: optional(oneOf(promptChannels, "How the prompt reaches it; unless set, by the hole that `args` hold.")),
  promptTemplate: optional(string("The prompt around {userPrompt}.")),
  promptTemplateFile: optional(string("A file with the text around {userPrompt}, beside this one.")),
  completion: optional(oneOf(completions, "How its end is recognised.")),
  format: optional(string("How its output is read: claude, codex, opencode, or lines.")),
  trustExit: optional(boolean("False where its exit code 0 does not mean done.")),
  timeout: optional(duration("An attempt is stopped after this long.")),
  retry: optional(RetrySettings),
  maxParallel: optional(integer("At most this many at once.", { minimum: 1, maximum: 1e3 })),
  env: optional(record(string("A value."), "Added to its environment.")),
  unset: optional(list(string("A name, or a prefix ending in *."), "Taken from its environment.")),
  stopSignals: optional(list(oneOf(stopSignals, "A signal."), "Sent in this order, then KILL.")),
  grace: optional(duration("Wait after each signal.")),
  linger: optional(duration("How long it may go on after it has reported.")),
  classicNames: optional(boolean("True lets it use the classic sentinel names in tasks/.")),
  verified: optional(boolean("False: its flags were only read in documentation.")),
  install: optional(string("The command that installs it; shown when it is missing.")),
  probe: optional(object({
    version: optional(list(string("One argument."), "Makes it print its version.")),
    help: optional(list(string("One argument."), "Makes it print its flags."))
  }, "How the program is asked about itself; never asked without. Falls with its `command`.")),
  simulated: optional(boolean("True for the built-in stand-in."))
}, "An agent.");
var Config = object({
  $schema: optional(string("The published schema, for editors.")),
  version: optional(integer("The version of this file.", { minimum: 1, maximum: 1 })),
  defaultAgent: optional(string("The agent that does what names none.")),
  maxParallel: optional(integer("At most this many agents at once.", { minimum: 1, maximum: 1e3 })),
  maxAwaiting: optional(integer("At most this many sessions wait for a person while alive.", { minimum: 0 })),
  groups: optional(record(object({
    description: optional(string("What is in it; shown in lists.")),
    maxParallel: optional(integer("At most this many of it at once.", { minimum: 1, maximum: 1e3 }))
  }), "Groups of tasks by name, each with a limit of its own.")),
  aging: optional(duration("Waiting for so long counts as much as one more of priority; 0 turns it off.")),
  ifDependencyFails: optional(oneOf(dependencyPolicies, "Whether a task fails, or waits on, when what it waits for failed.")),
  idleExit: optional(duration("A background conductor leaves after this long without work.")),
  timeout: optional(duration("An attempt is stopped after this long, unless the agent says so.")),
  retry: optional(RetrySettings),
  agents: optional(record(AgentSettings, "Agents by name."))
}, "agent-config.json of orchestra.");
var configDefaults = {
  maxParallel: 3,
  maxAwaiting: 10,
  idleExitMs: 3e4,
  agingMs: 3e5,
  ifDependencyFails: "fail"
};
function missingProgram({ name, command, install }) {
  const what = command.includes("/") ? "is no executable file" : "is not installed";
  return new Failure("unavailable", `agent ${name} needs the program "${command}", which ${what}`, {
    hint: install ?? 'put it on PATH, or set its "command" in agent-config.json'
  });
}

export {
  durationNote,
  AgentSettings,
  Config,
  configDefaults,
  missingProgram
};
