import {
  readSentinel
} from "./chunk-NLHJN4T6.js";

// ../ft/dist/src/core/older.js
var olderLabel = "migrated";
var middle = 5;
function readOlderTask(file) {
  const read = objectIn(file.text);
  if (!read)
    return { problem: "it is no JSON object" };
  const { agent, prompt } = read;
  if (typeof agent !== "string" || !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(agent))
    return { problem: "it names no agent" };
  if (typeof prompt !== "string" || !/\S/.test(prompt))
    return { problem: "it has no prompt" };
  const pid = numberIn(read, "pid");
  const settled = outcomeOf(read, file);
  if (!settled && read["status"] === "running" && pid !== void 0 && file.isAlive(pid))
    return {
      problem: `it may still run there, as process ${pid}: migrate again once it has ended`
    };
  const seconds = numberIn(read, "timeout");
  const retries = numberIn(read, "maxRetries", "max_retries") ?? 0;
  const tried = numberIn(read, "retryCount", "retry_count") ?? 0;
  const priority = Math.round(numberIn(read, "priority") ?? middle) - middle;
  return {
    id: file.id,
    createdAt: momentIn(read, "createdAt", "created_at") ?? dateOf(file),
    wanted: {
      agent,
      prompt,
      priority: Math.min(999, Math.max(-999, priority)),
      labels: { [olderLabel]: file.id },
      ...seconds !== void 0 && seconds > 0 && { timeoutMs: Math.round(seconds * 1e3) },
      ...first(read, "autoRetry", "auto_retry") === true && {
        retry: { retries: Math.max(0, Math.min(1e3, Math.round(retries - tried))) }
      }
    },
    after: textsIn(first(read, "dependsOn", "depends_on")),
    settled: settled ?? (read["status"] === "running" ? lost(file) : void 0)
  };
}
function outcomeOf(read, file) {
  const { status } = read;
  const { done, error, cancelled, timeout } = file.sentinels;
  const endedAt = momentIn(read, "completedAt", "completed_at", "timedOutAt", "timed_out_at") ?? changeOf(file);
  const startedAt = momentIn(read, "startedAt", "started_at");
  const elapsedMs = startedAt && Date.parse(endedAt) - Date.parse(startedAt);
  const times = { endedAt, ...elapsedMs && elapsedMs > 0 ? { elapsedMs } : {} };
  const said = first(read, "errorMessage", "error_message");
  const failed = (text) => {
    const isLate = timeout !== void 0 || first(read, "timedOutAt", "timed_out_at") != null;
    const told = typeof said === "string" && said !== "" ? said : text;
    const message = told === void 0 ? void 0 : readSentinel("error", told).message;
    const reason = isLate ? "timeout" : "agent_error";
    return { status: "failed", reason, ...message !== void 0 && { message }, ...times };
  };
  if (status === "complete" || status === "completed")
    return { status: "complete", ...times };
  if (status === "failed")
    return failed(error);
  if (status === "cancelled")
    return { status: "cancelled", reason: "user", ...times };
  if (status !== "running")
    return void 0;
  if (error !== void 0 || timeout !== void 0)
    return failed(error);
  if (cancelled !== void 0)
    return { status: "cancelled", reason: "user", ...times };
  return done === void 0 ? void 0 : { status: "complete", ...times };
}
var lost = (file) => ({
  status: "failed",
  reason: "lost",
  message: "it was running there, and vanished without a word",
  endedAt: changeOf(file)
});
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? value : void 0;
  } catch {
    return void 0;
  }
}
var first = (read, ...names) => names.map((name) => read[name]).find((value) => value !== void 0 && value !== null);
function numberIn(read, ...names) {
  const value = first(read, ...names);
  return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
var textsIn = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
function momentIn(read, ...names) {
  const value = first(read, ...names);
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return isWritable(ms) ? new Date(ms).toISOString() : void 0;
}
var isWritable = (ms) => ms >= 0 && ms < Date.parse("9999-01-01T00:00:00Z");
var changeOf = ({ changedAtMs }) => new Date(isWritable(changedAtMs) ? Math.round(changedAtMs) : 0).toISOString();
function dateOf(file) {
  const [, seconds, rest = "000"] = /^task_(\d{10})(\d{3})?$/.exec(file.id) ?? [];
  const ms = Number(`${seconds}${rest}`);
  return isWritable(ms) ? new Date(ms).toISOString() : changeOf(file);
}

export {
  olderLabel,
  readOlderTask
};
