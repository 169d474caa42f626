import {
  Identity
} from "./chunk-JB5L447W.js";
import {
  timestamp,
  version
} from "./chunk-AYEYYZRK.js";
import {
  integer,
  object,
  oneOf,
  optional
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/lock.js
var holderKinds = ["run", "background", "daemon", "once"];
var LockRecord = object({
  version,
  epoch: integer("Counts up with every holder.", { minimum: 1 }),
  kind: oneOf(holderKinds, "What it is."),
  holder: Identity,
  since: timestamp("Since when."),
  heartbeatMs: optional(integer("It renews lock/<epoch>.beat this often; absent where others can see it live.", {
    minimum: 1
  }))
});
var missedBeatsMax = 3;
function standingOf(holder) {
  if (!holder || holder.released)
    return "free";
  if (holder.liveness === "dead")
    return "abandoned";
  const { heartbeatMs } = holder.record;
  if (holder.liveness === "alive" || heartbeatMs === void 0)
    return "held";
  const isSilent = (holder.beatAgeMs ?? 0) > heartbeatMs * missedBeatsMax;
  return isSilent ? "abandoned" : "held";
}
var spawnMs = 3e3;
var describeHolder = ({ record }) => `process ${record.holder.pid} on ${record.holder.host}`;
var isPassing = ({ record, liveness }) => record.kind === "once" && liveness === "alive";

export {
  LockRecord,
  standingOf,
  spawnMs,
  describeHolder,
  isPassing
};
