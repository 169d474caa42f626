import {
  liveRunOf
} from "./chunk-AYEYYZRK.js";

// ../ft/dist/src/operations/unseen.js
function unseenOf({ store: { runs }, processes }, task) {
  const run = liveRunOf(task)?.run;
  if (run === void 0 || !quietly(() => runs.hasStarted(run)))
    return void 0;
  if (quietly(() => runs.exit(run)) !== void 0)
    return void 0;
  const identity = quietly(() => runs.started(run))?.handle.identity;
  if (!identity)
    return "somebody whose name is damaged";
  if (processes.livenessOf(identity) !== "unknown")
    return void 0;
  return `process ${identity.pid} on ${identity.host}`;
}
function quietly(read) {
  try {
    return read();
  } catch {
    return void 0;
  }
}

export {
  unseenOf
};
