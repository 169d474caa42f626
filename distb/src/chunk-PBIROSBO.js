import {
  listPids,
  parsePs,
  processTable,
  readProc,
  runPs
} from "./chunk-7QJ36DIS.js";

// ../ft/dist/src/adapters/processes/sweep.js
var bearersOf = (tokens, platform = process.platform, among) => {
  const bearers = /* @__PURE__ */ new Map();
  if (tokens.size === 0)
    return bearers;
  for (const { entry, carried } of sightings(tokens, platform, among)) {
    if (entry.ended || entry.pid === process.pid)
      continue;
    const { pid, startTime, pgid } = entry;
    for (const token of new Set(carried)) {
      if (!tokens.has(token))
        continue;
      bearers.set(token, [...bearers.get(token) ?? [], { pid, startTime, pgid }]);
    }
  }
  return bearers;
};
var scansMax = 100;
var killBearers = async (token) => {
  const { setTimeout: wait } = await import("node:timers/promises");
  const tokens = /* @__PURE__ */ new Set([token]);
  for (let empty = 0, scans = 0; empty < 2 && scans < scansMax; scans += 1) {
    const left = bearersOf(tokens).get(token) ?? [];
    empty = left.length === 0 ? empty + 1 : 0;
    for (const bearer of left)
      signalAgain(bearer, "SIGKILL");
    if (left.length > 0)
      await wait(10);
  }
};
var sightings = (tokens, platform, among) => {
  if (platform !== "linux")
    return scanPs(platform);
  return among ? among.map((entry) => ({ entry, carried: carriedBy(entry.pid) })) : scanProc(tokens);
};
var carriedBy = (pid) => tokensIn((readProc(pid, "environ") ?? "").split("\0"));
var scanProc = (tokens) => listPids().flatMap((pid) => {
  const carried = carriedBy(pid);
  const entry = carried.some((token) => tokens.has(token)) ? processTable("linux").find([pid]).get(pid) : void 0;
  return entry === void 0 ? [] : { entry, carried };
});
var scanPs = (platform) => parsePs(runPs([platform === "darwin" ? "-AEww" : "axeww"], ",command=")).map((entry) => ({
  entry,
  carried: tokensIn(entry.rest.split(" "))
}));
var variable = "ORCHESTRA_RUN=";
var tokensIn = (entries) => entries.flatMap((entry) => entry.startsWith(variable) ? entry.slice(variable.length) : []);
var signalAgain = (ref, signal) => {
  if (ref.pid === process.pid)
    return false;
  const entry = processTable().find([ref.pid]).get(ref.pid);
  if (entry === void 0 || entry.ended || entry.startTime !== ref.startTime)
    return false;
  return deliver(ref.pid, signal);
};
var deliver = (target, signal) => {
  try {
    return process.kill(target, signal);
  } catch (error) {
    const { code } = error;
    if (code === "ESRCH" || code === "EPERM")
      return false;
    throw error;
  }
};

export {
  bearersOf,
  killBearers,
  signalAgain,
  deliver
};
