// ../ft/dist/src/lib/fraction.js
function fractionOf(seed) {
  let hash = 2166136261;
  for (let at = 0; at < seed.length; at++) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 16777619);
  }
  return mix(hash) / 2 ** 32;
}
function mix(hash) {
  const half = Math.imul(hash ^ hash >>> 16, 2246822507);
  const whole = Math.imul(half ^ half >>> 13, 3266489909);
  return (whole ^ whole >>> 16) >>> 0;
}

// ../ft/dist/src/core/retry.js
var defaultRetry = {
  retries: 0,
  delayMs: 5e3,
  factor: 2,
  ceilingMs: 6e5
};
var hopeless = /* @__PURE__ */ new Set([
  "dependency",
  "launch",
  "config",
  "auth",
  "budget",
  "model_not_found",
  "context_overflow",
  "missing_executable",
  "version_unsupported",
  "permission_denied"
]);
var launchFailuresMax = 5;
var launchesAtOnce = 3;
var launchBackoff = { delayMs: 1e3, factor: 3, ceilingMs: 6e4 };
function sequelOf(task, verdict, policies, nowMs) {
  if (verdict.status !== "failed")
    return { is: "settled" };
  if (verdict.reason === "launch") {
    const failures = task.runs.filter(({ ask, run, outcome }) => ask === task.asked && (run === verdict.run || outcome?.reason === "launch"));
    if (task.cancelled)
      return { is: "again", notBeforeMs: nowMs };
    if (failures.length >= launchFailuresMax)
      return { is: "settled" };
    const waits = failures.length - launchesAtOnce;
    const waitMs = waits < 0 ? 0 : backoffMs(launchBackoff, waits + 1, `${verdict.run}`);
    return { is: "again", notBeforeMs: nowMs + waitMs };
  }
  if (task.cancelled)
    return { is: "settled" };
  const policy = merge(policies);
  if (verdict.attempt > policy.retries || !isRepeatable(verdict.reason, policy.on))
    return { is: "settled" };
  return {
    is: "again",
    notBeforeMs: nowMs + backoffMs(policy, verdict.attempt, `${task.number}/${verdict.run}`)
  };
}
var backoffMsMax = 366 * 864e5;
function backoffMs(policy, attempt, seed) {
  const growth = Math.min(policy.factor ** (attempt - 1), Number.MAX_SAFE_INTEGER);
  const full = Math.min(policy.ceilingMs, backoffMsMax, policy.delayMs * growth);
  return Math.round(full * (0.5 + fractionOf(seed) / 2));
}
var isRepeatable = (reason, on) => reason !== void 0 && (on ? on.includes(reason) : !hopeless.has(reason));
function merge(policies) {
  const said = [...policies].reverse();
  return Object.assign({}, defaultRetry, ...said);
}

export {
  defaultRetry,
  sequelOf
};
