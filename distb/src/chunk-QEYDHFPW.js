import {
  parseTaskNumber,
  settledStatuses
} from "./chunk-AYEYYZRK.js";

// ../ft/dist/src/core/layout.js
var layout = {
  ignore: ".gitignore",
  config: "agent-config.json",
  configSchema: "agent-config.schema.json",
  prompts: "prompts",
  private: "private.json",
  temporary: "tmp",
  clock: "tmp/clock",
  conductorLog: "conductor.log",
  shims: "shim",
  shim: (digest) => `shim/${digest}.sh`,
  lock: "lock",
  epoch: (epoch) => `lock/${epoch}`,
  released: (epoch) => `lock/${epoch}.released`,
  beat: (epoch) => `lock/${epoch}.beat`,
  tasks: "tasks",
  task: (number) => `tasks/task_${number}.json`,
  floor: "tasks/floor",
  classic: (number, kind) => `tasks/task_${number}.${kind}`,
  classicPlan: (number) => `plans/task_${number}_plan.md`,
  classicLog: (number) => `logs/task_${number}.log`,
  workspace: "workspace",
  runs: "runs",
  runFloor: "runs/floor",
  run: (run) => `runs/${run}`,
  gone: (run) => `runs/${run}/gone`,
  outbox: (run) => `runs/${run}/out`,
  inbox: (run) => `runs/${run}/in`,
  inRun: (run, file) => `runs/${run}/${file}`,
  putAside: (run) => `runs/${run}/classic`,
  controls: "controls.json",
  queue: (folder) => `queue/${folder}`,
  entry: (folder, order) => `queue/${folder}/${order}`,
  finished: "queue/finished",
  day: (day) => `queue/finished/${day}`,
  finishedEntry: (day, number, status) => `queue/finished/${day}/${number}.${status}`,
  head: "queue/head.json",
  journal: "queue/journal",
  intents: "intents",
  intent: (order) => `intents/${order}.json`,
  plan: (order) => `intents/${order}.plan.json`,
  answered: "intents/answered",
  answer: (order) => `intents/answered/${order}.json`,
  requests: "requests",
  request: (number) => `requests/r${number}.json`,
  requestFloor: "requests/floor",
  archive: "archive",
  archivedTask: (number) => `archive/${Math.floor(number / 1e3)}/task_${number}.json`,
  quarantine: "quarantine"
};
var classicKinds = ["done", "error", "cancelled", "timeout"];
function taskNumberOfFile(name) {
  const match = /^task_([1-9][0-9]{0,9})\.json$/.exec(name);
  return match?.[1] === void 0 ? void 0 : parseTaskNumber(match[1]);
}
var priorityMax = 999;
var orderOf = (task) => [
  String(priorityMax - task.priority).padStart(4, "0"),
  String(task.rank ?? task.number).padStart(10, "0"),
  String(task.number)
].join("-");
function readOrder(order) {
  const match = /^(\d{4})-\d{10}-([1-9]\d{0,9})$/.exec(order);
  return match ? { order, number: Number(match[2]), priority: priorityMax - Number(match[1]) } : void 0;
}
var dayOf = (at) => at.slice(0, 10);
function readFinished(name) {
  const match = /^([1-9]\d{0,9})\.([a-z]+)$/.exec(name);
  const status = settledStatuses.find((known) => known === match?.[2]);
  return match && status ? { number: Number(match[1]), status } : void 0;
}
var ignoreText = `# Made by orchestra: only what people write is worth committing.
/*
!/.gitignore
!/agent-config.json
!/agent-config.schema.json
!/prompts/
!/pipelines/
!/schedules/
`;

export {
  layout,
  classicKinds,
  taskNumberOfFile,
  orderOf,
  readOrder,
  dayOf,
  readFinished,
  ignoreText
};
