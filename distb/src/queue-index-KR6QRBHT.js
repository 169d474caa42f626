import {
  Mended,
  exitOfMended,
  mend,
  tellMended
} from "./chunk-EJF3CGUG.js";
import "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-6BI45MEC.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  boolean,
  object,
  oneOf,
  optional
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/queue-index.js
var queueIndex = operation({
  summary: "Make the folders of the queue say what the records say",
  examples: ["orchestra index rebuild", "orchestra index rebuild --dry-run"],
  route: "POST /index",
  positionals: ["action"],
  writes: true,
  input: object({
    action: oneOf(["rebuild"], "What to do."),
    dryRun: optional(boolean("Only tell what would be done."))
  }),
  output: Mended,
  run: (context, { dryRun = false }) => mend(context, "index", dryRun)
});

// ../ft/dist/src/cli/commands/queue-index.js
var queueIndex2 = {
  ...commandOf(queueIndex, tellMended, exitOfMended),
  forms: { rebuild: `${queueIndex.summary}.` }
};
export {
  queueIndex2 as queueIndex
};
