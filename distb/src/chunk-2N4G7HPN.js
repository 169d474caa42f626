import {
  unseenOf
} from "./chunk-GTZ4KQI4.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  obstaclesOf,
  project
} from "./chunk-U6L365AJ.js";
import {
  noControls
} from "./chunk-FBXUARIM.js";
import {
  Attempt,
  number,
  reasons,
  statuses,
  taskIdOf,
  timestamp,
  titleOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string
} from "./chunk-IJBGSXO5.js";
import {
  firstLine
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/operations/circumstances.js
var circumstancesOf = ({ store, clock }) => ({
  nowMs: Date.parse(clock.now().at),
  standing: (other) => readQuietly(() => store.tasks.read(other))?.settled?.status ?? "open",
  get controls() {
    return readQuietly(store.controls.read) ?? noControls;
  }
});
function nameOf(obstacle) {
  switch (obstacle.is) {
    case "dependency":
      return String(obstacle.task);
    case "paused":
      return obstacle.what === "queue" ? void 0 : obstacle.name;
    case "until":
    case "backoff":
      return new Date(obstacle.atMs).toISOString();
    default:
      return void 0;
  }
}

// ../ft/dist/src/operations/show-task.js
var rowFields = {
  id: string("Its id."),
  number: number("Its number."),
  agent: string("Who does it."),
  title: string("Its title, or the first line of its prompt."),
  status: oneOf(statuses, "Where it is in its life."),
  reason: optional(oneOf(reasons, "Why.")),
  waitsFor: optional(string("What it waits for first: a task, a group, an agent or a time.")),
  priority: integer("Higher runs first."),
  attempt: integer("Which attempt; 0 before the first.", { minimum: 0 }),
  createdAt: optional(timestamp("When it was accepted; absent for finished ones in a table.")),
  startedAt: optional(timestamp("When its last run began.")),
  endedAt: optional(timestamp("When it ended.")),
  elapsedMs: optional(integer("How long its last run has taken.", { minimum: 0 })),
  labels: optional(record(string("A value."), "Its labels; absent for finished ones in a table.")),
  simulated: boolean("True when no real agent does it.")
};
var TaskRow = object(rowFields);
var TaskView = object({
  ...rowFields,
  prompt: string("What was asked."),
  cwd: string("Where the agent works."),
  model: optional(string("The model it is asked to use.")),
  message: optional(string("What was last said about it.")),
  notBefore: optional(timestamp("It does not start earlier.")),
  timeoutMs: optional(integer("An attempt is stopped after this long.")),
  after: list(number("A task."), "Tasks it waits for."),
  env: list(string("A name."), "Names of its own environment variables."),
  runs: list(Attempt, "Its attempts, oldest first."),
  folder: optional(string("The folder of its last run.")),
  plan: optional(string("The file of its plan, under the classic name.")),
  log: optional(string("The file of its log, under the classic name.")),
  unseen: optional(string("Who runs it, where nobody can tell from here whether it is alive.")),
  putAside: list(string("A name."), "Classic sentinels that did not count, kept in that folder.")
});
function rowOf(context, task, shownIn) {
  const last = task.runs.at(-1);
  const startedAt = last && startOf(context, last.run);
  const ended = task.settled ?? last?.outcome;
  return {
    id: taskIdOf(task.number),
    number: task.number,
    agent: task.agent,
    title: firstLine(titleOf(task)),
    ...statusOf(context, task, shownIn),
    priority: task.priority,
    attempt: last?.attempt ?? 0,
    createdAt: task.createdAt,
    ...startedAt && { startedAt },
    ...ended && { endedAt: ended.endedAt },
    ...elapsed(context, last?.outcome?.elapsedMs, last?.outcome ? void 0 : startedAt),
    ...task.labels && { labels: task.labels },
    simulated: task.simulated ?? false
  };
}
function viewOf(context, task) {
  const last = task.runs.at(-1);
  const message = task.settled?.message ?? last?.outcome?.message;
  const unseen = unseenOf(context, task);
  return {
    ...rowOf(context, task),
    prompt: task.prompt,
    cwd: task.cwd,
    ...task.model !== void 0 && { model: task.model },
    ...message !== void 0 && { message },
    ...task.notBefore !== void 0 && { notBefore: task.notBefore },
    ...task.timeoutMs !== void 0 && { timeoutMs: task.timeoutMs },
    after: task.after ?? [],
    env: Object.keys(task.env ?? {}),
    runs: task.runs,
    ...context.store.tasks.papers(task.number),
    ...unseen !== void 0 && { unseen },
    ...last && { folder: context.store.runs.folder(last.run) },
    putAside: last ? context.store.runs.putAside(last.run) : []
  };
}
function statusOf(context, task, shownIn) {
  if (shownIn === "awaiting")
    return { status: shownIn };
  const circumstances = circumstancesOf(context);
  const { status, reason } = project(task, circumstances);
  const [first] = status === "blocked" ? obstaclesOf(task, circumstances) : [];
  const waitsFor = first && nameOf(first);
  return { status, ...reason && { reason }, ...waitsFor !== void 0 && { waitsFor } };
}
var startOf = ({ store }, run) => readQuietly(() => store.runs.started(run))?.since.at;
function elapsed({ clock }, known, startedAt) {
  if (known !== void 0)
    return { elapsedMs: known };
  if (startedAt === void 0)
    return {};
  return { elapsedMs: Math.max(0, Date.parse(clock.now().at) - Date.parse(startedAt)) };
}

export {
  TaskRow,
  TaskView,
  rowOf,
  viewOf
};
