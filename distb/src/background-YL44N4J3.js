import {
  openToAppend
} from "./chunk-EP3NMQW6.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  within
} from "./chunk-UUUYVOJ7.js";
import "./chunk-5VHG2WDS.js";
import "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/background.js
import { spawn } from "node:child_process";
import { closeSync, fstatSync, ftruncateSync } from "node:fs";
import { dirname, join } from "node:path";
var logBytesMax = 1024 * 1024;
var isOfRun = (name) => name.startsWith("ORCHESTRA_") || name === "TRACEPARENT";
var keeps = /* @__PURE__ */ new Set(["ORCHESTRA_FAILPOINT"]);
function spawnConductor(root, main, environment, args) {
  const path = join(root, layout.conductorLog);
  const log = within(path, () => openToAppend(path));
  try {
    if (fstatSync(log).size > logBytesMax)
      within(path, () => ftruncateSync(log));
    const kept = Object.entries(environment).filter(([name]) => !isOfRun(name) || keeps.has(name));
    const child = spawn(process.execPath, [main, "daemon", "run", "--background", "--dir", root, ...args], {
      cwd: dirname(root),
      env: Object.fromEntries(kept),
      detached: true,
      stdio: ["ignore", log, log]
    });
    child.on("error", () => void 0);
    child.unref();
  } finally {
    closeSync(log);
  }
}
export {
  spawnConductor
};
