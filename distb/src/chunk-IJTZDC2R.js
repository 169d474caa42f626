import {
  processTable
} from "./chunk-7QJ36DIS.js";
import {
  once
} from "./chunk-QYHLQT45.js";
import {
  isTrouble,
  within
} from "./chunk-UUUYVOJ7.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";
import {
  childProcess,
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/processes/identity.js
import { hostname } from "node:os";
var selfIdentity = () => {
  const self = identityOf(process.pid);
  if (self !== void 0)
    return self;
  throw new Failure("unavailable", "cannot see this very process in the process table", {
    hint: isLinux ? "mount a /proc that belongs to this pid namespace" : "check that ps works"
  });
};
var identityOf = (pid) => {
  const entry = canSee() ? processTable().find([pid]).get(pid) : void 0;
  if (entry === void 0 || entry.ended)
    return void 0;
  return { ...machine(), pid, startTime: entry.startTime };
};
var livenessOf = (identity) => livenessOfAll([identity])[0] ?? "unknown";
var livenessOfAll = (identities) => {
  const here = identities.filter((identity) => placeOf(identity) === "here");
  const seen = canSee() ? processTable().find(here.map(({ pid }) => pid)) : /* @__PURE__ */ new Map();
  return identities.map((identity) => {
    const place = placeOf(identity);
    if (place !== "here")
      return place === "past" ? "dead" : "unknown";
    const entry = seen.get(identity.pid);
    if (entry === void 0)
      return isNumberTaken(identity.pid) ? "unknown" : "dead";
    return entry.ended || entry.startTime !== identity.startTime ? "dead" : "alive";
  });
};
var placeOf = (identity) => {
  const own = machine();
  if (identity.host !== own.host)
    return "elsewhere";
  if (identity.bootId !== own.bootId) {
    return identity.bootId === "" || own.bootId === "" ? "elsewhere" : "past";
  }
  return identity.pidNamespace === own.pidNamespace ? "here" : "elsewhere";
};
var bootId = () => machine().bootId;
var inInitialPidNamespace = () => !isLinux || machine().pidNamespace === "pid:[4026531836]";
var isLinux = process.platform === "linux";
var machine = once(() => ({
  host: hostname(),
  pidNamespace: isLinux ? attempt("/proc/self/ns/pid", fs.readlinkSync) : "",
  bootId: isLinux ? attempt("/proc/sys/kernel/random/boot_id", readLine) : (childProcess().spawnSync("sysctl", ["-n", "kern.bootsessionuuid"], { encoding: "utf8" }).stdout ?? "").trim()
}));
var readLine = (path) => fs.readFileSync(path, "utf8").trim();
var attempt = (path, read) => {
  try {
    return within(path, () => read(path), "read");
  } catch (error) {
    if (isTrouble(error))
      throw error;
    return "";
  }
};
var canSee = once(() => !isLinux || attempt("/proc/self", fs.readlinkSync) === String(process.pid));
var isNumberTaken = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
};

export {
  selfIdentity,
  identityOf,
  livenessOf,
  livenessOfAll,
  placeOf,
  bootId,
  inInitialPidNamespace
};
