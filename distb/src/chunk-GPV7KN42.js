import {
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/cli/stage.js
var exits = { ok: 0, failed: 1, usage: 2, timeout: 124, interrupted: 130 };
var exitOfFailure = {
  usage: exits.usage,
  invalid: exits.failed,
  not_found: exits.failed,
  conflict: exits.failed,
  unavailable: exits.failed
};
var ErrorOutput = object({
  error: object({
    code: oneOf(Object.keys(exitOfFailure), "What kind of refusal it is."),
    message: string("What happened, and where."),
    hint: optional(string("What to do."))
  }, "What is wrong.")
});
var endsOfWaiting = {
  [exits.ok]: "All of them completed.",
  [exits.failed]: "Not all of them completed.",
  [exits.interrupted]: "Interrupted; what runs goes on."
};

export {
  exits,
  exitOfFailure,
  endsOfWaiting
};
