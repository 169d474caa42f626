import {
  controlOf
} from "./chunk-FBXUARIM.js";
import {
  isSettled,
  liveRunOf
} from "./chunk-AYEYYZRK.js";

// ../ft/dist/src/core/dependency.js
var dependenciesOf = ({ after = [], afterAny = [], afterFailed = [] }) => [
  ...after.map((task) => ({ task, wants: "success" })),
  ...afterAny.map((task) => ({ task, wants: "end" })),
  ...afterFailed.map((task) => ({ task, wants: "failure" }))
];
function fulfils(standing, wants) {
  if (standing === "open")
    return "notYet";
  switch (wants) {
    case "success":
      return standing === "complete" ? "yes" : "never";
    case "failure":
      return standing === "failed" ? "yes" : "never";
    case "end":
      return "yes";
  }
}
function deadDependency(task, standing) {
  for (const one of dependenciesOf(task)) {
    const stands = standing(one.task);
    if (fulfils(stands, one.wants) === "never")
      return { ...one, standing: stands };
  }
  return void 0;
}

// ../ft/dist/src/core/projection.js
function project(task, circumstances) {
  if (task.settled) {
    const { status, reason } = task.settled;
    return { status, ...reason && { reason } };
  }
  const { waitsFor } = circumstances;
  if (liveRunOf(task))
    return waitsFor ? { status: "awaiting", reason: waitsFor } : { status: "running" };
  for (const obstacle of obstaclesOf(task, circumstances))
    return shownAs(obstacle);
  return { status: "pending" };
}
function* obstaclesOf(task, { nowMs, standing, controls }) {
  if (task.draft)
    yield { is: "draft" };
  if (task.hold)
    yield { is: "hold" };
  if (task.approve && !task.approved)
    yield { is: "approval" };
  for (const { task: other, wants } of dependenciesOf(task)) {
    const stands = standing(other);
    if (fulfils(stands, wants) !== "yes")
      yield { is: "dependency", task: other, wants, standing: stands };
  }
  yield* pauses(task, controls);
  const atMs = task.notBefore === void 0 ? 0 : Date.parse(task.notBefore);
  if (atMs <= nowMs)
    return;
  const last = task.runs.findLast(({ ask }) => ask === task.asked);
  const reason = last?.outcome?.reason;
  if (last)
    yield { is: "backoff", atMs, ...reason && { reason } };
  else
    yield { is: "until", atMs };
}
function* pauses(task, controls) {
  const concerned = [["queue"], ["agent", task.agent]];
  if (task.group !== void 0)
    concerned.push(["group", task.group]);
  for (const [what, name] of concerned) {
    const paused = controlOf(controls, what, name)?.paused;
    if (paused)
      yield { is: "paused", what, ...name !== void 0 && { name }, ...paused };
  }
}
function shownAs(obstacle) {
  switch (obstacle.is) {
    case "draft":
      return { status: "draft" };
    case "approval":
      return { status: "awaiting", reason: "approval" };
    case "paused":
      return { status: "blocked", reason: obstacle.what === "group" ? "group" : "paused" };
    case "until":
    case "backoff":
      return { status: "blocked", reason: obstacle.is, untilMs: obstacle.atMs };
    case "hold":
    case "dependency":
      return { status: "blocked", reason: obstacle.is };
    case "full":
    case "scarce":
      return { status: "pending" };
  }
}
var folderOf = (status) => isSettled(status) || status === "draft" ? void 0 : status;

export {
  dependenciesOf,
  deadDependency,
  project,
  obstaclesOf,
  folderOf
};
