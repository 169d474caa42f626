import {
  factLines
} from "./chunk-6ECU6I6U.js";
import {
  agentOf,
  formatMoment,
  statusText
} from "./chunk-OEBKKQG6.js";
import {
  looks
} from "./chunk-GI26EQSU.js";
import {
  alignColumns
} from "./chunk-DVSKCOC5.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import {
  isSettled,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  firstLine,
  harmless,
  oneLine,
  truncate
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/cli/print/preview.js
function printPreview(preview, paint, columns) {
  const facts = [
    ["agent", agentOf(preview)],
    ["model", preview.model],
    ["title", preview.title],
    ["begins", preview.status],
    ["not before", preview.notBefore],
    ["after", preview.after.map(taskIdOf).join(", ") || void 0],
    ["priority", preview.priority === 0 ? void 0 : String(preview.priority)],
    ["labels", labelsText(preview.labels)],
    ["timeout", preview.timeoutMs === void 0 ? "none" : formatDuration(preview.timeoutMs)],
    ["retries", String(preview.retries)],
    ["cwd", preview.cwd],
    ["stdin", preview.stdin === "prompt" ? "the prompt" : "nothing"],
    ["env adds", preview.adds.join(" ")],
    ["env removes", preview.removes.join(" ") || "nothing"]
  ];
  return [
    `${preview.id} would be queued`,
    ...factLines(facts, paint, columns),
    "",
    paint("dim", "command:"),
    preview.command,
    "",
    paint("dim", "prompt:"),
    harmless(preview.prompt.trimEnd()),
    ""
  ].join("\n");
}
function printPreviewRow(preview, _, columns) {
  const cells = [preview.id, agentOf(preview), preview.status, preview.title];
  return `${truncate(cells.map(oneLine).join("  "), columns ?? Infinity)}
`;
}
var labelsText = (labels) => labels && Object.entries(labels).map(([key, value]) => `${key}=${value}`).join("  ");

// ../ft/dist/src/cli/print/task.js
function printTask(task, paint, nowMs, columns) {
  const { icon, format } = looks[task.status];
  const moment = (iso) => iso && formatMoment(iso, nowMs);
  const facts = [
    ["agent", agentOf(task)],
    ["model", task.model],
    ["message", task.message],
    ["time", task.elapsedMs === void 0 ? void 0 : formatDuration(task.elapsedMs)],
    ["timeout", limitOf(task)],
    ["created", moment(task.createdAt)],
    ["not before", moment(task.notBefore)],
    ["ended", isSettled(task.status) ? moment(task.endedAt) : void 0],
    ["after", task.after.length === 0 ? void 0 : task.after.join(", ")],
    ["labels", labelsText(task.labels)],
    ["priority", task.priority === 0 ? void 0 : String(task.priority)],
    ["env", task.env.length === 0 ? void 0 : task.env.join(", ")],
    ["cwd", task.cwd],
    ["unseen", unseenNote(task)],
    ["files", task.folder],
    ["plan", task.plan],
    ["log", task.log],
    ["put aside", task.putAside.length === 0 ? void 0 : task.putAside.join(", ")]
  ];
  return [
    `${paint(format, `${icon} ${task.id}  ${statusText(task)}`)}`,
    ...factLines(facts, paint, columns),
    ...attempts(task, paint, columns),
    "",
    harmless(task.prompt.trimEnd()),
    ""
  ].join("\n");
}
var unseenNote = ({ unseen, number }) => unseen && `${unseen} runs it, and cannot be seen from here; gone for good? orchestra recover --gone ${number}`;
function limitOf({ runs, timeoutMs }) {
  const last = runs.at(-1);
  const limitMs = (last?.outcome ? void 0 : last?.timeoutMs) ?? timeoutMs;
  if (limitMs === void 0)
    return void 0;
  return limitMs === 0 ? "none" : formatDuration(limitMs);
}
function attempts({ runs }, paint, columns) {
  if (runs.length < 2)
    return [];
  const groups = [];
  for (const run of runs) {
    const told = tell(run);
    const group = groups.at(-1);
    if (group && group.told.join() === told.join())
      group.last = run;
    else
      groups.push({ first: run, last: run, told });
  }
  const rows = groups.map(({ first, last, told: [status, time, message] }) => [
    paint("dim", span("try", first.attempt, last.attempt)),
    status,
    time,
    span("run", first.run, last.run),
    message
  ]);
  const lines = alignColumns(rows, { right: [2] });
  return columns === void 0 ? lines : lines.map((line) => truncate(line, columns));
}
function tell({ outcome }) {
  if (!outcome)
    return ["running", "", ""];
  const { status, reason, message = "", elapsedMs } = outcome;
  const said = oneLine(firstLine(message));
  return [reason ? `${status} (${reason})` : status, formatDuration(elapsedMs), said];
}
var span = (what, first, last) => first === last ? `${what} ${first}` : `${what} ${first}\u2013${last}`;

export {
  printPreview,
  printPreviewRow,
  printTask
};
