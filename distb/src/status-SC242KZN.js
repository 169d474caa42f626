import {
  withExtra
} from "./chunk-R5YDI3EM.js";
import {
  status
} from "./chunk-3GURRCJB.js";
import "./chunk-6BLBWETH.js";
import "./chunk-TDQQF3GW.js";
import {
  printStatus
} from "./chunk-OEBKKQG6.js";
import "./chunk-TVO57TNB.js";
import "./chunk-E333RTSF.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import "./chunk-RLLTZYOD.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  boolean,
  object,
  optional
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/commands/status.js
var extra = object({
  watch: optional(boolean("Keep showing it; q quits. With --json, a line for each change."))
});
var status2 = {
  ...withExtra(status, extra),
  short: { w: "watch" },
  prints: { "--watch": { schema: status.output, isLines: true } },
  async run(stage, { watch, ...input }) {
    const { terminal, context, json } = stage;
    if (watch) {
      const { watchStatus } = await import("./watch-QPENGNZU.js");
      return watchStatus(stage, input);
    }
    const output = await status.run(context, input);
    if (json)
      printJson(terminal, output);
    else
      terminal.out(printStatus(output, painter(terminal.color), terminal.columns()));
    return exits.ok;
  }
};
export {
  status2 as status
};
